-- Each language's words are known before its statement is planned: words that came out of another part of the same statement are as likely as
-- any to the planner, and it read all texts of all tenants instead of the index. It would do so for common words as well, until there are enough: that is
-- quick where they are all of one tenant's texts, and as slow as the table is long where they are not.
CREATE OR REPLACE FUNCTION read.search_products(
    query text, locales text[], configs text[], only_status text, vendors text[], types text[], any_tags text[], in_collection uuid,
    in_categories uuid[], stocked boolean, price_currency text, price_min bigint, price_max bigint, candidates integer)
RETURNS TABLE (product_id uuid, locale text, rank real)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan SET enable_seqscan = off AS $$
DECLARE
    tenant uuid := rustok.current_tenant();
    wanted tsquery;
    found integer;
BEGIN
    FOR place IN 1 .. cardinality(locales) LOOP
        wanted := websearch_to_tsquery(configs[place]::regconfig, query) || read.lexeme(query)::tsquery;
        RETURN QUERY
        SELECT d.product_id, d.locale, ts_rank(d.search, wanted, 1)
          FROM read.product_texts d
         WHERE d.tenant_id = tenant AND d.search @@ wanted AND d.locale = locales[place]
           AND (only_status IS NULL OR d.status = only_status)
           AND ((vendors IS NULL AND types IS NULL AND in_categories IS NULL AND stocked IS NULL) OR EXISTS (
               SELECT FROM read.products p
                WHERE p.tenant_id = d.tenant_id AND p.id = d.product_id
                  AND (vendors IS NULL OR p.vendor = ANY (vendors)) AND (types IS NULL OR p.type = ANY (types))
                  AND (in_categories IS NULL OR p.category_id = ANY (in_categories)) AND (stocked IS NULL OR p.in_stock = stocked)))
           AND (any_tags IS NULL OR EXISTS (
               SELECT FROM read.product_tags t WHERE t.tenant_id = d.tenant_id AND t.product_id = d.product_id AND t.tag = ANY (any_tags)))
           AND (in_collection IS NULL OR EXISTS (
               SELECT FROM read.collection_products m
                WHERE m.tenant_id = d.tenant_id AND m.product_id = d.product_id AND m.collection_id = in_collection AND m.is_member))
           AND (price_currency IS NULL OR EXISTS (
               SELECT FROM read.product_prices x
                WHERE x.tenant_id = d.tenant_id AND x.product_id = d.product_id AND x.currency = price_currency
                  AND x.min_minor >= price_min AND x.min_minor <= price_max))
           AND (place = 1 OR NOT EXISTS (
               SELECT FROM read.product_texts better
                WHERE better.tenant_id = d.tenant_id AND better.product_id = d.product_id AND better.locale = ANY (locales[:place - 1])))
         LIMIT candidates;
        GET DIAGNOSTICS found = ROW_COUNT;
        candidates := candidates - found;
        EXIT WHEN candidates <= 0;
    END LOOP;
END $$;

ALTER FUNCTION read.search_product_titles SET enable_seqscan = off;
ALTER FUNCTION read.search_content SET enable_seqscan = off;
ALTER FUNCTION read.search_content_titles SET enable_seqscan = off;
