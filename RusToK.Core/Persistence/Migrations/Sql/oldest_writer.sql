-- When the oldest transaction of this database that has written, and is open or prepared, began; no time when there is none. Whoever asks must not
-- see what other sessions do, so it runs as the owner, and the owner sees when they began if it is a member of pg_monitor (or pg_read_all_stats).
-- is_known is false when it is not, and somebody else writes.
-- A transaction that has only read holds nothing back: it has no number. One that ends while this looks at it has no beginning any more.
CREATE FUNCTION rustok.oldest_writer() RETURNS TABLE (began_at timestamptz, is_known boolean)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT min(writer.began_at), coalesce(bool_and(writer.is_visible), true)
      FROM (SELECT a.xact_start, a.state IS NOT NULL
              FROM pg_stat_activity a
             WHERE a.datid = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
               AND a.backend_xid IS NOT NULL AND a.pid <> pg_backend_pid()
            UNION ALL
            SELECT p.prepared, true FROM pg_prepared_xacts p WHERE p.database = current_database()) AS writer (began_at, is_visible)
$$;
REVOKE EXECUTE ON FUNCTION rustok.oldest_writer FROM PUBLIC;
GRANT EXECUTE ON FUNCTION rustok.oldest_writer TO rustok_worker;
