GRANT USAGE ON SCHEMA commerce TO rustok_app, rustok_worker;

-- ---------------------------------------------------------------------------------------------------------------------
-- Events that are decided in SQL. Who calls has made identities for all events that may happen; the function takes those it needs.
CREATE TYPE events.origin AS (
    correlation_id uuid, causation_id uuid, actor_id uuid, occurred_at timestamptz, tracestate text, baggage text,
    -- One slot for each event that may happen, from 1.
    ids uuid[], traceparents text[]);

CREATE FUNCTION events.append(
    origin events.origin, slot integer, type text, aggregate_type text, aggregate_id uuid, aggregate_version bigint, payload json)
RETURNS uuid LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO events.log (id, type, schema_version, tenant_id, aggregate_type, aggregate_id, aggregate_version,
        correlation_id, causation_id, actor_id, occurred_at, traceparent, tracestate, baggage, payload)
    VALUES (origin.ids[slot], type, 1, rustok.current_tenant(), aggregate_type, aggregate_id, aggregate_version,
        origin.correlation_id, origin.causation_id, origin.actor_id, origin.occurred_at, origin.traceparents[slot], origin.tracestate,
        origin.baggage, payload);
    RETURN origin.ids[slot];
END $$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Stock. Whoever moves it locks the product's row in commerce.product_stock first, all products in the order of their ids, so that
-- two can never wait for each other; everything else of the product's stock is then theirs alone until they commit.

-- Brings a variant's totals up to date after its levels were moved, decides in the same statement whether it has become low, and
-- tells of it. The caller holds the product's lock.
CREATE FUNCTION commerce.settle_stock(
    origin events.origin, slot integer, low_slot integer, moved_variant uuid, moved_product uuid, on_hand_change integer,
    reserved_change integer, reason text, for_order uuid, moment timestamptz)
RETURNS uuid[] LANGUAGE plpgsql AS $$
DECLARE
    tenant uuid := rustok.current_tenant();
    rule record;
    stock record;
    next_version bigint;
    appended uuid[];
BEGIN
    SELECT v.sku, v.tracks_inventory AS tracks, coalesce(v.low_stock_threshold, s.low_stock_threshold, 5) AS threshold INTO rule
      FROM commerce.variants v LEFT JOIN commerce.settings s ON s.tenant_id = v.tenant_id
     WHERE v.tenant_id = tenant AND v.id = moved_variant;
    UPDATE commerce.variant_stock s
       SET on_hand = s.on_hand + on_hand_change, reserved = s.reserved + reserved_change,
           is_low = rule.tracks AND s.on_hand + on_hand_change - s.reserved - reserved_change < rule.threshold
      FROM commerce.variant_stock was
     WHERE s.tenant_id = tenant AND s.variant_id = moved_variant AND was.tenant_id = s.tenant_id AND was.variant_id = s.variant_id
    RETURNING s.on_hand, s.reserved, s.is_low, was.is_low AS was_low INTO stock;
    PERFORM rustok.require(FOUND, 'RT001', 'commerce.variant_stock');
    UPDATE commerce.product_stock SET version = version + CASE WHEN stock.is_low AND NOT stock.was_low THEN 2 ELSE 1 END
     WHERE tenant_id = tenant AND product_id = moved_product RETURNING version INTO next_version;
    IF stock.is_low AND NOT stock.was_low THEN
        next_version := next_version - 1;
    END IF;
    appended := ARRAY[events.append(origin, slot, 'inventory.adjusted', 'inventory', moved_product, next_version, json_build_object(
        'variantId', moved_variant, 'onHand', stock.on_hand, 'reserved', stock.reserved,
        'levels', (SELECT coalesce(json_agg(json_build_object('locationId', l.location_id, 'onHand', l.on_hand, 'reserved', l.reserved) ORDER BY l.location_id), '[]')
                     FROM commerce.stock_levels l WHERE l.tenant_id = tenant AND l.variant_id = moved_variant),
        'onHandChange', on_hand_change, 'reservedChange', reserved_change, 'reason', reason, 'orderId', for_order, 'isLow', stock.is_low, 'at', moment))];
    IF stock.is_low AND NOT stock.was_low THEN
        appended := appended || events.append(origin, low_slot, 'inventory.low', 'inventory', moved_product, next_version + 1, json_build_object(
            'variantId', moved_variant, 'sku', rule.sku, 'available', stock.on_hand - stock.reserved, 'threshold', rule.threshold, 'at', moment));
    END IF;
    RETURN appended;
END $$;

-- Adds to what is on hand, or counts it anew; all movements or none. Slots: a movement each, then a low stock each.
CREATE FUNCTION commerce.move_stock(
    origin events.origin, variant_ids uuid[], location_ids uuid[], amounts integer[], absolute boolean, reason text, moment timestamptz)
RETURNS TABLE (appended uuid[], levels json) LANGUAGE plpgsql AS $$
DECLARE
    tenant uuid := rustok.current_tenant();
    default_location uuid;
    products uuid[];
    refused json;
    move record;
    there integer;
    next integer;
