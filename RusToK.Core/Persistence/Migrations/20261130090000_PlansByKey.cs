using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace RusToK.Core.Persistence.Migrations;

/// <summary>Functions that work by key are planned once (ADR 0114). Nothing of it is in Entity Framework's model.</summary>
[DbContext(typeof(RusToKDbContext))]
[Migration("20261130090000_PlansByKey")]
public sealed class PlansByKey : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(MigrationScript.Read("plans_by_key.sql"));

    /// <summary>The functions do the same as before.</summary>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
    }
}
