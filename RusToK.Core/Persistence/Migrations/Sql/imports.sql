-- Imports that were asked for over HTTP: the files wait here for a Worker, who imports one after the other of a tenant's.
CREATE SCHEMA imports;
GRANT USAGE ON SCHEMA imports TO rustok_app, rustok_worker;

CREATE TABLE imports.jobs (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    format text NOT NULL CHECK (format IN ('wordpress', 'shopify')),
    status text NOT NULL DEFAULT 'uploading'
        CHECK (status IN ('uploading', 'requested', 'running', 'complete', 'damaged', 'failed', 'cancelled')),
    file_name text CHECK (length(file_name) BETWEEN 1 AND 255),
    bytes bigint NOT NULL DEFAULT 0,
    options jsonb NOT NULL,
    requested_by uuid,
    requested_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- Of the request, for the import's trace to be linked to.
    traceparent text,
    cancel_requested boolean NOT NULL DEFAULT false,
    -- Workers that began it; one that dies leaves it to the next, but not for ever.
    attempts integer NOT NULL DEFAULT 0,
    retry_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    progress jsonb,
    report jsonb,
    error text,
    started_at timestamptz,
    finished_at timestamptz,
    PRIMARY KEY (tenant_id, id)
) WITH (fillfactor = 70);
CREATE INDEX jobs_open ON imports.jobs (id) WHERE status IN ('requested', 'running');
CREATE INDEX jobs_requested_at ON imports.jobs (requested_at);
ALTER TABLE imports.jobs ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON imports.jobs TO rustok_app
    USING (tenant_id = (SELECT rustok.current_tenant())) WITH CHECK (tenant_id = (SELECT rustok.current_tenant()));
CREATE POLICY worker ON imports.jobs TO rustok_worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, DELETE, UPDATE (status, bytes, requested_at, cancel_requested, finished_at) ON imports.jobs TO rustok_app;
GRANT SELECT, UPDATE, DELETE ON imports.jobs TO rustok_worker;

-- The file in pieces, until the import has ended. The API writes them and cannot read them.
CREATE TABLE imports.pieces (
    tenant_id uuid NOT NULL,
    job_id uuid NOT NULL,
    no integer NOT NULL,
    content bytea NOT NULL,
    PRIMARY KEY (tenant_id, job_id, no),
    FOREIGN KEY (tenant_id, job_id) REFERENCES imports.jobs (tenant_id, id) ON DELETE CASCADE
);
ALTER TABLE imports.pieces ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON imports.pieces FOR INSERT TO rustok_app WITH CHECK (tenant_id = (SELECT rustok.current_tenant()));
CREATE POLICY worker ON imports.pieces TO rustok_worker USING (true) WITH CHECK (true);
GRANT INSERT ON imports.pieces TO rustok_app;
GRANT SELECT, DELETE ON imports.pieces TO rustok_worker;
