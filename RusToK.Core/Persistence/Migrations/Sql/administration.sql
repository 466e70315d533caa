-- Rebuilds of read models that operators asked for. A read model is all tenants', so these rows are the platform's: the API sees and writes
-- them in its name only.
CREATE TABLE events.rebuilds (
    id uuid PRIMARY KEY,
    read_model text NOT NULL CHECK (length(read_model) BETWEEN 1 AND 64),
    status text NOT NULL DEFAULT 'requested' CHECK (status IN ('requested', 'running', 'done', 'failed')),
    events bigint NOT NULL DEFAULT 0,
    error text,
    requested_by uuid,
    requested_at timestamptz NOT NULL,
    -- Of the request, for the rebuild's trace to be linked to.
    traceparent text,
    started_at timestamptz,
    finished_at timestamptz
);
CREATE UNIQUE INDEX rebuilds_open ON events.rebuilds (read_model) WHERE status IN ('requested', 'running');
ALTER TABLE events.rebuilds ENABLE ROW LEVEL SECURITY;
CREATE POLICY platform ON events.rebuilds TO rustok_app
    USING ((SELECT rustok.current_tenant()) = '00000000-0000-7000-8000-000000000001')
    WITH CHECK ((SELECT rustok.current_tenant()) = '00000000-0000-7000-8000-000000000001');
CREATE POLICY worker ON events.rebuilds TO rustok_worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON events.rebuilds TO rustok_app;
GRANT SELECT, UPDATE ON events.rebuilds TO rustok_worker;

-- All tenants, for the platform's administrators: only in the platform's name. Runs as the owner, since a tenant reads its own row alone.
CREATE FUNCTION tenancy.list(search text, before uuid, bound integer)
RETURNS TABLE (id uuid, name text, slug text, domain text, default_locale text, settings jsonb, is_active boolean,
               created_at timestamptz, updated_at timestamptz, version bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT t.id, t.name, t.slug, t.domain, t.default_locale, t.settings, t.is_active, t.created_at, t.updated_at, t.version
      FROM tenancy.tenants t
     WHERE nullif(current_setting('rustok.tenant_id', true), '')::uuid = '00000000-0000-7000-8000-000000000001'
       AND (before IS NULL OR t.id < before)
       AND (search IS NULL OR strpos(t.slug, lower(search)) > 0 OR strpos(lower(t.name), lower(search)) > 0 OR strpos(t.domain, lower(search)) > 0)
     ORDER BY t.id DESC
     LIMIT bound
$$;
REVOKE EXECUTE ON FUNCTION tenancy.list(text, uuid, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tenancy.list(text, uuid, integer) TO rustok_app;