BEGIN
    SELECT l.id INTO default_location FROM commerce.locations l WHERE l.tenant_id = tenant AND l.is_active ORDER BY l.position, l.id LIMIT 1;
    location_ids := ARRAY(SELECT coalesce(l.id, default_location) FROM unnest(location_ids) WITH ORDINALITY AS l(id, n) ORDER BY l.n);
    -- A location is switched off under a lock that these conflict with, so nothing comes to one that is.
    PERFORM 1 FROM commerce.locations l WHERE l.tenant_id = tenant AND l.id = ANY (location_ids) ORDER BY l.id FOR SHARE;
    SELECT json_agg(json_build_object('index', m.n - 1, 'rule', CASE WHEN v.id IS NULL THEN 'variant' WHEN m.location_id IS NULL THEN 'no-location' ELSE 'location' END))
      INTO refused
      FROM unnest(variant_ids, location_ids) WITH ORDINALITY AS m(variant_id, location_id, n)
      LEFT JOIN commerce.variants v ON v.tenant_id = tenant AND v.id = m.variant_id
      LEFT JOIN commerce.locations l ON l.tenant_id = tenant AND l.id = m.location_id AND l.is_active
     WHERE v.id IS NULL OR l.id IS NULL;
    IF refused IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'RT004', MESSAGE = refused::text;
    END IF;

    products := ARRAY(SELECT DISTINCT v.product_id FROM commerce.variants v WHERE v.tenant_id = tenant AND v.id = ANY (variant_ids));
    PERFORM 1 FROM commerce.product_stock s WHERE s.tenant_id = tenant AND s.product_id = ANY (products) ORDER BY s.product_id FOR UPDATE;
    appended := '{}';
    FOR move IN
        SELECT m.variant_id, m.location_id, m.amount, m.n, v.product_id
          FROM unnest(variant_ids, location_ids, amounts) WITH ORDINALITY AS m(variant_id, location_id, amount, n)
          JOIN commerce.variants v ON v.tenant_id = tenant AND v.id = m.variant_id
         ORDER BY v.product_id, m.variant_id, m.n
    LOOP
        SELECT l.on_hand INTO there FROM commerce.stock_levels l
         WHERE l.tenant_id = tenant AND l.variant_id = move.variant_id AND l.location_id = move.location_id;
        there := coalesce(there, 0);
        next := CASE WHEN absolute THEN move.amount ELSE there + move.amount END;
        IF next < 0 OR next > 100000000 THEN
            RAISE EXCEPTION USING ERRCODE = 'RT004',
                MESSAGE = json_build_array(json_build_object('index', move.n - 1, 'rule', 'range', 'available', there))::text;
        END IF;
        CONTINUE WHEN next = there;
        INSERT INTO commerce.stock_levels AS l (tenant_id, variant_id, location_id, on_hand, reserved)
        VALUES (tenant, move.variant_id, move.location_id, next, 0)
        ON CONFLICT (tenant_id, variant_id, location_id) DO UPDATE SET on_hand = excluded.on_hand;
        appended := appended || commerce.settle_stock(
            origin, move.n::integer, (cardinality(variant_ids) + move.n)::integer, move.variant_id, move.product_id, next - there, 0, reason, NULL, moment);
    END LOOP;
    SELECT json_agg(json_build_object(
               'variantId', m.variant_id, 'locationId', m.location_id, 'onHand', coalesce(l.on_hand, 0), 'reserved', coalesce(l.reserved, 0),
               'available', s.on_hand - s.reserved) ORDER BY m.n)
      INTO levels
      FROM unnest(variant_ids, location_ids) WITH ORDINALITY AS m(variant_id, location_id, n)
      JOIN commerce.variant_stock s ON s.tenant_id = tenant AND s.variant_id = m.variant_id
      LEFT JOIN commerce.stock_levels l ON l.tenant_id = tenant AND l.variant_id = m.variant_id AND l.location_id = m.location_id;
    RETURN NEXT;
END $$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Orders.
CREATE TYPE commerce.resolved_line AS (
    n integer, variant_id uuid, product_id uuid, sku text, quantity integer, tracks boolean, policy text, status text, title text,
    variant_title text, unit_price numeric, available integer);

-- What a variant costs at a time: its regular price, or what is less of the valid lists.
CREATE FUNCTION commerce.price_of(tenant uuid, priced_variant uuid, in_currency text, moment timestamptz) RETURNS numeric LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        SELECT min(p.amount) FROM (
            SELECT x.amount FROM commerce.prices x WHERE x.tenant_id = tenant AND x.variant_id = priced_variant AND x.currency = in_currency
            UNION ALL
            SELECT x.amount FROM commerce.list_prices x JOIN commerce.price_lists l ON l.tenant_id = x.tenant_id AND l.id = x.price_list_id
             WHERE x.tenant_id = tenant AND x.variant_id = priced_variant AND l.currency = in_currency AND l.is_active
               AND (l.starts_at IS NULL OR l.starts_at <= moment) AND (l.ends_at IS NULL OR l.ends_at > moment)) p);
