-- Analyses tables that never were, and those that have grown to a multiple since: PostgreSQL plans for what it last counted, and a plan that is kept is made
-- again only then. Autovacuum does the same within a minute or two, in which checks of foreign keys and reads by key go by plans for an empty table and read
-- the whole of it. Runs as the owner, and analyses what the owner owns; one at a time, and never waits for long.
CREATE FUNCTION rustok.analyze_grown_tables() RETURNS SETOF text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '1s' AS $$
DECLARE
    grown record;
BEGIN
    -- ASCII "RusToK" "A".
    IF NOT pg_try_advisory_xact_lock(x'527573546F4B0041'::bigint) THEN
        RETURN;
    END IF;
    FOR grown IN
        SELECT s.schemaname AS place, s.relname AS name
          FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid
         WHERE s.n_mod_since_analyze >= 50 AND s.n_mod_since_analyze > 4 * greatest(c.reltuples, 0) AND pg_has_role(c.relowner, 'USAGE')
    LOOP
        BEGIN
            EXECUTE format('ANALYZE %I.%I', grown.place, grown.name);
            RETURN NEXT grown.place || '.' || grown.name;
        EXCEPTION WHEN lock_not_available OR undefined_table THEN
            -- Somebody is at it already, or it is gone.
            CONTINUE;
        END;
    END LOOP;
END $$;
REVOKE EXECUTE ON FUNCTION rustok.analyze_grown_tables FROM PUBLIC;
GRANT EXECUTE ON FUNCTION rustok.analyze_grown_tables TO rustok_worker;
