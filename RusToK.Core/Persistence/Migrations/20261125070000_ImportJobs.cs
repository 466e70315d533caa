using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace RusToK.Core.Persistence.Migrations;

/// <summary>Imports over HTTP. Nothing of it is in Entity Framework's model.</summary>
[DbContext(typeof(RusToKDbContext))]
[Migration("20261125070000_ImportJobs")]
public sealed class ImportJobs : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(MigrationScript.Read("imports.sql"));

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP SCHEMA imports CASCADE");
}
