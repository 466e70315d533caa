using Microsoft.EntityFrameworkCore.Migrations;

namespace RusToK.Core.Persistence.Migrations;

/// <summary>
/// What the migration <c>ContentPages</c> does besides what Entity Framework generates. When it is generated anew, its <c>Up</c> ends
/// with <see cref="AddContentPagesScript"/> and its <c>Down</c> begins with <see cref="DropContentPagesScript"/>.
/// </summary>
internal static class ContentPagesScript
{
    public static void AddContentPagesScript(this MigrationBuilder migration)
    {
        migration.Sql(MigrationScript.Read("content_pages.sql"));
        migration.IsolateTenants("content.publication_schedules");
        migration.IsolateTenants("content.menus");
        migration.IsolateReadModel("read.forum_topics");
        migration.IsolateReadModel("read.menus");
    }

    /// <summary>The search functions stay as they are: they fit both.</summary>
    public static void DropContentPagesScript(this MigrationBuilder migration) => migration.Sql("""
        DROP FUNCTION content.claim_due_schedules;
        DROP TABLE read.forum_topics, read.menus;
        DROP INDEX read.content_nodes_replies, read.content_nodes_pending;
        ALTER TABLE read.content_nodes DROP COLUMN publish_at, DROP COLUMN unpublish_at, DROP COLUMN is_closed, DROP COLUMN rejection_reason;
        ALTER TABLE read.content_documents DROP COLUMN blocks;
        ALTER TABLE read.categories DROP COLUMN forum_moderation;
        """);
}
