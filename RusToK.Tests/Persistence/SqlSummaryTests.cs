using RusToK.Core.Persistence;
using Xunit;

namespace RusToK.Tests.Persistence;

public sealed class SqlSummaryTests
{
    [Theory]
    [InlineData("INSERT INTO events.log (id) VALUES ($1)", "INSERT events.log")]
    [InlineData("UPDATE content.nodes SET version = $1 WHERE id = $2", "UPDATE content.nodes")]
    [InlineData("DELETE FROM \"content\".\"nodes\" WHERE id = $1", "DELETE content.nodes")]
    [InlineData("SELECT id FROM content.nodes WHERE id = $1", "SELECT content.nodes")]
    [InlineData("SELECT n.id, ARRAY(SELECT t.tag_id FROM content.node_tags t) FROM content.nodes n", "SELECT content.nodes")]
    [InlineData("WITH page AS (SELECT id FROM read.content_nodes LIMIT 20) SELECT * FROM page", "SELECT read.content_nodes")]
    [InlineData("WITH moved AS (DELETE FROM events.retries RETURNING *) INSERT INTO events.dead_letters SELECT * FROM moved", "DELETE events.retries")]
    [InlineData("SELECT EXISTS (SELECT FROM content.tags WHERE id = $1)", "SELECT content.tags")]
    [InlineData("SELECT * FROM tenancy.resolve($1, $2, $3)", "SELECT tenancy.resolve")]
    [InlineData("SELECT events.advance_cursors($1)", "SELECT events.advance_cursors")]
    [InlineData("SELECT set_config('rustok.tenant_id', @t, true);\nSELECT t.id FROM tenancy.tenants AS t", "SELECT tenancy.tenants")]
    [InlineData("LOCK TABLE events.log", "LOCK")]
    [InlineData("", "SQL")]
    public void A_statement_is_named_by_what_it_does_and_where(string sql, string summary) => Assert.Equal(summary, SqlSummary.Of(sql));
}