END $$;

-- Places an order, or finds the one that the key has made before. Slots: the order, a movement each line, a low stock each line.
CREATE FUNCTION commerce.place_order(
    origin events.origin, new_id uuid, new_number text, idempotency_key text, hash bytea, order_currency text, locales text[], buyer uuid,
    variant_ids uuid[], quantities integer[], contact_email text, contact_name text, contact_phone text, buyer_note text,
    address jsonb, moment timestamptz)
RETURNS TABLE (made uuid, placed json, appended uuid[]) LANGUAGE plpgsql AS $$
DECLARE
    tenant uuid := rustok.current_tenant();
    known record;
    lines commerce.resolved_line[];
    line commerce.resolved_line;
    refused json;
    level record;
    remaining integer;
    part integer;
    reserved integer;
BEGIN
    -- Who comes with the same key at the same time waits here, and finds the order afterwards.
    INSERT INTO commerce.order_keys (tenant_id, key, order_id, request_hash, created_at) VALUES (tenant, idempotency_key, new_id, hash, moment)
    ON CONFLICT (tenant_id, key) DO NOTHING;
    IF NOT FOUND THEN
        SELECT k.order_id, k.request_hash INTO STRICT known FROM commerce.order_keys k WHERE k.tenant_id = tenant AND k.key = idempotency_key;
        IF known.request_hash <> hash THEN
            RAISE EXCEPTION USING ERRCODE = 'RT005', MESSAGE = 'commerce.place_order';
        END IF;
        made := known.order_id;
        RETURN NEXT;
        RETURN;
    END IF;

    -- In the order of the products' ids: the order in which they are locked.
    lines := ARRAY(
        SELECT ROW(w.n, w.variant_id, v.product_id, v.sku, w.quantity, v.tracks_inventory, v.policy, p.status,
                   (SELECT d.title FROM commerce.product_translations d WHERE d.tenant_id = tenant AND d.product_id = p.id
                     ORDER BY array_position(locales, d.locale::text) NULLS LAST, d.locale LIMIT 1),
                   array_to_string(v.option_values, ' / '), commerce.price_of(tenant, v.id, order_currency, moment), NULL)::commerce.resolved_line
          FROM unnest(variant_ids, quantities) WITH ORDINALITY AS w(variant_id, quantity, n)
          LEFT JOIN commerce.variants v ON v.tenant_id = tenant AND v.id = w.variant_id
          LEFT JOIN commerce.products p ON p.tenant_id = tenant AND p.id = v.product_id
         ORDER BY v.product_id, w.variant_id);
    SELECT json_agg(json_build_object('index', l.n - 1, 'rule', CASE WHEN l.status IS DISTINCT FROM 'active' THEN 'exists' ELSE 'price' END))
      INTO refused FROM unnest(lines) l WHERE l.status IS DISTINCT FROM 'active' OR l.unit_price IS NULL;
    IF refused IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'RT004', MESSAGE = refused::text;
    END IF;

    PERFORM 1 FROM commerce.product_stock s
     WHERE s.tenant_id = tenant AND s.product_id IN (SELECT l.product_id FROM unnest(lines) l WHERE l.tracks)
     ORDER BY s.product_id FOR UPDATE;
    -- A statement after the lock sees what whoever held it has left.
    SELECT json_agg(json_build_object('index', l.n - 1, 'rule', 'stock', 'available', s.on_hand - s.reserved, 'subject', coalesce(l.sku, l.title)))
      INTO refused
      FROM unnest(lines) l JOIN commerce.variant_stock s ON s.tenant_id = tenant AND s.variant_id = l.variant_id
     WHERE l.tracks AND l.policy = 'deny' AND s.on_hand - s.reserved < l.quantity;
    IF refused IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'RT004', MESSAGE = refused::text;
    END IF;

    INSERT INTO commerce.orders (tenant_id, id, number, status, customer_id, currency, total, item_count, placed_at, updated_at, version)
    SELECT tenant, new_id, new_number, 'pending', buyer, order_currency, sum(l.unit_price * l.quantity), sum(l.quantity), moment, moment, 1 FROM unnest(lines) l;
    INSERT INTO commerce.order_lines (tenant_id, order_id, position, product_id, variant_id, sku, title, variant_title, quantity, unit_price, total)
    SELECT tenant, new_id, l.n, l.product_id, l.variant_id, l.sku, l.title, l.variant_title, l.quantity, l.unit_price, l.unit_price * l.quantity
      FROM unnest(lines) l;
    INSERT INTO commerce.order_contacts (tenant_id, order_id, email, name, phone, note, shipping_address)
    VALUES (tenant, new_id, contact_email, contact_name, contact_phone, buyer_note, address);

    appended := '{}';
    FOREACH line IN ARRAY lines LOOP
        CONTINUE WHEN NOT line.tracks;
        remaining := line.quantity;
        reserved := 0;
        FOR level IN
            SELECT s.location_id, s.on_hand - s.reserved AS free
              FROM commerce.stock_levels s JOIN commerce.locations l ON l.tenant_id = s.tenant_id AND l.id = s.location_id
             WHERE s.tenant_id = tenant AND s.variant_id = line.variant_id AND s.on_hand > s.reserved ORDER BY l.position, l.id
        LOOP
            part := least(remaining, level.free);
            UPDATE commerce.stock_levels s SET reserved = s.reserved + part
             WHERE s.tenant_id = tenant AND s.variant_id = line.variant_id AND s.location_id = level.location_id;
            INSERT INTO commerce.reservations (tenant_id, order_id, variant_id, location_id, product_id, quantity)
            VALUES (tenant, new_id, line.variant_id, level.location_id, line.product_id, part);
            remaining := remaining - part;
            reserved := reserved + part;
            EXIT WHEN remaining = 0;
        END LOOP;
        -- Sold beyond what there is: the default location owes it. Where there is no location, nothing is counted.
        IF remaining > 0 THEN
            SELECT l.id AS location_id INTO level FROM commerce.locations l WHERE l.tenant_id = tenant AND l.is_active ORDER BY l.position, l.id LIMIT 1 FOR SHARE;
            IF FOUND THEN
                INSERT INTO commerce.stock_levels AS s (tenant_id, variant_id, location_id, on_hand, reserved)
                VALUES (tenant, line.variant_id, level.location_id, 0, remaining)
                ON CONFLICT (tenant_id, variant_id, location_id) DO UPDATE SET reserved = s.reserved + excluded.reserved;
                INSERT INTO commerce.reservations AS r (tenant_id, order_id, variant_id, location_id, product_id, quantity)
                VALUES (tenant, new_id, line.variant_id, level.location_id, line.product_id, remaining)
                ON CONFLICT (tenant_id, order_id, variant_id, location_id) DO UPDATE SET quantity = r.quantity + excluded.quantity;
                reserved := reserved + remaining;
            END IF;
        END IF;
        CONTINUE WHEN reserved = 0;
        appended := appended || commerce.settle_stock(
            origin, 1 + line.n, 1 + cardinality(variant_ids) + line.n, line.variant_id, line.product_id, 0, reserved, 'reservation', new_id, moment);
    END LOOP;

    placed := json_build_object('order', (
        SELECT json_build_object(
            'number', new_number, 'status', 'pending', 'customerId', buyer, 'currency', order_currency,
            'total', sum(l.unit_price * l.quantity), 'itemCount', sum(l.quantity),
            'lines', json_agg(json_build_object(
                'productId', l.product_id, 'variantId', l.variant_id, 'sku', l.sku, 'title', l.title, 'variantTitle', l.variant_title,
                'quantity', l.quantity, 'unitPrice', l.unit_price, 'total', l.unit_price * l.quantity) ORDER BY l.n),
            'placedAt', moment, 'updatedAt', moment)
          FROM unnest(lines) l));
    appended := appended || events.append(origin, 1, 'order.placed', 'order', new_id, 1, placed);
    RETURN NEXT;
