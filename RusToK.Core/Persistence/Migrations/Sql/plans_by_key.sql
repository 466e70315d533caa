-- What these functions do they do by key, so there is but one good plan of each of their statements. PostgreSQL would make it anew with every call, for
-- values of arrays and rows whose length it then knows: that took longer than what was planned.
ALTER FUNCTION commerce.place_order SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION commerce.place_order SET enable_seqscan = off;
ALTER FUNCTION commerce.place_order SET enable_hashjoin = off;
ALTER FUNCTION commerce.place_order SET enable_mergejoin = off;

ALTER FUNCTION commerce.move_stock SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION commerce.move_stock SET enable_seqscan = off;
ALTER FUNCTION commerce.move_stock SET enable_hashjoin = off;
ALTER FUNCTION commerce.move_stock SET enable_mergejoin = off;

ALTER FUNCTION commerce.settle_reservations SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION commerce.settle_reservations SET enable_seqscan = off;
ALTER FUNCTION commerce.settle_reservations SET enable_hashjoin = off;
ALTER FUNCTION commerce.settle_reservations SET enable_mergejoin = off;

ALTER FUNCTION tenancy.resolve SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION tenancy.resolve SET enable_seqscan = off;

-- One cursor after the other, each by its key: joined, all cursors of the consumer were read and, planned once, all batches. They are locked
-- by partition, as a rebuild does, which takes all of a consumer's.
CREATE OR REPLACE FUNCTION events.advance_cursors(
    consumer_name text, streams smallint[], from_batches bigint[], from_handled integer[], to_batches bigint[], to_handled integer[],
    terms bigint[])
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    i integer;
BEGIN
    FOR i IN SELECT n FROM generate_subscripts(streams, 1) AS n ORDER BY streams[n] LOOP
        UPDATE events.consumer_cursors c
           SET batch_no = to_batches[i], handled = to_handled[i], updated_at = clock_timestamp()
         WHERE c.consumer = consumer_name AND c.partition = streams[i] AND c.batch_no = from_batches[i] AND c.handled = from_handled[i]
           AND ((to_batches[i], to_handled[i]) = (from_batches[i], from_handled[i])
                OR (SELECT b.term FROM events.relay_batches b WHERE b.no = to_batches[i]) = terms[i]);
        IF NOT FOUND THEN
            RAISE EXCEPTION USING ERRCODE = 'RT002', MESSAGE = 'a cursor of ' || consumer_name || ' was moved by another worker, or its batch is not of this log';
        END IF;
    END LOOP;
END $$;
