using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace RusToK.Core.Persistence.Migrations;

/// <summary>
/// Cursors are locked by partition, here and by a rebuild, which takes all of a consumer's: an update that joins locks in any order, and each could
/// wait for the other.
/// </summary>
[DbContext(typeof(RusToKDbContext))]
[Migration("20261125060000_OrderedCursors")]
public sealed class OrderedCursors : Migration
{
    private const string Update = """
            UPDATE events.consumer_cursors c
               SET batch_no = m.to_batch, handled = m.to_done, updated_at = clock_timestamp()
              FROM unnest(streams, from_batches, from_handled, to_batches, to_handled, terms)
                   AS m(stream, from_batch, from_done, to_batch, to_done, term)
             WHERE c.consumer = consumer_name AND c.partition = m.stream AND c.batch_no = m.from_batch AND c.handled = m.from_done
               AND ((m.to_batch, m.to_done) = (m.from_batch, m.from_done)
                    OR EXISTS (SELECT FROM events.relay_batches b WHERE b.no = m.to_batch AND b.term = m.term));
            GET DIAGNOSTICS moved = ROW_COUNT;
            IF moved <> cardinality(streams) THEN
                RAISE EXCEPTION USING ERRCODE = 'RT002', MESSAGE = 'a cursor of ' || consumer_name || ' was moved by another worker, or its batch is not of this log';
            END IF;
        """;

    private const string Lock = """
            IF cardinality(streams) > 1 THEN
                PERFORM FROM events.consumer_cursors WHERE consumer = consumer_name AND partition = ANY (streams) ORDER BY partition FOR UPDATE;
            END IF;
        """;

    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Function(Lock + "\n" + Update));

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Function(Update));

    private static string Function(string body) => $"""
        CREATE OR REPLACE FUNCTION events.advance_cursors(
            consumer_name text, streams smallint[], from_batches bigint[], from_handled integer[], to_batches bigint[], to_handled integer[],
            terms bigint[])
        RETURNS void LANGUAGE plpgsql AS $$
        DECLARE
            moved integer;
        BEGIN
        {body}
        END $$;
        """;
}