END $$;

-- Ends the reservations of an order: its pieces leave the stock, or are free again. Slots: a movement each variant, then a low stock each.
CREATE FUNCTION commerce.settle_reservations(origin events.origin, for_order uuid, consume boolean, moment timestamptz)
RETURNS uuid[] LANGUAGE plpgsql AS $$
DECLARE
    tenant uuid := rustok.current_tenant();
    slots integer := cardinality(origin.ids) / 2;
    appended uuid[] := '{}';
    taken record;
BEGIN
    PERFORM 1 FROM commerce.product_stock s
     WHERE s.tenant_id = tenant
       AND s.product_id IN (SELECT r.product_id FROM commerce.reservations r WHERE r.tenant_id = tenant AND r.order_id = for_order)
     ORDER BY s.product_id FOR UPDATE;
    UPDATE commerce.stock_levels s
       SET reserved = s.reserved - r.quantity, on_hand = s.on_hand - CASE WHEN consume THEN r.quantity ELSE 0 END
      FROM commerce.reservations r
     WHERE r.tenant_id = tenant AND r.order_id = for_order
       AND s.tenant_id = tenant AND s.variant_id = r.variant_id AND s.location_id = r.location_id;
    FOR taken IN
        SELECT r.variant_id, r.product_id, sum(r.quantity)::integer AS quantity, row_number() OVER (ORDER BY r.product_id, r.variant_id)::integer AS n
          FROM commerce.reservations r WHERE r.tenant_id = tenant AND r.order_id = for_order GROUP BY r.variant_id, r.product_id
         ORDER BY r.product_id, r.variant_id
    LOOP
        appended := appended || commerce.settle_stock(
            origin, taken.n, slots + taken.n, taken.variant_id, taken.product_id, CASE WHEN consume THEN -taken.quantity ELSE 0 END, -taken.quantity,
            CASE WHEN consume THEN 'shipment' ELSE 'release' END, for_order, moment);
    END LOOP;
    DELETE FROM commerce.reservations r WHERE r.tenant_id = tenant AND r.order_id = for_order;
    RETURN appended;
