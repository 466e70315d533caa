using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace RusToK.Core.Persistence.Migrations;

/// <summary>A search for products uses its index: its words are known before its statement is planned.</summary>
[DbContext(typeof(RusToKDbContext))]
[Migration("20261125170000_ProductSearchPlans")]
public sealed class ProductSearchPlans : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(MigrationScript.Read("product_search.sql"));

    /// <summary>The function finds the same as before.</summary>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
    }
}
