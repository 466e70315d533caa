using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace RusToK.Core.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class ContentPages : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "is_closed",
                schema: "content",
                table: "nodes",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "publish_at",
                schema: "content",
                table: "nodes",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "rejection_reason",
                schema: "content",
                table: "nodes",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "unpublish_at",
                schema: "content",
                table: "nodes",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "blocks",
                schema: "content",
                table: "node_translations",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "forum_moderation",
                schema: "content",
                table: "categories",
                type: "character varying(32)",
                maxLength: 32,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "menus",
                schema: "content",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    handle = table.Column<string>(type: "character varying(63)", maxLength: 63, nullable: false),
                    items = table.Column<string>(type: "jsonb", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_menus", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "publication_schedules",
                schema: "content",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    node_id = table.Column<Guid>(type: "uuid", nullable: false),
                    action = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    attempt_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    actor_id = table.Column<Guid>(type: "uuid", nullable: true),
                    correlation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    traceparent = table.Column<string>(type: "text", nullable: true),
                    tracestate = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_publication_schedules", x => new { x.tenant_id, x.node_id, x.action });
                    table.ForeignKey(
                        name: "fk_publication_schedules_nodes_tenant_id_node_id",
                        columns: x => new { x.tenant_id, x.node_id },
                        principalSchema: "content",
                        principalTable: "nodes",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_menus_tenant_id_handle",
                schema: "content",
                table: "menus",
                columns: new[] { "tenant_id", "handle" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_publication_schedules_attempt_at",
                schema: "content",
                table: "publication_schedules",
                column: "attempt_at");

            migrationBuilder.AddContentPagesScript();
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropContentPagesScript();

            migrationBuilder.DropTable(
                name: "menus",
                schema: "content");

            migrationBuilder.DropTable(
                name: "publication_schedules",
                schema: "content");

            migrationBuilder.DropColumn(
                name: "is_closed",
                schema: "content",
                table: "nodes");

            migrationBuilder.DropColumn(
                name: "publish_at",
                schema: "content",
                table: "nodes");

            migrationBuilder.DropColumn(
                name: "rejection_reason",
                schema: "content",
                table: "nodes");

            migrationBuilder.DropColumn(
                name: "unpublish_at",
                schema: "content",
                table: "nodes");

            migrationBuilder.DropColumn(
                name: "blocks",
                schema: "content",
                table: "node_translations");

            migrationBuilder.DropColumn(
                name: "forum_moderation",
                schema: "content",
                table: "categories");
        }
    }
}
