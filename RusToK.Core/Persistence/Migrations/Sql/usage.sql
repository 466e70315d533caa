CREATE SCHEMA usage;
GRANT USAGE ON SCHEMA usage TO rustok_app, rustok_worker;

-- What each tenant used, a row a day (UTC).
CREATE TABLE usage.days (
    tenant_id uuid NOT NULL,
    day date NOT NULL,
    requests bigint NOT NULL DEFAULT 0,
    errors bigint NOT NULL DEFAULT 0,
    events bigint NOT NULL DEFAULT 0,
    -- Null until it is measured.
    storage_bytes bigint,
    PRIMARY KEY (tenant_id, day)
) PARTITION BY RANGE (day);
-- Catches what no day has been made for yet, so that counting never fails; maintenance moves it out again.
CREATE TABLE usage.days_default PARTITION OF usage.days DEFAULT;
ALTER TABLE usage.days ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON usage.days FOR SELECT TO rustok_app USING (tenant_id = (SELECT rustok.current_tenant()));
CREATE POLICY worker ON usage.days TO rustok_worker USING (true) WITH CHECK (true);
GRANT SELECT ON usage.days TO rustok_app;
GRANT SELECT, INSERT, UPDATE ON usage.days TO rustok_worker;

-- The API hands over what it has counted, of all tenants. Runs as the owner: the API's login sees one tenant at a time and changes none.
CREATE FUNCTION usage.add_requests(tenants uuid[], on_days date[], more_requests bigint[], more_errors bigint[]) RETURNS void LANGUAGE sql
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO usage.days AS d (tenant_id, day, requests, errors)
        SELECT * FROM unnest(tenants, on_days, more_requests, more_errors) AS c(tenant_id, day, requests, errors) ORDER BY 2, 1
        ON CONFLICT (tenant_id, day) DO UPDATE SET requests = d.requests + excluded.requests, errors = d.errors + excluded.errors
$$;

-- The size of each tenant's rows in one table, indexes left out. Reads the whole table, past row-level security, which is why it takes
-- nothing but tables of tenants.
CREATE FUNCTION usage.measure(table_name text) RETURNS TABLE (tenant_id uuid, bytes bigint) LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    relation regclass := table_name::regclass;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = relation AND a.attname = 'tenant_id' AND NOT a.attisdropped) THEN
        RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value', MESSAGE = table_name || ' has no tenants';
    END IF;
    RETURN QUERY EXECUTE format('SELECT t.tenant_id, sum(pg_column_size(t))::bigint FROM %s t GROUP BY t.tenant_id', relation);
END $$;

-- Makes the days ahead and drops days older than the retention (0 keeps all); returns what was dropped.
CREATE FUNCTION usage.maintain(days_ahead integer, retention_days integer) RETURNS SETOF text LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    today date := (now() AT TIME ZONE 'UTC')::date;
    child record;
    name text;
BEGIN
    -- One at a time: two workers would make the same day.
    PERFORM pg_advisory_xact_lock(5936737429857009749);
    FOR i IN 0..days_ahead LOOP
        name := 'days_' || to_char(today + i, 'YYYYMMDD');
        IF to_regclass('usage.' || name) IS NULL THEN
            EXECUTE format('CREATE TABLE usage.%I (LIKE usage.days INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name);
            EXECUTE format('WITH moved AS (DELETE FROM usage.days_default WHERE day = %L RETURNING *) INSERT INTO usage.%I SELECT * FROM moved', today + i, name);
            EXECUTE format('ALTER TABLE usage.days ATTACH PARTITION usage.%I FOR VALUES FROM (%L) TO (%L)', name, today + i, today + i + 1);
        END IF;
    END LOOP;
    IF retention_days <= 0 THEN
        RETURN;
    END IF;
    FOR child IN
        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
         WHERE i.inhparent = 'usage.days'::regclass AND c.relname ~ '^days_\d{8}$' ORDER BY c.relname
    LOOP
        EXIT WHEN to_date(substr(child.relname, 6), 'YYYYMMDD') >= today - retention_days;
        EXECUTE format('DROP TABLE usage.%I', child.relname);
        RETURN NEXT child.relname;
    END LOOP;
END $$;

REVOKE EXECUTE ON FUNCTION usage.add_requests, usage.measure, usage.maintain FROM PUBLIC;
GRANT EXECUTE ON FUNCTION usage.add_requests TO rustok_app;
GRANT EXECUTE ON FUNCTION usage.measure, usage.maintain TO rustok_worker;
SELECT usage.maintain(7, 0);
