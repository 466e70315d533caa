# Alertmanager with the repository's routes; the context is the root of the repository.
FROM prom/alertmanager:v0.28.1
COPY prometheus/alertmanager.yml /etc/alertmanager/alertmanager.yml
