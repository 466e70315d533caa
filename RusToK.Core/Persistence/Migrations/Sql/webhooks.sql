GRANT USAGE ON SCHEMA webhooks TO rustok_app, rustok_worker;

-- Since when an endpoint is told of events, by the clock that records them.
ALTER TABLE webhooks.endpoints ADD COLUMN active_since timestamptz NOT NULL DEFAULT clock_timestamp();

-- The Worker reads the endpoints of all tenants, and changes one in its tenant's name only.
ALTER TABLE webhooks.endpoints ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON webhooks.endpoints TO rustok_app
    USING (tenant_id = (SELECT rustok.current_tenant())) WITH CHECK (tenant_id = (SELECT rustok.current_tenant()));
CREATE POLICY every_row_read ON webhooks.endpoints FOR SELECT TO rustok_worker USING (true);
CREATE POLICY own_row_change ON webhooks.endpoints FOR UPDATE TO rustok_worker
    USING (tenant_id = (SELECT rustok.current_tenant())) WITH CHECK (tenant_id = (SELECT rustok.current_tenant()));
GRANT SELECT, INSERT, UPDATE, DELETE ON webhooks.endpoints TO rustok_app;
GRANT SELECT, UPDATE ON webhooks.endpoints TO rustok_worker;

-- The keys deliveries are signed with. The API writes them and cannot read them.
CREATE TABLE webhooks.secrets (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    endpoint_id uuid NOT NULL,
    value text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- One that was replaced counts until then.
    expires_at timestamptz,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, endpoint_id) REFERENCES webhooks.endpoints (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX secrets_endpoint ON webhooks.secrets (tenant_id, endpoint_id);
ALTER TABLE webhooks.secrets ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON webhooks.secrets TO rustok_app
    USING (tenant_id = (SELECT rustok.current_tenant())) WITH CHECK (tenant_id = (SELECT rustok.current_tenant()));
CREATE POLICY worker ON webhooks.secrets TO rustok_worker USING (true) WITH CHECK (true);
GRANT INSERT, SELECT (tenant_id, id, endpoint_id, created_at, expires_at), UPDATE (expires_at) ON webhooks.secrets TO rustok_app;
GRANT SELECT, DELETE ON webhooks.secrets TO rustok_worker;

-- The id of the delivery of an event to an endpoint: always the same, ordered by the time of the event as every UUIDv7 is.
CREATE FUNCTION webhooks.delivery_id(endpoint uuid, event uuid) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (left(replace(event::text, '-', ''), 12) || '7' || substr(md5(endpoint::text || event::text), 2, 3) || '8' || substr(md5(endpoint::text || event::text), 6, 15))::uuid;

-- One row an event and endpoint. A worker that takes a due one moves next_attempt_at past the longest attempt: when it dies, the
-- delivery is due again by itself.
CREATE TABLE webhooks.deliveries (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    endpoint_id uuid NOT NULL,
    event_id uuid NOT NULL,
    event_type text NOT NULL,
    envelope bytea NOT NULL,
    status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'delivered', 'failed')),
    attempts integer NOT NULL DEFAULT 0,
    -- Attempts before it was asked for again.
    round_began integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    deliver_by timestamptz NOT NULL DEFAULT clock_timestamp() + interval '3 days',
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    completed_at timestamptz,
    -- Trace contexts: of the span in which this row was made, and of the action that asked for it again.
    process_context text,
    redelivery_context text,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, endpoint_id, event_id)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
-- What is due, endpoint by endpoint.
CREATE INDEX deliveries_due ON webhooks.deliveries (endpoint_id, next_attempt_at) WHERE status = 'pending';
CREATE INDEX deliveries_failed ON webhooks.deliveries (tenant_id, endpoint_id, created_at) WHERE status = 'failed';
CREATE INDEX deliveries_created ON webhooks.deliveries USING brin (created_at);
ALTER TABLE webhooks.deliveries ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON webhooks.deliveries TO rustok_app
    USING (tenant_id = (SELECT rustok.current_tenant())) WITH CHECK (tenant_id = (SELECT rustok.current_tenant()));
CREATE POLICY worker ON webhooks.deliveries TO rustok_worker USING (true) WITH CHECK (true);
GRANT SELECT, UPDATE (status, next_attempt_at, round_began, deliver_by, completed_at, redelivery_context) ON webhooks.deliveries TO rustok_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON webhooks.deliveries TO rustok_worker;

