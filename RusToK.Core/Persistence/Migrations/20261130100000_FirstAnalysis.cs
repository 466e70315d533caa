using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace RusToK.Core.Persistence.Migrations;

/// <summary>The Worker may have tables analysed that have grown (ADR 0114). Nothing of it is in Entity Framework's model.</summary>
[DbContext(typeof(RusToKDbContext))]
[Migration("20261130100000_FirstAnalysis")]
public sealed class FirstAnalysis : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(MigrationScript.Read("first_analysis.sql"));

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP FUNCTION rustok.analyze_grown_tables");
}
