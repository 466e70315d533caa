-- A catalog of current_setting('catalog.products') products for the tenant current_setting('catalog.tenant'), as commands and the
-- projection would have made it (a test holds both against each other). Every value follows from the number of its row.
SET LOCAL work_mem = '256MB';
SET LOCAL maintenance_work_mem = '512MB';
SET LOCAL jit = off;

-- A UUIDv7 of a number: its second of the year 2025, and what looks like chance.
CREATE FUNCTION pg_temp.id_of(kind text, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT (lpad(to_hex(1735689600000 + n * 1000), 12, '0') || '7' || substr(h, 1, 3) || '8' || substr(h, 4, 3) || substr(h, 7, 12))::uuid
      FROM (SELECT md5(current_setting('catalog.tenant') || kind || n) AS h) x
$$;
-- As System.Text.Json writes it.
CREATE FUNCTION pg_temp.json_time(at timestamptz) RETURNS text LANGUAGE sql STABLE AS $$ SELECT to_char(at, '"\""YYYY-MM-DD"T"HH24:MI:SS"+00:00\""') $$;

CREATE TEMP TABLE g ON COMMIT DROP AS
SELECT current_setting('catalog.tenant')::uuid AS tenant_id, n, pg_temp.id_of('product', n) AS id,
       CASE WHEN n % 20 = 0 THEN 'draft' WHEN n % 33 = 0 THEN 'archived' ELSE 'active' END AS status,
       'Vendor ' || (h % 500) AS vendor,
       (ARRAY['Shirt', 'Shoe', 'Mug', 'Lamp', 'Chair', 'Bag', 'Ring', 'Book', 'Watch', 'Plant'])[1 + h / 7 % 10] AS type,
       (ARRAY['{blue,cotton}', '{new}', '{organic,sale}', '{blue,sale}', '{}', '{handmade,new,wool}', '{limited}', '{summer}'])[1 + h / 11 % 8]::text[] AS tags,
       pg_temp.id_of('category', h / 13 % 20) AS category_id,
       1 + (h / 17 % 5)::int AS variants,
       500 + h / 19 % 20000 AS base_minor,
       (ARRAY['Ocean', 'Crimson', 'Silent', 'Golden', 'Rustic', 'Modern', 'Tiny', 'Grand', 'Soft', 'Bright', 'Urban', 'Wild'])[1 + h / 23 % 12] || ' '
           || (ARRAY['Cotton', 'Leather', 'Ceramic', 'Wooden', 'Silver', 'Linen', 'Glass', 'Woollen', 'Paper', 'Bamboo'])[1 + h / 29 % 10] || ' '
           || (ARRAY['Shirt', 'Shoe', 'Mug', 'Lamp', 'Chair', 'Bag', 'Ring', 'Book', 'Watch', 'Plant'])[1 + h / 7 % 10] || ' ' || n AS title,
       timestamptz '2025-01-01 00:00:00+00' + n * interval '1 s' AS at
  FROM (SELECT n, ('x' || substr(md5('catalog' || n), 1, 15))::bit(60)::bigint AS h FROM generate_series(1, current_setting('catalog.products')::bigint) n) numbers;

CREATE TEMP TABLE v ON COMMIT DROP AS
SELECT g.tenant_id, g.id AS product_id, g.n, k, pg_temp.id_of('variant', g.n * 10 + k) AS id, 'SKU-' || g.n || '-' || k AS sku,
       'Size ' || k AS size, g.base_minor + k * 100 AS minor, ((g.n * 7 + k * 13) % 60)::int AS on_hand, g.at
  FROM g CROSS JOIN LATERAL generate_series(1, g.variants) k;

-- Truth.
INSERT INTO commerce.locations (tenant_id, id, name, position, is_active, created_at, updated_at, version)
SELECT current_setting('catalog.tenant')::uuid, pg_temp.id_of('location', 0), 'Warehouse', 0, true, '2025-01-01 00:00:00+00', '2025-01-01 00:00:00+00', 1;
INSERT INTO commerce.product_categories (tenant_id, id, parent_id, position, created_at, updated_at, version)
SELECT current_setting('catalog.tenant')::uuid, pg_temp.id_of('category', c), CASE WHEN c >= 4 THEN pg_temp.id_of('category', c % 4) END, c, '2025-01-01 00:00:00+00', '2025-01-01 00:00:00+00', 1
  FROM generate_series(0, 19) c;
INSERT INTO commerce.product_category_translations (tenant_id, category_id, locale, name, slug)
SELECT current_setting('catalog.tenant')::uuid, pg_temp.id_of('category', c), 'en', 'Category ' || c, 'category-' || c FROM generate_series(0, 19) c;
INSERT INTO commerce.products (tenant_id, id, status, vendor, type, tags, category_id, options, images, published_at, created_at, updated_at, version)
SELECT tenant_id, id, status, vendor, type, tags, category_id,
       jsonb_build_array(jsonb_build_object('name', 'Size', 'values', (SELECT jsonb_agg('Size ' || k ORDER BY k) FROM generate_series(1, variants) k))),
       jsonb_build_array(jsonb_build_object('url', 'https://images.example.org/' || n || '.jpg', 'alt', title)),
       CASE WHEN status = 'active' THEN at END, at, at, CASE status WHEN 'draft' THEN 1 ELSE 2 END
  FROM g;
INSERT INTO commerce.product_translations (tenant_id, product_id, locale, title, handle, description, updated_at)
SELECT tenant_id, id, 'en', title, 'product-' || n, '<p>A ' || lower(type) || ' by ' || vendor || ' that comes in ' || variants || ' sizes.</p>', at FROM g;
INSERT INTO commerce.variants (tenant_id, id, product_id, position, sku, option_values, option_key, weight_grams, policy, tracks_inventory, created_at, updated_at)
SELECT tenant_id, id, product_id, k - 1, sku, ARRAY[size], lower(size), 100 * k, 'deny', true, at, at FROM v;
INSERT INTO commerce.prices (tenant_id, variant_id, currency, amount) SELECT tenant_id, id, 'EUR', (minor / 100.0)::numeric(12, 2) FROM v;
INSERT INTO commerce.product_stock (tenant_id, product_id, version) SELECT tenant_id, id, variants FROM g;
INSERT INTO commerce.variant_stock (tenant_id, variant_id, product_id, on_hand, reserved, is_low) SELECT tenant_id, id, product_id, on_hand, 0, on_hand < 5 FROM v;
INSERT INTO commerce.stock_levels (tenant_id, variant_id, location_id, on_hand, reserved) SELECT tenant_id, id, pg_temp.id_of('location', 0), on_hand, 0 FROM v;
-- Ten collections by hand, every product in one; ten by rules.
INSERT INTO commerce.collections (tenant_id, id, kind, match_all, rules, created_at, updated_at, version)
SELECT current_setting('catalog.tenant')::uuid, pg_temp.id_of('collection', c), CASE WHEN c < 10 THEN 'manual' ELSE 'rules' END, true,
       CASE WHEN c < 10 THEN '[]' ELSE jsonb_build_array(jsonb_build_object('field', 'vendor', 'relation', 'equals', 'value', 'Vendor ' || c)) END,
       '2025-01-01 00:00:00+00', '2025-01-01 00:00:00+00', CASE WHEN c < 10 THEN 2 ELSE 1 END
  FROM generate_series(0, 19) c;
INSERT INTO commerce.collection_translations (tenant_id, collection_id, locale, title, handle)
SELECT current_setting('catalog.tenant')::uuid, pg_temp.id_of('collection', c), 'en', 'Collection ' || c, 'collection-' || c FROM generate_series(0, 19) c;
INSERT INTO commerce.collection_products (tenant_id, collection_id, product_id, position) SELECT tenant_id, pg_temp.id_of('collection', n % 10), id, n * 1048576 FROM g WHERE n <= 20000;

-- Read models.
INSERT INTO read.locations SELECT tenant_id, id, name, position, is_active, created_at, updated_at, version FROM commerce.locations WHERE tenant_id = current_setting('catalog.tenant')::uuid;
INSERT INTO read.product_categories SELECT tenant_id, id, parent_id, position, created_at, updated_at, version FROM commerce.product_categories WHERE tenant_id = current_setting('catalog.tenant')::uuid;
INSERT INTO read.product_category_names SELECT tenant_id, category_id, locale, name, slug, description FROM commerce.product_category_translations WHERE tenant_id = current_setting('catalog.tenant')::uuid;
INSERT INTO read.product_variants (tenant_id, product_id, id, position, sku, unlimited, state, version, prices, prices_version)
SELECT tenant_id, product_id, id, k - 1, sku, false,
       format('{"id":"%s","position":%s,"sku":"%s","optionValues":["%s"],"weightGrams":%s,"policy":"deny","tracksInventory":true,"createdAt":%s,"updatedAt":%s}',
           id, k - 1, sku, size, 100 * k, pg_temp.json_time(at), pg_temp.json_time(at)),
       1, format('[{"currency":"EUR","amount":%s,"minor":%s}]', (minor / 100.0)::numeric(12, 2), minor), 1
  FROM v;
INSERT INTO read.variant_stock (tenant_id, product_id, variant_id, on_hand, reserved, is_low, levels, updated_at, version)
SELECT tenant_id, product_id, id, on_hand, 0, on_hand < 5, format('[{"locationId":"%s","onHand":%s,"reserved":0}]', pg_temp.id_of('location', 0), on_hand), at, k FROM v;
INSERT INTO read.product_stock (tenant_id, product_id, available, document)
SELECT tenant_id, product_id, sum(on_hand), '{' || string_agg('"' || id || '":[' || on_hand || ',0]', ',' ORDER BY id) || '}' FROM v GROUP BY tenant_id, product_id;
INSERT INTO read.products (tenant_id, id, status, vendor, type, tags, category_id, in_stock, published_at, created_at, updated_at, head, variants, state_version, version)
SELECT g.tenant_id, g.id, g.status, g.vendor, g.type, g.tags, g.category_id, c.in_stock, CASE WHEN g.status = 'active' THEN g.at END, g.at, g.at,
       format('{"options":[{"name":"Size","values":[%s]}],"images":[{"url":"https://images.example.org/%s.jpg","alt":"%s"}]}',
           (SELECT string_agg('"Size ' || k || '"', ',' ORDER BY k) FROM generate_series(1, g.variants) k), g.n, g.title),
       c.variants, CASE g.status WHEN 'draft' THEN 1 ELSE 2 END, CASE g.status WHEN 'draft' THEN 1 ELSE 2 END
  FROM g
  JOIN (SELECT s.product_id, '[' || string_agg('{"v":' || s.state || ',"p":' || s.prices || '}', ',' ORDER BY s.position, s.id) || ']' AS variants,
               bool_or(v.on_hand > 0) AS in_stock
          FROM read.product_variants s JOIN v ON v.id = s.id WHERE s.tenant_id = current_setting('catalog.tenant')::uuid GROUP BY s.product_id) c ON c.product_id = g.id;
INSERT INTO read.product_texts (tenant_id, product_id, locale, status, title, handle, description, updated_at, version, config, words, search)
SELECT g.tenant_id, g.id, 'en', g.status, g.title, 'product-' || g.n, d.html, g.at, 1, 'english', d.words,
       d.words || setweight(to_tsvector('english', concat_ws(' ', g.vendor, g.type, array_to_string(g.tags, ' '))), 'B')
           || (SELECT string_agg('''sku-' || g.n || '-' || k || ''':1B', ' ' ORDER BY k)::tsvector FROM generate_series(1, g.variants) k)
  FROM g
 CROSS JOIN LATERAL (
       SELECT '<p>A ' || lower(g.type) || ' by ' || g.vendor || ' that comes in ' || g.variants || ' sizes.</p>' AS html,
              setweight(to_tsvector('english', g.title), 'A')
                  || setweight(to_tsvector('english', 'A ' || lower(g.type) || ' by ' || g.vendor || ' that comes in ' || g.variants || ' sizes.'), 'D') AS words) d;
INSERT INTO read.product_prices (tenant_id, product_id, currency, status, min_minor, max_minor)
SELECT tenant_id, id, 'EUR', status, base_minor + 100, base_minor + variants * 100 FROM g;
INSERT INTO read.product_tags (tenant_id, tag, product_id) SELECT g.tenant_id, tag, g.id FROM g CROSS JOIN LATERAL unnest(g.tags) AS tag;
INSERT INTO read.collections (tenant_id, id, kind, match_all, rules, uses_stock, created_at, updated_at, state_version, version)
SELECT tenant_id, id, kind, match_all,
       CASE kind WHEN 'manual' THEN '[]' ELSE format('[{"field":"vendor","relation":"equals","value":"%s"}]', rules -> 0 ->> 'value') END,
       false, created_at, updated_at, 1, version
  FROM commerce.collections WHERE tenant_id = current_setting('catalog.tenant')::uuid;
INSERT INTO read.collection_texts SELECT tenant_id, collection_id, locale, title, handle, description FROM commerce.collection_translations WHERE tenant_id = current_setting('catalog.tenant')::uuid;
INSERT INTO read.collection_rules (tenant_id, collection_id, n, field, relation, value)
SELECT tenant_id, id, 0, 'vendor', 'equals', rules -> 0 ->> 'value' FROM commerce.collections WHERE kind = 'rules' AND tenant_id = current_setting('catalog.tenant')::uuid;
INSERT INTO read.collection_products (tenant_id, collection_id, product_id, position, is_member, version)
SELECT tenant_id, collection_id, product_id, position, true, 2 FROM commerce.collection_products WHERE tenant_id = current_setting('catalog.tenant')::uuid
UNION ALL
SELECT g.tenant_id, pg_temp.id_of('collection', c), g.id, 0, true, 0 FROM generate_series(10, 19) c JOIN g ON g.vendor = 'Vendor ' || c;
