using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace RusToK.Core.Persistence.Migrations;

/// <summary>
/// The Worker may ask how long the oldest transaction that writes has been open, and nothing else of other sessions. Nothing of it is in Entity
/// Framework's model.
/// </summary>
[DbContext(typeof(RusToKDbContext))]
[Migration("20261128190000_OldestWriter")]
public sealed class OldestWriter : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(MigrationScript.Read("oldest_writer.sql"));

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP FUNCTION rustok.oldest_writer");
}
