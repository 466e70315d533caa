using System;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace RusToK.Core.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Content : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "content");

            migrationBuilder.CreateTable(
                name: "categories",
                schema: "content",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    parent_id = table.Column<Guid>(type: "uuid", nullable: true),
                    position = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_categories", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_categories_categories_tenant_id_parent_id",
                        columns: x => new { x.tenant_id, x.parent_id },
                        principalSchema: "content",
                        principalTable: "categories",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "deleted_ids",
                schema: "content",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    aggregate = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    deleted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deleted_ids", x => new { x.tenant_id, x.aggregate, x.id });
                });

            migrationBuilder.CreateTable(
                name: "external_ids",
                schema: "content",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    source = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    external_id = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_external_ids", x => new { x.tenant_id, x.source, x.kind, x.external_id });
                });

            migrationBuilder.CreateTable(
                name: "tags",
                schema: "content",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tags", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "category_translations",
                schema: "content",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    category_id = table.Column<Guid>(type: "uuid", nullable: false),
                    locale = table.Column<string>(type: "character varying(35)", maxLength: 35, nullable: false),
                    name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    slug = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    description = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_category_translations", x => new { x.tenant_id, x.category_id, x.locale });
                    table.ForeignKey(
                        name: "fk_category_translations_categories_tenant_id_category_id",
                        columns: x => new { x.tenant_id, x.category_id },
                        principalSchema: "content",
                        principalTable: "categories",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "nodes",
                schema: "content",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    parent_id = table.Column<Guid>(type: "uuid", nullable: true),
                    depth = table.Column<int>(type: "integer", nullable: false),
                    author_id = table.Column<Guid>(type: "uuid", nullable: true),
                    category_id = table.Column<Guid>(type: "uuid", nullable: true),
                    position = table.Column<int>(type: "integer", nullable: false),
                    metadata = table.Column<JsonElement>(type: "jsonb", nullable: false),
                    archive_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_nodes", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_nodes_categories_tenant_id_category_id",
                        columns: x => new { x.tenant_id, x.category_id },
                        principalSchema: "content",
                        principalTable: "categories",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_nodes_nodes_tenant_id_parent_id",
                        columns: x => new { x.tenant_id, x.parent_id },
                        principalSchema: "content",
                        principalTable: "nodes",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "tag_translations",
                schema: "content",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    tag_id = table.Column<Guid>(type: "uuid", nullable: false),
                    locale = table.Column<string>(type: "character varying(35)", maxLength: 35, nullable: false),
                    name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    slug = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tag_translations", x => new { x.tenant_id, x.tag_id, x.locale });
                    table.ForeignKey(
                        name: "fk_tag_translations_tags_tenant_id_tag_id",
                        columns: x => new { x.tenant_id, x.tag_id },
                        principalSchema: "content",
                        principalTable: "tags",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "node_tags",
                schema: "content",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    node_id = table.Column<Guid>(type: "uuid", nullable: false),
                    tag_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_node_tags", x => new { x.tenant_id, x.node_id, x.tag_id });
                    table.ForeignKey(
                        name: "fk_node_tags_nodes_tenant_id_node_id",
                        columns: x => new { x.tenant_id, x.node_id },
                        principalSchema: "content",
                        principalTable: "nodes",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_node_tags_tags_tenant_id_tag_id",
                        columns: x => new { x.tenant_id, x.tag_id },
                        principalSchema: "content",
                        principalTable: "tags",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "node_translations",
                schema: "content",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    node_id = table.Column<Guid>(type: "uuid", nullable: false),
                    locale = table.Column<string>(type: "character varying(35)", maxLength: 35, nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    title = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    slug = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    excerpt = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    body_format = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_node_translations", x => new { x.tenant_id, x.node_id, x.locale });
                    table.ForeignKey(
                        name: "fk_node_translations_nodes_tenant_id_node_id",
                        columns: x => new { x.tenant_id, x.node_id },
                        principalSchema: "content",
                        principalTable: "nodes",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_categories_tenant_id_parent_id",
                schema: "content",
                table: "categories",
                columns: new[] { "tenant_id", "parent_id" });

            migrationBuilder.CreateIndex(
                name: "ix_category_translations_tenant_id_locale_slug",
                schema: "content",
                table: "category_translations",
                columns: new[] { "tenant_id", "locale", "slug" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_node_tags_tenant_id_tag_id",
                schema: "content",
                table: "node_tags",
                columns: new[] { "tenant_id", "tag_id" });

            migrationBuilder.CreateIndex(
                name: "ix_node_translations_tenant_id_locale_kind_slug",
                schema: "content",
                table: "node_translations",
                columns: new[] { "tenant_id", "locale", "kind", "slug" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_nodes_tenant_id_category_id",
                schema: "content",
                table: "nodes",
                columns: new[] { "tenant_id", "category_id" });

            migrationBuilder.CreateIndex(
                name: "ix_nodes_tenant_id_parent_id",
                schema: "content",
                table: "nodes",
                columns: new[] { "tenant_id", "parent_id" });

            migrationBuilder.CreateIndex(
                name: "ix_tag_translations_tenant_id_locale_slug",
                schema: "content",
                table: "tag_translations",
                columns: new[] { "tenant_id", "locale", "slug" },
                unique: true);

            migrationBuilder.Sql(MigrationScript.Read("content.sql"));
            migrationBuilder.IsolateTenants("content.nodes");
            migrationBuilder.IsolateTenants("content.node_translations");
            migrationBuilder.IsolateTenants("content.node_tags");
            migrationBuilder.IsolateTenants("content.categories");
            migrationBuilder.IsolateTenants("content.category_translations");
            migrationBuilder.IsolateTenants("content.tags");
            migrationBuilder.IsolateTenants("content.tag_translations");
            migrationBuilder.IsolateTenants("content.deleted_ids");
            migrationBuilder.IsolateTenants("content.external_ids");
            migrationBuilder.IsolateReadModel("read.content_nodes");
            migrationBuilder.IsolateReadModel("read.content_documents");
            migrationBuilder.IsolateReadModel("read.content_node_tags");
            migrationBuilder.IsolateReadModel("read.categories");
            migrationBuilder.IsolateReadModel("read.category_names");
            migrationBuilder.IsolateReadModel("read.tags");
            migrationBuilder.IsolateReadModel("read.tag_names");
            migrationBuilder.IsolateReadModel("read.content_deleted");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                DROP FUNCTION read.search_content, read.search_content_titles;
                DROP TABLE read.content_nodes, read.content_documents, read.content_node_tags, read.categories, read.category_names, read.tags, read.tag_names, read.content_deleted;
                """);

            migrationBuilder.DropTable(
                name: "category_translations",
                schema: "content");

            migrationBuilder.DropTable(
                name: "deleted_ids",
                schema: "content");

            migrationBuilder.DropTable(
                name: "external_ids",
                schema: "content");

            migrationBuilder.DropTable(
                name: "node_tags",
                schema: "content");

            migrationBuilder.DropTable(
                name: "node_translations",
                schema: "content");

            migrationBuilder.DropTable(
                name: "tag_translations",
                schema: "content");

            migrationBuilder.DropTable(
                name: "nodes",
                schema: "content");

            migrationBuilder.DropTable(
                name: "tags",
                schema: "content");

            migrationBuilder.DropTable(
                name: "categories",
                schema: "content");
        }
    }
}
