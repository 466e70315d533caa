# Grafana with the repository's dashboards, and with the runbooks that their links lead to; the context is the root of the repository.
FROM grafana/grafana:12.1.1
COPY grafana/provisioning /etc/grafana/provisioning
COPY grafana/dashboards /var/lib/rustok/dashboards
COPY docs/runbooks /usr/share/grafana/public/runbooks
ENV RUSTOK_DASHBOARDS=/var/lib/rustok/dashboards \
    GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH=/var/lib/rustok/dashboards/rustok-overview.json \
    GF_AUTH_ANONYMOUS_ENABLED=true \
    GF_AUTH_ANONYMOUS_ORG_ROLE=Viewer \
    GF_AUTH_DISABLE_LOGIN_FORM=true \
    GF_ANALYTICS_REPORTING_ENABLED=false \
    GF_ANALYTICS_CHECK_FOR_UPDATES=false \
    # Who only views may still follow an exemplar to its trace.
    GF_USERS_VIEWERS_CAN_EDIT=true