END $$;

REVOKE EXECUTE ON FUNCTION events.append, commerce.settle_stock, commerce.move_stock, commerce.price_of, commerce.place_order, commerce.settle_reservations FROM PUBLIC;
GRANT EXECUTE ON FUNCTION events.append, commerce.settle_stock, commerce.move_stock, commerce.price_of, commerce.place_order, commerce.settle_reservations
    TO rustok_app, rustok_worker;

-- ---------------------------------------------------------------------------------------------------------------------
-- Read models. Every column comes from an event: a rebuild from the log gives the same rows, byte for byte.

-- A product as lists show it: what is filtered and ordered by as columns, the rest as JSON texts that are served as they are.
-- What moves with every order is in read.product_stock, so that this row and its indexes rest.
CREATE TABLE read.products (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    status text NOT NULL,
    vendor text,
    type text,
    tags text[] NOT NULL,
    category_id uuid,
    -- Some variant can be ordered: it has stock, is not counted, or is sold beyond its stock.
    in_stock boolean NOT NULL,
    published_at timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    -- {"options":[...],"images":[...]}
    head text NOT NULL,
    -- All variants with their prices, in their order.
    variants text NOT NULL,
    -- Version of the product's own state, and of the newest event of the aggregate.
    state_version bigint NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id)
) WITH (fillfactor = 90);
CREATE INDEX products_created ON read.products (tenant_id, status, created_at, id);
CREATE INDEX products_updated ON read.products (tenant_id, status, updated_at, id);
CREATE INDEX products_vendor ON read.products (tenant_id, status, vendor, created_at, id);
CREATE INDEX products_type ON read.products (tenant_id, status, type, created_at, id);
CREATE INDEX products_category ON read.products (tenant_id, status, category_id, created_at, id) WHERE category_id IS NOT NULL;
CREATE INDEX products_in_stock ON read.products (tenant_id, status, in_stock, created_at, id);

-- A product's words in one language.
CREATE TABLE read.product_texts (
    tenant_id uuid NOT NULL,
    product_id uuid NOT NULL,
    locale text NOT NULL,
    -- The product's, so that a list by title need not look at products that are not in it.
    status text NOT NULL,
    title text NOT NULL,
    handle text NOT NULL,
    description text NOT NULL,
    seo_title text,
    seo_description text,
    updated_at timestamptz NOT NULL,
    version bigint NOT NULL,
    config text NOT NULL,
    -- Title A, description D, in the configuration of the language; search adds vendor, type, tags and numbers of variants as B.
    words tsvector NOT NULL,
    search tsvector NOT NULL,
    PRIMARY KEY (tenant_id, product_id, locale)
);
CREATE INDEX product_texts_handle ON read.product_texts (tenant_id, handle);
CREATE INDEX product_texts_title ON read.product_texts (tenant_id, locale, status, title COLLATE "und-x-icu", product_id);
CREATE INDEX product_texts_search ON read.product_texts USING gin (tenant_id, search) WITH (gin_pending_list_limit = 1024);
CREATE INDEX product_texts_title_trigrams ON read.product_texts USING gin (tenant_id, title gin_trgm_ops) WITH (gin_pending_list_limit = 1024);

-- The parts from which read.products.variants is put together.
CREATE TABLE read.product_variants (
    tenant_id uuid NOT NULL,
    product_id uuid NOT NULL,
    id uuid NOT NULL,
    position integer NOT NULL,
    sku text,
    -- Can be ordered whatever is in stock.
    unlimited boolean NOT NULL,
    -- The variant as JSON, and its prices.
    state text NOT NULL,
    version bigint NOT NULL,
    prices text NOT NULL,
    prices_version bigint NOT NULL,
    PRIMARY KEY (tenant_id, product_id, id)
);
CREATE INDEX product_variants_sku ON read.product_variants (tenant_id, sku) WHERE sku IS NOT NULL;
CREATE INDEX product_variants_id ON read.product_variants (tenant_id, id);

-- Lowest and highest regular price of a product's variants, in the currency's smallest unit: numeric comparisons are not proved
-- not to leak, so under row-level security an index on numeric would not be used.
CREATE TABLE read.product_prices (
    tenant_id uuid NOT NULL,
    product_id uuid NOT NULL,
    currency text NOT NULL,
    status text NOT NULL,
    min_minor bigint NOT NULL,
    max_minor bigint NOT NULL,
    PRIMARY KEY (tenant_id, product_id, currency)
);
CREATE INDEX product_prices_min ON read.product_prices (tenant_id, currency, status, min_minor, product_id);

