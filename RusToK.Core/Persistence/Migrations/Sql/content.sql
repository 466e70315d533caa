-- Trusted extensions: the owner of the database may create them. pg_trgm finds misspelt words; btree_gin lets the tenant
-- be the first column of a GIN index, so that one tenant's search never walks the postings of another.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;

GRANT USAGE ON SCHEMA content TO rustok_app, rustok_worker;
CREATE SCHEMA IF NOT EXISTS read;
GRANT USAGE ON SCHEMA read TO rustok_app, rustok_worker;

-- ---------------------------------------------------------------------------------------------------------------------
-- Read models. Every column comes from an event: a rebuild from the log gives the same rows, byte for byte.

-- A node but its words. Written whole by each event of the node, guarded by state_version.
CREATE TABLE read.content_nodes (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    status text NOT NULL,
    parent_id uuid,
    depth integer NOT NULL,
    author_id uuid,
    category_id uuid,
    tag_ids uuid[] NOT NULL,
    position integer NOT NULL,
    metadata jsonb NOT NULL,
    archive_reason text,
    published_at timestamptz,
    -- What lists are ordered by: published_at, or created_at where nothing was ever published.
    listed_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    -- Of the event that gave these columns.
    state_version bigint NOT NULL,
    -- Of the node's newest event, which may be one of its words: what a command has to expect.
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id)
) WITH (fillfactor = 85);
CREATE INDEX content_nodes_listed ON read.content_nodes (tenant_id, status, listed_at, id);
CREATE INDEX content_nodes_kind_listed ON read.content_nodes (tenant_id, kind, status, listed_at, id);
CREATE INDEX content_nodes_kind_position ON read.content_nodes (tenant_id, kind, status, position, id);
CREATE INDEX content_nodes_category ON read.content_nodes (tenant_id, category_id, status, listed_at, id) WHERE category_id IS NOT NULL;
CREATE INDEX content_nodes_author ON read.content_nodes (tenant_id, author_id, status, listed_at, id) WHERE author_id IS NOT NULL;
CREATE INDEX content_nodes_parent ON read.content_nodes (tenant_id, parent_id, status, position, id) WHERE parent_id IS NOT NULL;

-- A node's words in one language.
CREATE TABLE read.content_documents (
    tenant_id uuid NOT NULL,
    node_id uuid NOT NULL,
    locale text NOT NULL,
    title text NOT NULL,
    slug text NOT NULL,
    excerpt text,
    body_format text NOT NULL,
    body text NOT NULL,
    -- The body without markup, as far as it is searched.
    plain text NOT NULL,
    updated_at timestamptz NOT NULL,
    version bigint NOT NULL,
    -- Title A, excerpt B, body C, in the configuration of the language.
    search tsvector NOT NULL,
    PRIMARY KEY (tenant_id, node_id, locale)
);
CREATE INDEX content_documents_slug ON read.content_documents (tenant_id, slug);
-- Byte order is no order for people.
CREATE INDEX content_documents_title ON read.content_documents (tenant_id, locale, title COLLATE "und-x-icu", node_id);
CREATE INDEX content_documents_search ON read.content_documents USING gin (tenant_id, search) WITH (gin_pending_list_limit = 1024);
CREATE INDEX content_documents_title_trigrams ON read.content_documents USING gin (tenant_id, title gin_trgm_ops) WITH (gin_pending_list_limit = 1024);

CREATE TABLE read.content_node_tags (
    tenant_id uuid NOT NULL,
    tag_id uuid NOT NULL,
    node_id uuid NOT NULL,
    PRIMARY KEY (tenant_id, tag_id, node_id)
);
CREATE INDEX content_node_tags_node ON read.content_node_tags (tenant_id, node_id);

CREATE TABLE read.categories (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    parent_id uuid,
    position integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX categories_parent ON read.categories (tenant_id, parent_id, position, id);

CREATE TABLE read.category_names (
    tenant_id uuid NOT NULL,
    category_id uuid NOT NULL,
    locale text NOT NULL,
    name text NOT NULL,
    slug text NOT NULL,
    description text,
    PRIMARY KEY (tenant_id, category_id, locale)
);
CREATE INDEX category_names_slug ON read.category_names (tenant_id, slug);

CREATE TABLE read.tags (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id)
);

