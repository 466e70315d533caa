using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace RusToK.Core.Persistence.Migrations;

/// <summary>
/// Each recorded batch says where the streams ended before it, by which the relay notices that Redis came back with less than it had confirmed.
/// Batches of before say nothing. Nothing of it is in Entity Framework's model.
/// </summary>
[DbContext(typeof(RusToKDbContext))]
[Migration("20261125043000_StreamTails")]
public sealed class StreamTails : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        ALTER TABLE events.relay_batches ADD COLUMN stream_tails text[] NOT NULL DEFAULT '{}';
        COMMENT ON COLUMN events.relay_batches.stream_tails IS 'Last id (batch-ordinal) published in each partition before this batch.';
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("ALTER TABLE events.relay_batches DROP COLUMN stream_tails");
}
