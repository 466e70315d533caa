-- Functions shared by all modules.
CREATE SCHEMA IF NOT EXISTS rustok;
GRANT USAGE ON SCHEMA rustok, tenancy TO rustok_app, rustok_worker;
-- Readiness asks which migrations are applied.
GRANT SELECT ON rustok.migrations TO rustok_app, rustok_worker;

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

-- A tenant is read and written in its own name only; a request finds its tenant by tenancy.resolve.
-- The Worker, which serves all of them, may read them all.
ALTER TABLE tenancy.tenants ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_row_read ON tenancy.tenants FOR SELECT TO rustok_app USING (id = (SELECT rustok.current_tenant()));
CREATE POLICY every_row_read ON tenancy.tenants FOR SELECT TO rustok_worker USING (true);
CREATE POLICY own_row ON tenancy.tenants FOR INSERT TO rustok_app, rustok_worker
    WITH CHECK (id = (SELECT rustok.current_tenant()));
CREATE POLICY own_row_change ON tenancy.tenants FOR UPDATE TO rustok_app, rustok_worker
    USING (id = (SELECT rustok.current_tenant())) WITH CHECK (id = (SELECT rustok.current_tenant()));
GRANT SELECT, INSERT, UPDATE ON tenancy.tenants TO rustok_app, rustok_worker;