CREATE TABLE read.tag_names (
    tenant_id uuid NOT NULL,
    tag_id uuid NOT NULL,
    locale text NOT NULL,
    name text NOT NULL,
    slug text NOT NULL,
    PRIMARY KEY (tenant_id, tag_id, locale)
);
CREATE INDEX tag_names_slug ON read.tag_names (tenant_id, slug);
CREATE INDEX tag_names_name ON read.tag_names (tenant_id, name COLLATE "und-x-icu", tag_id);

-- What was deleted, and at which version: a late replay of an older event must not bring it back. locale is '' for the
-- whole thing, and a language for one translation of a node.
CREATE TABLE read.content_deleted (
    tenant_id uuid NOT NULL,
    aggregate text NOT NULL,
    id uuid NOT NULL,
    locale text NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, aggregate, id, locale)
);

-- ---------------------------------------------------------------------------------------------------------------------
-- Search. Under row-level security PostgreSQL uses an index only for operators that are proved not to leak, and neither
-- full-text nor trigram operators are. So these functions run as the owner of the tables, and name the tenant themselves:
-- the one that is set, as everywhere else. locales: those to try, best first; a node counts once, in the first it has.
CREATE FUNCTION read.search_content(
    query text, locales text[], configs text[], only_kind text, after_rank real, after_id uuid, page_size integer)
RETURNS TABLE (node_id uuid, locale text, rank real, headline text)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
BEGIN
    RETURN QUERY
    WITH chain AS MATERIALIZED (
        SELECT c.locale, c.config::regconfig AS config, websearch_to_tsquery(c.config::regconfig, query) AS words, c.place
          FROM unnest(locales, configs) WITH ORDINALITY AS c(locale, config, place)
    ), page AS (
        SELECT d.node_id, d.locale, m.rank, d.plain, c.config, c.words
          FROM chain c
          JOIN read.content_documents d ON d.tenant_id = rustok.current_tenant() AND d.search @@ c.words AND d.locale = c.locale
          JOIN read.content_nodes n ON n.tenant_id = d.tenant_id AND n.id = d.node_id
         CROSS JOIN LATERAL (SELECT ts_rank(d.search, c.words, 1) AS rank) m
         WHERE n.status = 'published'
           AND (only_kind IS NULL OR n.kind = only_kind)
           AND (after_rank IS NULL OR (m.rank, d.node_id) < (after_rank, after_id))
           AND NOT EXISTS (
               SELECT FROM read.content_documents better
                WHERE better.tenant_id = d.tenant_id AND better.node_id = d.node_id AND better.locale = ANY (locales[:c.place - 1]))
         ORDER BY m.rank DESC, d.node_id DESC
         LIMIT page_size
    )
    SELECT p.node_id, p.locale, p.rank,
           ts_headline(p.config, left(p.plain, 20000), p.words,
               format('StartSel=%s, StopSel=%s, MaxFragments=2, MaxWords=24, MinWords=8, FragmentDelimiter=" … "', chr(2), chr(3)))
      FROM page p
     ORDER BY p.rank DESC, p.node_id DESC;
END $$;

-- Titles that hold words like the query's, for when no document holds the words themselves.
CREATE FUNCTION read.search_content_titles(
    query text, locales text[], only_kind text, after_rank real, after_id uuid, page_size integer)
RETURNS TABLE (node_id uuid, locale text, rank real, headline text)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan
SET pg_trgm.word_similarity_threshold = 0.45 AS $$
BEGIN
    RETURN QUERY
    SELECT d.node_id, d.locale, m.rank, left(d.plain, 200)
      FROM unnest(locales) WITH ORDINALITY AS c(locale, place)
      JOIN read.content_documents d ON d.tenant_id = rustok.current_tenant() AND query <% d.title AND d.locale = c.locale
      JOIN read.content_nodes n ON n.tenant_id = d.tenant_id AND n.id = d.node_id
     CROSS JOIN LATERAL (SELECT word_similarity(query, d.title) AS rank) m
     WHERE n.status = 'published'
       AND (only_kind IS NULL OR n.kind = only_kind)
       AND (after_rank IS NULL OR (m.rank, d.node_id) < (after_rank, after_id))
       AND NOT EXISTS (
           SELECT FROM read.content_documents better
            WHERE better.tenant_id = d.tenant_id AND better.node_id = d.node_id AND better.locale = ANY (locales[:c.place - 1]))
     ORDER BY m.rank DESC, d.node_id DESC
     LIMIT page_size;
END $$;

REVOKE EXECUTE ON FUNCTION read.search_content, read.search_content_titles FROM PUBLIC;
GRANT EXECUTE ON FUNCTION read.search_content, read.search_content_titles TO rustok_app;
