using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace RusToK.Core.Persistence.Migrations;

/// <summary>Rebuilds that were asked for, and the list of all tenants. Nothing of it is in Entity Framework's model.</summary>
[DbContext(typeof(RusToKDbContext))]
[Migration("20261125015800_Administration")]
public sealed class Administration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(MigrationScript.Read("administration.sql"));

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        DROP FUNCTION tenancy.list;
        DROP TABLE events.rebuilds;
        """);
}