CREATE TABLE webhooks.attempts (
    tenant_id uuid NOT NULL,
    delivery_id uuid NOT NULL,
    number integer NOT NULL,
    at timestamptz NOT NULL,
    seconds double precision NOT NULL,
    outcome text NOT NULL,
    status_code integer,
    error text,
    response text,
    trace_id text,
    PRIMARY KEY (tenant_id, delivery_id, number),
    FOREIGN KEY (tenant_id, delivery_id) REFERENCES webhooks.deliveries (tenant_id, id) ON DELETE CASCADE
);
ALTER TABLE webhooks.attempts ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON webhooks.attempts FOR SELECT TO rustok_app USING (tenant_id = (SELECT rustok.current_tenant()));
CREATE POLICY worker ON webhooks.attempts TO rustok_worker USING (true) WITH CHECK (true);
GRANT SELECT ON webhooks.attempts TO rustok_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON webhooks.attempts TO rustok_worker;

-- The circuit breaker of an endpoint, shared by all workers. An endpoint without a row is well.
CREATE TABLE webhooks.breakers (
    tenant_id uuid NOT NULL,
    endpoint_id uuid NOT NULL,
    state text NOT NULL DEFAULT 'closed' CHECK (state IN ('closed', 'open', 'half_open')),
    -- Failed attempts in a row, and how often it opened without having closed.
    failures integer NOT NULL DEFAULT 0,
    opens integer NOT NULL DEFAULT 0,
    failing_since timestamptz,
    -- When one attempt is let through; while that is under way, when it counts as lost.
    retry_at timestamptz,
    PRIMARY KEY (tenant_id, endpoint_id),
    FOREIGN KEY (tenant_id, endpoint_id) REFERENCES webhooks.endpoints (tenant_id, id) ON DELETE CASCADE
) WITH (fillfactor = 50);
ALTER TABLE webhooks.breakers ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON webhooks.breakers TO rustok_app
    USING (tenant_id = (SELECT rustok.current_tenant())) WITH CHECK (tenant_id = (SELECT rustok.current_tenant()));
CREATE POLICY worker ON webhooks.breakers TO rustok_worker USING (true) WITH CHECK (true);
-- Somebody who switches an endpoint on again takes its failures away.
GRANT SELECT, DELETE ON webhooks.breakers TO rustok_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON webhooks.breakers TO rustok_worker;

-- Tells the breaker how an attempt ended. It opens after so many failures in a row, and for twice as long each time it opens again.
CREATE FUNCTION webhooks.note_outcome(
    of_tenant uuid, of_endpoint uuid, succeeded boolean, threshold integer, pause double precision, longest_pause double precision,
    OUT before text, OUT after text, OUT failing_since timestamptz)
LANGUAGE plpgsql AS $$
DECLARE
    b webhooks.breakers;
BEGIN
    SELECT * INTO b FROM webhooks.breakers t WHERE t.tenant_id = of_tenant AND t.endpoint_id = of_endpoint;
    IF succeeded AND (NOT FOUND OR (b.state = 'closed' AND b.failures = 0)) THEN
        before := 'closed';
        after := 'closed';
        RETURN;
    END IF;
    INSERT INTO webhooks.breakers (tenant_id, endpoint_id)
        SELECT e.tenant_id, e.id FROM webhooks.endpoints e WHERE e.tenant_id = of_tenant AND e.id = of_endpoint
        ON CONFLICT DO NOTHING;
    SELECT * INTO b FROM webhooks.breakers t WHERE t.tenant_id = of_tenant AND t.endpoint_id = of_endpoint FOR UPDATE;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    before := b.state;
    IF succeeded THEN
        b.state := 'closed';
        b.failures := 0;
        b.opens := 0;
        b.failing_since := NULL;
        b.retry_at := NULL;
    ELSE
        b.failures := b.failures + 1;
        b.failing_since := coalesce(b.failing_since, clock_timestamp());
        IF b.state = 'half_open' OR (b.state = 'closed' AND b.failures >= threshold) THEN
            b.state := 'open';
            b.opens := b.opens + 1;
            b.retry_at := clock_timestamp() + make_interval(secs => least(longest_pause, pause * 2.0 ^ least(b.opens - 1, 30)) * (0.5 + random() / 2));
        END IF;
    END IF;
    UPDATE webhooks.breakers t
       SET state = b.state, failures = b.failures, opens = b.opens, failing_since = b.failing_since, retry_at = b.retry_at
     WHERE t.tenant_id = of_tenant AND t.endpoint_id = of_endpoint;
    after := b.state;
    failing_since := b.failing_since;
END $$;

REVOKE EXECUTE ON FUNCTION webhooks.delivery_id, webhooks.note_outcome FROM PUBLIC;
GRANT EXECUTE ON FUNCTION webhooks.delivery_id, webhooks.note_outcome TO rustok_worker;