CREATE TABLE read.product_tags (
    tenant_id uuid NOT NULL,
    tag text NOT NULL,
    product_id uuid NOT NULL,
    PRIMARY KEY (tenant_id, tag, product_id)
);
CREATE INDEX product_tags_product ON read.product_tags (tenant_id, product_id);
-- Which tags are on many products decides between plans.
ALTER TABLE read.product_tags ALTER COLUMN tag SET STATISTICS 1000;

-- A variant's stock. No index but the key: what moves with every order stays on its page.
CREATE TABLE read.variant_stock (
    tenant_id uuid NOT NULL,
    product_id uuid NOT NULL,
    variant_id uuid NOT NULL,
    on_hand integer NOT NULL,
    reserved integer NOT NULL,
    is_low boolean NOT NULL,
    -- The same by location, as JSON.
    levels text NOT NULL,
    updated_at timestamptz NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, product_id, variant_id)
) WITH (fillfactor = 70);
CREATE INDEX variant_stock_low ON read.variant_stock (tenant_id, product_id, variant_id) WHERE is_low;

-- The stock of all variants of a product, in one row beside read.products: {"variant":[on hand,reserved],...}
CREATE TABLE read.product_stock (
    tenant_id uuid NOT NULL,
    product_id uuid NOT NULL,
    available bigint NOT NULL,
    document text NOT NULL,
    PRIMARY KEY (tenant_id, product_id)
) WITH (fillfactor = 70);

CREATE TABLE read.collections (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    match_all boolean NOT NULL,
    -- As JSON; read.collection_rules has them as rows.
    rules text NOT NULL,
    uses_stock boolean NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    state_version bigint NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX collections_rules ON read.collections (tenant_id, id) WHERE kind = 'rules';

CREATE TABLE read.collection_texts (
    tenant_id uuid NOT NULL,
    collection_id uuid NOT NULL,
    locale text NOT NULL,
    title text NOT NULL,
    handle text NOT NULL,
    description text,
    PRIMARY KEY (tenant_id, collection_id, locale)
);
CREATE INDEX collection_texts_handle ON read.collection_texts (tenant_id, handle);
CREATE INDEX collection_texts_title ON read.collection_texts (tenant_id, locale, title COLLATE "und-x-icu", collection_id);

CREATE TABLE read.collection_rules (
    tenant_id uuid NOT NULL,
    collection_id uuid NOT NULL,
    n integer NOT NULL,
    field text NOT NULL,
    relation text NOT NULL,
    value text NOT NULL,
    currency text,
    -- Prices in the smallest unit, stock in pieces.
    number bigint,
    PRIMARY KEY (tenant_id, collection_id, n)
);

-- Which product is in which collection, of both kinds. What left a manual one stays as a row that says so, with the version.
CREATE TABLE read.collection_products (
    tenant_id uuid NOT NULL,
    collection_id uuid NOT NULL,
    product_id uuid NOT NULL,
    position bigint NOT NULL,
    is_member boolean NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, collection_id, product_id)
);
CREATE INDEX collection_products_position ON read.collection_products (tenant_id, collection_id, position, product_id) WHERE is_member;
CREATE INDEX collection_products_product ON read.collection_products (tenant_id, product_id, collection_id) WHERE is_member;
ALTER TABLE read.collection_products ALTER COLUMN collection_id SET STATISTICS 1000;

CREATE TABLE read.product_categories (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    parent_id uuid,
    position integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX product_categories_parent ON read.product_categories (tenant_id, parent_id, position, id);
CREATE INDEX product_categories_position ON read.product_categories (tenant_id, position, id);

CREATE TABLE read.product_category_names (
    tenant_id uuid NOT NULL,
    category_id uuid NOT NULL,
    locale text NOT NULL,
    name text NOT NULL,
    slug text NOT NULL,
    description text,
    PRIMARY KEY (tenant_id, category_id, locale)
);
CREATE INDEX product_category_names_slug ON read.product_category_names (tenant_id, slug);

CREATE TABLE read.price_lists (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    currency text NOT NULL,
    is_active boolean NOT NULL,
    starts_at timestamptz,
    ends_at timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id)
);

CREATE TABLE read.locations (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    position integer NOT NULL,
    is_active boolean NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id)
);

-- What was deleted, and at which version: a late replay of an older event must not bring it back. locale is '' for the whole
-- thing, and a language for one translation of a product.
CREATE TABLE read.catalog_deleted (
    tenant_id uuid NOT NULL,
    aggregate text NOT NULL,
    id uuid NOT NULL,
    locale text NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, aggregate, id, locale)
);

