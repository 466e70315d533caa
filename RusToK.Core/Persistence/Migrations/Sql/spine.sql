-- Functions shared by all modules.
CREATE SCHEMA IF NOT EXISTS rustok;
GRANT USAGE ON SCHEMA rustok, tenancy TO rustok_app, rustok_worker;

-- The tenant of the current transaction; null, which matches no row, when none is set.
CREATE FUNCTION rustok.current_tenant() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('rustok.tenant_id', true), '')::uuid;

-- Aborts the whole batch, in the same round trip, when a condition does not hold.
CREATE FUNCTION rustok.require(holds boolean, sqlstate text, message text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF holds IS NOT TRUE THEN
        RAISE EXCEPTION USING ERRCODE = sqlstate, MESSAGE = message;
    END IF;
END $$;

-- Everyone may look a tenant up (a request has to find its own); only in its own name is a tenant written.
ALTER TABLE tenancy.tenants ENABLE ROW LEVEL SECURITY;
CREATE POLICY lookup ON tenancy.tenants FOR SELECT TO rustok_app, rustok_worker USING (true);
CREATE POLICY own_row ON tenancy.tenants FOR INSERT TO rustok_app, rustok_worker
    WITH CHECK (id = (SELECT rustok.current_tenant()));
CREATE POLICY own_row_change ON tenancy.tenants FOR UPDATE TO rustok_app, rustok_worker
    USING (id = (SELECT rustok.current_tenant())) WITH CHECK (id = (SELECT rustok.current_tenant()));
GRANT SELECT, INSERT, UPDATE ON tenancy.tenants TO rustok_app, rustok_worker;

-- ---------------------------------------------------------------------------------------------------------------------
-- The event log. It is the outbox: written in the transaction of the state change, never updated, never deleted from.
CREATE SCHEMA events;
GRANT USAGE ON SCHEMA events TO rustok_app, rustok_worker;
-- No cache: within one aggregate, whose writers queue for its row, positions then follow the order of the versions.
CREATE SEQUENCE events.log_position;
GRANT USAGE ON SEQUENCE events.log_position TO rustok_app, rustok_worker;

CREATE TABLE events.log (
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    position bigint NOT NULL DEFAULT nextval('events.log_position'),
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    id uuid NOT NULL,
    type text NOT NULL,
    schema_version smallint NOT NULL,
    tenant_id uuid NOT NULL,
    aggregate_type text NOT NULL,
    aggregate_id uuid NOT NULL,
    aggregate_version bigint NOT NULL,
    correlation_id uuid NOT NULL,
    causation_id uuid,
    actor_id uuid,
    occurred_at timestamptz NOT NULL,
    traceparent text,
    tracestate text,
    baggage text,
    payload json NOT NULL
) PARTITION BY RANGE (recorded_at);

-- The relay's only access path, and the only index: appending stays cheap.
CREATE INDEX log_xid_position ON events.log (xid, position);
-- Catches what no day has been made for yet, so that appending never fails; maintenance moves it out again.
CREATE TABLE events.log_default PARTITION OF events.log DEFAULT;

ALTER TABLE events.log ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_append ON events.log FOR INSERT TO rustok_app, rustok_worker
    WITH CHECK (tenant_id = (SELECT rustok.current_tenant()));
CREATE POLICY tenant_read ON events.log FOR SELECT TO rustok_app
    USING (tenant_id = (SELECT rustok.current_tenant()));
CREATE POLICY relay_read ON events.log FOR SELECT TO rustok_worker USING (true);
GRANT SELECT, INSERT ON events.log TO rustok_app, rustok_worker;

-- One row: which cluster the xids belong to, and into how many streams events are spread.
CREATE TABLE events.relay_state (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    system_identifier bigint NOT NULL,
    partitions smallint NOT NULL CHECK (partitions BETWEEN 1 AND 256),
    generation bigint NOT NULL DEFAULT 1,
    -- Days before this one are gone from the log.
    dropped_before timestamptz
);
INSERT INTO events.relay_state (system_identifier, partitions)
    SELECT system_identifier, 4 FROM pg_control_system();

-- What the relay has published, batch by batch. A batch is the page (after, last] of what to_snapshot sees and
-- from_snapshot does not, so its content, its order and its stream ids can be had again from here at any time.
CREATE TABLE events.relay_batches (
    no bigint PRIMARY KEY,
    from_snapshot pg_snapshot NOT NULL,
    to_snapshot pg_snapshot NOT NULL,
    after_xid xid8 NOT NULL,
    after_position bigint NOT NULL,
    last_xid xid8 NOT NULL,
    last_position bigint NOT NULL,
    -- True when the page ends the difference: the next batch starts from to_snapshot.
    complete boolean NOT NULL,
    events integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
-- Batch 0 stands for "nothing yet": every transaction is after it.
INSERT INTO events.relay_batches (no, from_snapshot, to_snapshot, after_xid, after_position, last_xid, last_position, complete, events)
    VALUES (0, '3:3:', '3:3:', '0', 0, '0', 0, true, 0);

-- Where each consumer stands in each stream. Moved in the transaction of the projection itself, so an effect and the
-- knowledge of it cannot part. handled = number of events of batch_no in this partition that are done.
CREATE TABLE events.consumer_cursors (
    consumer text NOT NULL,
    partition smallint NOT NULL,
    batch_no bigint NOT NULL DEFAULT 0,
    handled integer NOT NULL DEFAULT 0,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (consumer, partition)
) WITH (fillfactor = 50);

CREATE FUNCTION events.advance_cursor(
    consumer_name text, stream smallint, from_batch bigint, from_handled integer, to_batch bigint, to_handled integer)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE events.consumer_cursors
       SET batch_no = to_batch, handled = to_handled, updated_at = clock_timestamp()
     WHERE consumer = consumer_name AND partition = stream AND batch_no = from_batch AND handled = from_handled;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'RT002', MESSAGE = 'the cursor of ' || consumer_name || '/' || stream || ' was moved by another worker';
    END IF;
END $$;

-- Events that failed and are tried again, and those of the same aggregate that wait behind them.
CREATE TABLE events.retries (
    consumer text NOT NULL,
    partition smallint NOT NULL,
    batch_no bigint NOT NULL,
    ordinal integer NOT NULL,
    event_id uuid NOT NULL,
    aggregate_id uuid NOT NULL,
    envelope bytea NOT NULL,
    attempts integer NOT NULL,
    next_attempt_at timestamptz NOT NULL,
    first_failed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    error_type text,
    error_message text,
    PRIMARY KEY (consumer, partition, batch_no, ordinal)
);

CREATE TABLE events.dead_letters (
    id uuid PRIMARY KEY,
    consumer text NOT NULL,
    partition smallint NOT NULL,
    event_id uuid NOT NULL,
    event_type text NOT NULL,
    tenant_id uuid NOT NULL,
    aggregate_type text NOT NULL,
    aggregate_id uuid NOT NULL,
    aggregate_version bigint NOT NULL,
    envelope bytea NOT NULL,
    attempts integer NOT NULL,
    error_type text NOT NULL,
    error_message text NOT NULL,
    -- Creation context of the event, and the trace of the last failed attempt.
    traceparent text,
    failed_traceparent text,
    first_failed_at timestamptz NOT NULL,
    dead_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    status text NOT NULL DEFAULT 'dead' CHECK (status IN ('dead', 'replaying', 'replayed', 'discarded')),
    resolved_at timestamptz,
    -- The operator's action that asked for the replay.
    replay_traceparent text,
    replay_requested_by text,
    UNIQUE (consumer, event_id)
);
CREATE INDEX dead_letters_status ON events.dead_letters (status, consumer, partition);
ALTER TABLE events.dead_letters ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON events.dead_letters TO rustok_app
    USING (tenant_id = (SELECT rustok.current_tenant())) WITH CHECK (tenant_id = (SELECT rustok.current_tenant()));
CREATE POLICY worker ON events.dead_letters TO rustok_worker USING (true) WITH CHECK (true);

GRANT SELECT ON events.relay_state TO rustok_app, rustok_worker;
GRANT UPDATE (generation) ON events.relay_state TO rustok_worker;
GRANT SELECT, INSERT, DELETE ON events.relay_batches TO rustok_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON events.consumer_cursors, events.retries TO rustok_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON events.dead_letters TO rustok_worker;
GRANT SELECT, UPDATE (status, resolved_at, replay_traceparent, replay_requested_by) ON events.dead_letters TO rustok_app;

-- ---------------------------------------------------------------------------------------------------------------------
-- Days of the log. Runs as the owner so that the Worker needs no right to create or drop tables.
CREATE FUNCTION events.add_day(day date) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    name text := 'log_' || to_char(day, 'YYYYMMDD');
BEGIN
    IF to_regclass('events.' || name) IS NOT NULL THEN
        RETURN false;
    END IF;
    EXECUTE format('CREATE TABLE events.%I (LIKE events.log INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name);
    EXECUTE format('WITH moved AS (DELETE FROM events.log_default WHERE recorded_at >= %L AND recorded_at < %L RETURNING *) INSERT INTO events.%I SELECT * FROM moved',
        day::timestamptz, (day + 1)::timestamptz, name);
    EXECUTE format('ALTER TABLE events.log ATTACH PARTITION events.%I FOR VALUES FROM (%L) TO (%L)',
        name, day::timestamptz, (day + 1)::timestamptz);
    RETURN true;
END $$;

-- Makes the days ahead and drops days older than the retention (0 keeps all). A day is dropped only when the relay has
-- published all of it and no consumer may still ask for it again; returns what was dropped.
CREATE FUNCTION events.maintain_log(days_ahead integer, retention_days integer) RETURNS SETOF text LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    today date := (now() AT TIME ZONE 'UTC')::date;
    child record;
    day date;
    needed boolean;
BEGIN
    PERFORM events.add_day(today + i) FROM generate_series(0, days_ahead) AS i;
    IF retention_days <= 0 THEN
        RETURN;
    END IF;
    FOR child IN
        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
         WHERE i.inhparent = 'events.log'::regclass AND c.relname ~ '^log_\d{8}$' ORDER BY c.relname
    LOOP
        day := to_date(substr(child.relname, 5), 'YYYYMMDD');
        EXIT WHEN day >= today - retention_days;
        EXECUTE format($q$
            SELECT EXISTS (
                SELECT FROM events.%I l
                 WHERE NOT pg_visible_in_snapshot(l.xid, (
                    SELECT from_snapshot FROM events.relay_batches
                     WHERE no >= (SELECT coalesce(min(batch_no), 0) FROM events.consumer_cursors) ORDER BY no LIMIT 1)))
            $q$, child.relname) INTO needed;
        EXIT WHEN needed;
        EXECUTE format('DROP TABLE events.%I', child.relname);
        UPDATE events.relay_state SET dropped_before = (day + 1)::timestamptz;
        RETURN NEXT child.relname;
    END LOOP;
END $$;

REVOKE EXECUTE ON FUNCTION events.add_day(date), events.maintain_log(integer, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION events.maintain_log(integer, integer) TO rustok_worker;
SELECT events.maintain_log(7, 0);
