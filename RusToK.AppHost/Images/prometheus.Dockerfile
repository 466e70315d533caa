# Prometheus with the repository's rules and settings; the context is the root of the repository.
FROM prom/prometheus:v3.5.0
COPY prometheus/*.yml /etc/prometheus/
COPY prometheus/rules /etc/prometheus/rules
