using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace RusToK.Core.Persistence.Migrations;

/// <summary>A search uses its index: its words are known before its statement is planned, and no table is read whole instead.</summary>
[DbContext(typeof(RusToKDbContext))]
[Migration("20261125170000_SearchPlans")]
public sealed class SearchPlans : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(MigrationScript.Read("search_plans.sql"));

    /// <summary>The functions find the same as before.</summary>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
    }
}
