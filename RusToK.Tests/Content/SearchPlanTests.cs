using Npgsql;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Content;

/// <summary>A search among thirty thousand documents looks at those that hold the words, as the API's login.</summary>
public sealed class SearchPlanTests(SearchPlanTests.ManyDocuments documents) : IClassFixture<SearchPlanTests.ManyDocuments>
{
    private const int FewRows = 1_000;

    [Theory]
    [InlineData("read.search_content('zebra', '{de,en}', '{german,english}', NULL, NULL, NULL, 20)")]
    [InlineData("read.search_content('number 4711', '{de,en}', '{german,english}', 'post', NULL, NULL, 20)")]
    [InlineData("read.search_content_titles('zebar', '{de,en}', NULL, NULL, NULL, 20)")]
    public async Task A_search_reads_what_holds_its_words(string search)
    {
        await using var connection = new NpgsqlConnection(documents.Database.App + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand("BEGIN"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"SELECT set_config('rustok.tenant_id', '{documents.Tenant}', true)"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"SELECT count(*) FROM {search}"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            "SELECT sum(seq_tup_read + idx_tup_fetch)::bigint FROM pg_stat_xact_all_tables WHERE schemaname = 'read' AND relname = 'content_documents'"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("ROLLBACK"));
        await using var reader = await batch.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var numbers = new List<long>();
        do
            while (await reader.ReadAsync(TestContext.Current.CancellationToken))
                if (reader.GetFieldType(0) == typeof(long))
                    numbers.Add(reader.GetInt64(0));
        while (await reader.NextResultAsync(TestContext.Current.CancellationToken));

        Assert.InRange(numbers[0], 1, 20);
        Assert.InRange(numbers[1], numbers[0], FewRows);
    }

    public sealed class ManyDocuments(SpineFixture spine) : IAsyncLifetime
    {
        public Guid Tenant { get; } = Guid.CreateVersion7();

        public SpineDatabase Database { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Database = await spine.CreateDatabaseAsync(TestContext.Current.CancellationToken);
            foreach (var (tenant, nodes) in new[] { (Tenant, 30_000), (Guid.CreateVersion7(), 1_000) })
                await Database.ExecuteAsync($"""
                    INSERT INTO read.content_nodes (tenant_id, id, kind, status, depth, tag_ids, position, metadata, listed_at, created_at, updated_at, state_version, version)
                    SELECT '{tenant}', md5('{tenant}' || n)::uuid, 'post', 'published', 0, '{"{}"}', n, '{"{}"}', now(), now(), now(), 1, 1 FROM generate_series(1, {nodes}) n;
                    INSERT INTO read.content_documents (tenant_id, node_id, locale, title, slug, body_format, body, plain, updated_at, version, search)
                    SELECT '{tenant}', md5('{tenant}' || n)::uuid, 'en', t.title, 'post-' || n, 'markdown', t.title, t.title, now(), 1, to_tsvector('english', t.title)
                      FROM generate_series(1, {nodes}) n
                     CROSS JOIN LATERAL (SELECT CASE WHEN n % 1000 = 0 THEN 'Zebra' ELSE 'Post' END || ' number ' || n AS title) t;
                    """);
            await Database.ExecuteAsync("ANALYZE read.content_nodes, read.content_documents");
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