CREATE TABLE read.orders (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    number text NOT NULL,
    status text NOT NULL,
    customer_id uuid,
    currency text NOT NULL,
    total numeric NOT NULL,
    item_count integer NOT NULL,
    -- As JSON.
    lines text NOT NULL,
    payment_reference text,
    tracking_number text,
    refund_id text,
    cancel_reason text,
    placed_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, id)
) WITH (fillfactor = 85);
CREATE INDEX orders_placed ON read.orders (tenant_id, placed_at, id);
CREATE INDEX orders_status_placed ON read.orders (tenant_id, status, placed_at, id);
CREATE INDEX orders_customer_placed ON read.orders (tenant_id, customer_id, placed_at, id) WHERE customer_id IS NOT NULL;
CREATE INDEX orders_number ON read.orders (tenant_id, number);

-- ---------------------------------------------------------------------------------------------------------------------
-- Rules of collections. Null where nothing is there to compare.
CREATE FUNCTION read.text_fits(subject text, relation text, wanted text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE relation
        WHEN 'equals' THEN lower(subject) = lower(wanted)
        WHEN 'not_equals' THEN lower(subject) <> lower(wanted)
        WHEN 'contains' THEN strpos(lower(subject), lower(wanted)) > 0
        WHEN 'not_contains' THEN strpos(lower(subject), lower(wanted)) = 0
        WHEN 'starts_with' THEN starts_with(lower(subject), lower(wanted))
        WHEN 'ends_with' THEN right(lower(subject), length(wanted)) = lower(wanted)
    END;

CREATE FUNCTION read.number_fits(subject bigint, relation text, wanted bigint) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE relation
        WHEN 'equals' THEN subject = wanted
        WHEN 'not_equals' THEN subject <> wanted
        WHEN 'greater_than' THEN subject > wanted
        WHEN 'less_than' THEN subject < wanted
    END;

-- Holds products against the rule-based collections of their tenants. only_collections: null for all of them.
-- stock_only: of the products at the same place in the array nothing but the stock changed.
CREATE FUNCTION read.apply_collection_rules(tenants uuid[], products uuid[], stock_only boolean[], only_collections uuid[]) RETURNS void
LANGUAGE plpgsql SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
    WITH verdicts AS MATERIALIZED (
        SELECT c.tenant_id, c.id AS collection_id, t.id AS product_id,
               CASE WHEN c.match_all THEN bool_and(coalesce(h.fits, false)) ELSE bool_or(coalesce(h.fits, false)) END AS is_member
          FROM unnest(tenants, products, stock_only) AS t(tenant_id, id, stock_only)
          JOIN read.collections c ON c.tenant_id = t.tenant_id AND c.kind = 'rules'
           AND (c.uses_stock OR NOT t.stock_only) AND (only_collections IS NULL OR c.id = ANY (only_collections))
          JOIN read.products p ON p.tenant_id = t.tenant_id AND p.id = t.id
          JOIN read.collection_rules r ON r.tenant_id = c.tenant_id AND r.collection_id = c.id
         CROSS JOIN LATERAL (SELECT CASE r.field
                WHEN 'vendor' THEN read.text_fits(coalesce(p.vendor, ''), r.relation, r.value)
                WHEN 'type' THEN read.text_fits(coalesce(p.type, ''), r.relation, r.value)
                WHEN 'tag' THEN CASE WHEN r.relation IN ('not_equals', 'not_contains')
                    THEN NOT EXISTS (SELECT FROM unnest(p.tags) tag WHERE NOT read.text_fits(tag, r.relation, r.value))
                    ELSE EXISTS (SELECT FROM unnest(p.tags) tag WHERE read.text_fits(tag, r.relation, r.value)) END
                WHEN 'title' THEN CASE WHEN r.relation IN ('not_equals', 'not_contains')
                    THEN NOT EXISTS (SELECT FROM read.product_texts d WHERE d.tenant_id = p.tenant_id AND d.product_id = p.id AND NOT read.text_fits(d.title, r.relation, r.value))
                    ELSE EXISTS (SELECT FROM read.product_texts d WHERE d.tenant_id = p.tenant_id AND d.product_id = p.id AND read.text_fits(d.title, r.relation, r.value)) END
                WHEN 'price' THEN (SELECT read.number_fits(x.min_minor, r.relation, r.number) FROM read.product_prices x
                                    WHERE x.tenant_id = p.tenant_id AND x.product_id = p.id AND x.currency = r.currency)
                WHEN 'stock' THEN read.number_fits(
                    coalesce((SELECT s.available FROM read.product_stock s WHERE s.tenant_id = p.tenant_id AND s.product_id = p.id), 0), r.relation, r.number)
            END AS fits) h
         GROUP BY c.tenant_id, c.id, c.match_all, t.id
    ), gone AS (
        DELETE FROM read.collection_products m USING verdicts v
         WHERE NOT v.is_member AND m.tenant_id = v.tenant_id AND m.collection_id = v.collection_id AND m.product_id = v.product_id
    )
    INSERT INTO read.collection_products (tenant_id, collection_id, product_id, position, is_member, version)
    SELECT v.tenant_id, v.collection_id, v.product_id, 0, true, 0 FROM verdicts v WHERE v.is_member
    ON CONFLICT DO NOTHING;
END $$;

-- Holds all products of the tenant against one rule-based collection, piece by piece.
CREATE FUNCTION read.fill_collection(tenant uuid, collection uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    piece uuid[];
    after uuid := '00000000-0000-0000-0000-000000000000';
BEGIN
    LOOP
        piece := ARRAY(SELECT p.id FROM read.products p WHERE p.tenant_id = tenant AND p.id > after ORDER BY p.id LIMIT 5000);
        EXIT WHEN cardinality(piece) = 0;
        PERFORM read.apply_collection_rules(
            array_fill(tenant, ARRAY[cardinality(piece)]), piece, array_fill(false, ARRAY[cardinality(piece)]), ARRAY[collection]);
        after := piece[cardinality(piece)];
    END LOOP;
END $$;

-- What a product adds to the words of each of its languages: vendor, type and tags in the words of the language, and the numbers of
-- its variants as they are.
CREATE FUNCTION read.product_words(p read.products, config text) RETURNS tsvector LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN setweight(to_tsvector(config::regconfig, concat_ws(' ', p.vendor, p.type, array_to_string(p.tags, ' '))), 'B') || coalesce((
        SELECT string_agg(read.lexeme(v.sku) || ':1B', ' ' ORDER BY v.sku)::tsvector
          FROM read.product_variants v WHERE v.tenant_id = p.tenant_id AND v.product_id = p.id AND v.sku IS NOT NULL), '');
END $$;

-- A text as one lexeme, whatever it holds.
CREATE FUNCTION read.lexeme(subject text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN '''' || replace(replace(lower(subject), '\', '\\'), '''', '''''') || '''';

REVOKE EXECUTE ON FUNCTION read.apply_collection_rules, read.fill_collection, read.product_words FROM PUBLIC;
GRANT EXECUTE ON FUNCTION read.apply_collection_rules, read.fill_collection, read.product_words TO rustok_worker;

-- ---------------------------------------------------------------------------------------------------------------------
-- Search. Under row-level security PostgreSQL uses an index only for operators that are proved not to leak, and neither
-- full-text nor trigram operators are. So these functions run as the owner of the tables, and name the tenant themselves: the one that
-- is set, as everywhere else. They give candidates, at most so many, that fit the filter; the caller orders them. A filter that is
-- null does not restrict. locales: those to try, best first; a product is found in the first it has.
CREATE FUNCTION read.search_products(
    query text, locales text[], configs text[], only_status text, vendors text[], types text[], any_tags text[], in_collection uuid,
    in_categories uuid[], stocked boolean, price_currency text, price_min bigint, price_max bigint, candidates integer)
RETURNS TABLE (product_id uuid, locale text, rank real)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
BEGIN
    RETURN QUERY
    WITH chain AS MATERIALIZED (
        SELECT c.locale, c.place, websearch_to_tsquery(c.config::regconfig, query) || read.lexeme(query)::tsquery AS words
          FROM unnest(locales, configs) WITH ORDINALITY AS c(locale, config, place)
    )
    SELECT d.product_id, d.locale, ts_rank(d.search, c.words, 1)
      FROM chain c
      JOIN read.product_texts d ON d.tenant_id = rustok.current_tenant() AND d.search @@ c.words AND d.locale = c.locale
     WHERE (only_status IS NULL OR d.status = only_status)
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
       AND (c.place = 1 OR NOT EXISTS (
           SELECT FROM read.product_texts better
            WHERE better.tenant_id = d.tenant_id AND better.product_id = d.product_id AND better.locale = ANY (locales[:c.place - 1])))
     LIMIT candidates;
END $$;

-- Titles that hold words like the query's, for when no product holds the words themselves.
CREATE FUNCTION read.search_product_titles(
    query text, locales text[], only_status text, vendors text[], types text[], any_tags text[], in_collection uuid,
    in_categories uuid[], stocked boolean, price_currency text, price_min bigint, price_max bigint, candidates integer)
RETURNS TABLE (product_id uuid, locale text, rank real)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_custom_plan
SET pg_trgm.word_similarity_threshold = 0.45 AS $$
BEGIN
    RETURN QUERY
    SELECT d.product_id, d.locale, word_similarity(query, d.title)
      FROM unnest(locales) WITH ORDINALITY AS c(locale, place)
      JOIN read.product_texts d ON d.tenant_id = rustok.current_tenant() AND query <% d.title AND d.locale = c.locale
     WHERE (only_status IS NULL OR d.status = only_status)
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
       AND (c.place = 1 OR NOT EXISTS (
           SELECT FROM read.product_texts better
            WHERE better.tenant_id = d.tenant_id AND better.product_id = d.product_id AND better.locale = ANY (locales[:c.place - 1])))
     LIMIT candidates;
END $$;

REVOKE EXECUTE ON FUNCTION read.search_products, read.search_product_titles FROM PUBLIC;
GRANT EXECUTE ON FUNCTION read.search_products, read.search_product_titles TO rustok_app;
