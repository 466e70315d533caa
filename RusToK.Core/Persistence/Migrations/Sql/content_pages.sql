-- Scheduled publication, blocks of pages, the forum and menus.

-- Claims what is due, for whichever Worker asks first. The claim ends by itself, sooner at the first attempts: who carries the plan
-- out deletes its row, so what is still there then came to nothing.
CREATE FUNCTION content.claim_due_schedules(max_rows integer)
RETURNS TABLE (tenant_id uuid, default_locale text, node_id uuid, action text, id uuid, due_at timestamptz, attempt integer,
    actor_id uuid, correlation_id uuid, traceparent text, tracestate text)
LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    WITH due AS MATERIALIZED (
        SELECT s.tenant_id, s.node_id, s.action FROM content.publication_schedules s
         WHERE s.attempt_at <= clock_timestamp()
         ORDER BY s.attempt_at LIMIT max_rows FOR UPDATE SKIP LOCKED
    )
    UPDATE content.publication_schedules s
       SET attempts = s.attempts + 1, attempt_at = clock_timestamp() + least(2 * 2 ^ least(s.attempts, 8), 300) * interval '1 second'
      FROM due d, tenancy.tenants t
     WHERE s.tenant_id = d.tenant_id AND s.node_id = d.node_id AND s.action = d.action AND t.id = s.tenant_id
    RETURNING s.tenant_id, t.default_locale, s.node_id, s.action, s.id, s.due_at, s.attempts, s.actor_id, s.correlation_id, s.traceparent, s.tracestate;
$$;
REVOKE EXECUTE ON FUNCTION content.claim_due_schedules FROM PUBLIC;
GRANT EXECUTE ON FUNCTION content.claim_due_schedules TO rustok_worker;

-- ---------------------------------------------------------------------------------------------------------------------
-- Read models.

ALTER TABLE read.content_nodes
    ADD COLUMN publish_at timestamptz,
    ADD COLUMN unpublish_at timestamptz,
    ADD COLUMN is_closed boolean NOT NULL DEFAULT false,
    ADD COLUMN rejection_reason text;
-- Replies to one topic in the order they were written, which is that of their ids.
CREATE INDEX content_nodes_replies ON read.content_nodes (tenant_id, parent_id, id) WHERE kind = 'forum_reply';
-- What waits for a moderator.
CREATE INDEX content_nodes_pending ON read.content_nodes (tenant_id, id) WHERE kind = 'forum_reply' AND status = 'draft';

ALTER TABLE read.content_documents ADD COLUMN blocks jsonb;

ALTER TABLE read.categories ADD COLUMN forum_moderation text;

-- What the replies of a topic amount to, counted anew from their rows.
CREATE TABLE read.forum_topics (
    tenant_id uuid NOT NULL,
    node_id uuid NOT NULL,
    category_id uuid,
    status text NOT NULL,
    -- Approved ones.
    reply_count integer NOT NULL,
    last_activity_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, node_id)
) WITH (fillfactor = 85);
CREATE INDEX forum_topics_active ON read.forum_topics (tenant_id, status, last_activity_at, node_id);
CREATE INDEX forum_topics_category ON read.forum_topics (tenant_id, category_id, status, last_activity_at, node_id);

CREATE TABLE read.menus (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    handle text NOT NULL,
    items jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX menus_handle ON read.menus (tenant_id, handle);

-- ---------------------------------------------------------------------------------------------------------------------
-- Search, as before, without replies to what is not seen.
CREATE OR REPLACE FUNCTION read.search_content(
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
           AND NOT (n.kind = 'forum_reply' AND EXISTS (
               SELECT FROM read.content_nodes p WHERE p.tenant_id = n.tenant_id AND p.id = n.parent_id AND p.status <> 'published'))
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
CREATE OR REPLACE FUNCTION read.search_content_titles(
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
       AND NOT (n.kind = 'forum_reply' AND EXISTS (
           SELECT FROM read.content_nodes p WHERE p.tenant_id = n.tenant_id AND p.id = n.parent_id AND p.status <> 'published'))
       AND (only_kind IS NULL OR n.kind = only_kind)
       AND (after_rank IS NULL OR (m.rank, d.node_id) < (after_rank, after_id))
       AND NOT EXISTS (
           SELECT FROM read.content_documents better
            WHERE better.tenant_id = d.tenant_id AND better.node_id = d.node_id AND better.locale = ANY (locales[:c.place - 1]))
     ORDER BY m.rank DESC, d.node_id DESC
     LIMIT page_size;
END $$;
