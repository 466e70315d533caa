GRANT USAGE ON SCHEMA identity TO rustok_app, rustok_worker;

-- How often somebody tried, by account of a tenant or by network address. The key is a hash: no address is kept here. Nobody has a
-- right to the table; the functions below are the only way in, and name the tenant themselves.
CREATE TABLE identity.attempts (
    -- The tenant; the nil UUID for what counts across tenants.
    scope uuid NOT NULL,
    key bytea NOT NULL,
    attempts integer NOT NULL,
    last_at timestamptz NOT NULL,
    blocked_until timestamptz NOT NULL,
    PRIMARY KEY (scope, key)
) WITH (fillfactor = 70);
CREATE INDEX attempts_last_at ON identity.attempts (last_at);

-- Counts an attempt before it is made, so that a hundred at once are counted as well as a hundred in turn. From the `free`th on, each
-- one shuts the door behind it for twice as long as the one before. Returns the seconds to wait; 0 says go ahead.
CREATE FUNCTION identity.begin_attempt(
    by_tenant boolean, attempt_key bytea, free integer, first_delay double precision, longest_delay double precision, memory double precision)
RETURNS double precision LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    attempt_scope uuid := CASE WHEN by_tenant THEN rustok.current_tenant() ELSE '00000000-0000-0000-0000-000000000000' END;
    wait double precision;
BEGIN
    INSERT INTO identity.attempts AS a (scope, key, attempts, last_at, blocked_until)
    VALUES (attempt_scope, attempt_key, 1, clock_timestamp(), '-infinity')
    ON CONFLICT (scope, key) DO UPDATE SET
        attempts = CASE WHEN a.last_at < clock_timestamp() - make_interval(secs => memory) THEN 1 ELSE a.attempts + 1 END,
        last_at = clock_timestamp(),
        blocked_until = CASE
            WHEN a.last_at < clock_timestamp() - make_interval(secs => memory) OR a.attempts + 1 < free THEN '-infinity'
            ELSE clock_timestamp() + make_interval(secs => least(longest_delay, first_delay * 2.0 ^ least(a.attempts + 1 - free, 30))) END
    WHERE a.blocked_until <= clock_timestamp();
    IF FOUND THEN
        RETURN 0;
    END IF;
    SELECT extract(epoch FROM a.blocked_until - clock_timestamp()) INTO wait
      FROM identity.attempts a WHERE a.scope = attempt_scope AND a.key = attempt_key;
    RETURN greatest(coalesce(wait, 0), 0.001);
END $$;

-- Takes one attempt back (it was a good one), or all of them.
CREATE FUNCTION identity.forgive_attempt(by_tenant boolean, attempt_key bytea, entirely boolean)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE identity.attempts
       SET attempts = CASE WHEN entirely THEN 0 ELSE greatest(attempts - 1, 0) END,
           blocked_until = '-infinity'
     WHERE scope = CASE WHEN by_tenant THEN rustok.current_tenant() ELSE '00000000-0000-0000-0000-000000000000' END AND key = attempt_key
$$;

-- Removes what no longer counts, of all tenants. Sessions stay a month beyond their end, for whoever looks back.
CREATE FUNCTION identity.tidy(memory double precision) RETURNS bigint LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    removed bigint := 0;
    step bigint;
BEGIN
    DELETE FROM identity.attempts WHERE last_at < clock_timestamp() - make_interval(secs => memory) AND blocked_until < clock_timestamp();
    GET DIAGNOSTICS step = ROW_COUNT;
    removed := removed + step;
    DELETE FROM identity.one_time_tokens WHERE expires_at < clock_timestamp() - interval '7 days';
    GET DIAGNOSTICS step = ROW_COUNT;
    removed := removed + step;
    DELETE FROM identity.sessions WHERE expires_at < clock_timestamp() - interval '30 days';
    GET DIAGNOSTICS step = ROW_COUNT;
    RETURN removed + step;
END $$;

REVOKE EXECUTE ON FUNCTION identity.begin_attempt, identity.forgive_attempt, identity.tidy FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity.begin_attempt, identity.forgive_attempt TO rustok_app;
GRANT EXECUTE ON FUNCTION identity.tidy TO rustok_worker;

-- Written to and read, never changed.
ALTER TABLE identity.audit_log ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON identity.audit_log TO rustok_app, rustok_worker
    USING (tenant_id = (SELECT rustok.current_tenant())) WITH CHECK (tenant_id = (SELECT rustok.current_tenant()));
GRANT SELECT, INSERT ON identity.audit_log TO rustok_app, rustok_worker;