-- One tenant by id, slug or host, with what a request needs to know of it. Runs as the owner: there is no current tenant yet.
CREATE FUNCTION tenancy.resolve(by_id uuid, by_slug text, by_host text)
RETURNS TABLE (id uuid, slug text, name text, default_locale text, is_active boolean,
               locales text[], fallbacks text[], disabled_modules text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT t.id, t.slug, t.name, t.default_locale, t.is_active,
           ARRAY(SELECT l.locale::text FROM tenancy.locales l WHERE l.tenant_id = t.id AND l.is_enabled ORDER BY l.locale),
           ARRAY(SELECT coalesce(l.fallback, '')::text FROM tenancy.locales l WHERE l.tenant_id = t.id AND l.is_enabled ORDER BY l.locale),
           ARRAY(SELECT m.module::text FROM tenancy.modules m WHERE m.tenant_id = t.id AND NOT m.is_enabled)
      FROM tenancy.tenants t
     WHERE t.id = by_id OR t.slug = by_slug OR t.domain = by_host
$$;
REVOKE EXECUTE ON FUNCTION tenancy.resolve(uuid, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tenancy.resolve(uuid, text, text) TO rustok_app, rustok_worker;

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
    -- The relay's term of office in which the batch was recorded; a number that a crash took back is given again in another term.
    term bigint NOT NULL,
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
INSERT INTO events.relay_batches (no, term, from_snapshot, to_snapshot, after_xid, after_position, last_xid, last_position, complete, events)
    VALUES (0, 0, '3:3:', '3:3:', '0', 0, '0', 0, true, 0);

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

-- Moves the cursors of one consumer, all or none: each must stand where the caller believes, and each batch that is entered must be
-- the one the relay has recorded under that number in that term. What a crash made the log forget cannot be applied.
CREATE FUNCTION events.advance_cursors(
    consumer_name text, streams smallint[], from_batches bigint[], from_handled integer[], to_batches bigint[], to_handled integer[],
    terms bigint[])
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    moved integer;
BEGIN
    UPDATE events.consumer_cursors c
       SET batch_no = m.to_batch, handled = m.to_done, updated_at = clock_timestamp()
      FROM unnest(streams, from_batches, from_handled, to_batches, to_handled, terms)
           AS m(stream, from_batch, from_done, to_batch, to_done, term)
     WHERE c.consumer = consumer_name AND c.partition = m.stream AND c.batch_no = m.from_batch AND c.handled = m.from_done
       AND ((m.to_batch, m.to_done) = (m.from_batch, m.from_done)
            OR EXISTS (SELECT FROM events.relay_batches b WHERE b.no = m.to_batch AND b.term = m.term));
    GET DIAGNOSTICS moved = ROW_COUNT;
    IF moved <> cardinality(streams) THEN
        RAISE EXCEPTION USING ERRCODE = 'RT002', MESSAGE = 'a cursor of ' || consumer_name || ' was moved by another worker, or its batch is not of this log';
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

GRANT SELECT ON events.relay_state TO rustok_worker;
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

-- After a restore into another cluster, whose transaction ids begin anew, the stored ones mean nothing. This gives every event a
-- small id that says the same in the new cluster: 3 for what all consumers have done, 3 + k for the k-th batch that somebody may
-- still ask for, and one more for what was never published. Rows appended since the restore (their xid is the one that wrote them)
-- keep theirs. The caller makes sure that the cluster's own ids have passed the small ones.
CREATE FUNCTION events.reanchor() RETURNS TABLE (kept_batches bigint, pending_events bigint) LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    first_no bigint := (SELECT coalesce(min(batch_no), 0) FROM events.consumer_cursors);
    batch record;
    next_class bigint := 3;
BEGIN
    LOCK TABLE events.log IN SHARE ROW EXCLUSIVE MODE;
    CREATE TEMP TABLE moved ON COMMIT DROP AS
        SELECT l.tableoid AS part, l.ctid AS at, l.xid, l.position, 3::bigint AS class
          FROM events.log l WHERE l.xmin::text::bigint <> (l.xid::text::numeric % 4294967296)::bigint;
    -- What no batch has: not visible in the last snapshot, or past the last page of its difference.
    UPDATE moved m SET class = 0 FROM (SELECT * FROM events.relay_batches ORDER BY no DESC LIMIT 1) last
     WHERE NOT pg_visible_in_snapshot(m.xid, last.to_snapshot)
        OR (NOT last.complete AND NOT pg_visible_in_snapshot(m.xid, last.from_snapshot)
            AND (m.xid, m.position) > (last.last_xid, last.last_position));
    FOR batch IN SELECT * FROM events.relay_batches WHERE no >= greatest(first_no, 1) ORDER BY no LOOP
        next_class := next_class + 1;
        UPDATE moved m SET class = next_class
         WHERE m.class = 3 AND (m.xid, m.position) > (batch.after_xid, batch.after_position)
           AND (m.xid, m.position) <= (batch.last_xid, batch.last_position)
           AND pg_visible_in_snapshot(m.xid, batch.to_snapshot) AND NOT pg_visible_in_snapshot(m.xid, batch.from_snapshot);
        UPDATE events.relay_batches SET
            from_snapshot = format('%s:%s:', next_class, next_class)::pg_snapshot, to_snapshot = format('%s:%s:', next_class + 1, next_class + 1)::pg_snapshot,
            after_xid = '0', after_position = 0, last_xid = next_class::text::xid8, last_position = 9223372036854775807, complete = true
         WHERE no = batch.no;
    END LOOP;
    UPDATE moved m SET class = next_class + 1 WHERE m.class = 0;
    -- The cursor of a log of which everything is done: the newest batch was not in the loop, so it is made to end here.
    UPDATE events.relay_batches SET to_snapshot = format('%s:%s:', next_class + 1, next_class + 1)::pg_snapshot, complete = true
     WHERE no = (SELECT max(no) FROM events.relay_batches);
    UPDATE events.log l SET xid = m.class::text::xid8 FROM moved m WHERE l.tableoid = m.part AND l.ctid = m.at;
    UPDATE events.relay_state SET generation = generation + 1,
        system_identifier = (SELECT c.system_identifier FROM pg_control_system() c);
    RETURN QUERY SELECT next_class - 3, (SELECT count(*) FROM moved m WHERE m.class = next_class + 1);
END $$;
REVOKE EXECUTE ON FUNCTION events.reanchor() FROM PUBLIC;

REVOKE EXECUTE ON FUNCTION events.add_day, events.maintain_log, events.advance_cursors FROM PUBLIC;
GRANT EXECUTE ON FUNCTION events.maintain_log, events.advance_cursors TO rustok_worker;
SELECT events.maintain_log(7, 0);
