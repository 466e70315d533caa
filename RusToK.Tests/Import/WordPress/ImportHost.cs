using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RusToK.Core.Commands;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Import;
using RusToK.Core.Import.WordPress;
using RusToK.Core.Persistence;
using RusToK.Core.Tenancy;
using RusToK.Core.Tenancy.Commands;
using RusToK.Core.Tenancy.Lookup;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Import.WordPress;

/// <summary>The importer on a database of its own, with the Worker's login; what it wrote is read past every restriction.</summary>
public sealed class ImportHost(SpineFixture spine) : IAsyncLifetime
{
    private ServiceProvider? _services;
    private NpgsqlDataSource? _superuser;

    internal static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public SpineDatabase Database { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Database = await spine.CreateDatabaseAsync(Cancellation);
        _services = TestServices.Build(Database.Worker);
        _superuser = DataSources.Create(Database.Superuser);
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
            await _services.DisposeAsync();
        if (_superuser is not null)
            await _superuser.DisposeAsync();
    }

    /// <summary>A new tenant that speaks English first, and German.</summary>
    internal async Task<ImportedTenant> NewTenantAsync()
    {
        var id = Guid.CreateVersion7();
        var context = new CommandContext(id, "en", null, Guid.CreateVersion7());
        await TestServices.SendAsync<CreateTenant, Tenant>(_services!, context, new CreateTenant("Test", "t" + id.ToString("N"), null, "en"));
        await TestServices.SendAsync<SetLocale, TenantLocale>(_services!, context, new SetLocale("de", true, "en"));
        var tenant = await _services!.GetRequiredService<TenantDirectory>().FindAsync(id.ToString(), Cancellation);
        return new ImportedTenant(this, tenant!, context);
    }

    internal async Task<ImportSummary> ImportAsync(Stream file, WordPressImportRequest request, ImportReport report, CancellationToken cancellationToken) =>
        await _services!.GetRequiredService<WordPressImporter>().ImportAsync(file, request, report, new ImportProgress(), cancellationToken);

    internal Task<TResult> SendAsync<TCommand, TResult>(CommandContext context, TCommand command)
        where TCommand : ICommand<TResult> => TestServices.SendAsync<TCommand, TResult>(_services!, context, command);

    /// <summary>Rows of a query, each value as text.</summary>
    internal async Task<List<string[]>> RowsAsync(string sql, params object[] parameters)
    {
        await using var command = _superuser!.CreateCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var rows = new List<string[]>();
        while (await reader.ReadAsync(Cancellation))
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : reader.GetFieldValue<string>(i))]);
        return rows;
    }
}

/// <summary>A tenant that is imported into.</summary>
internal sealed record ImportedTenant(ImportHost Host, ResolvedTenant Tenant, CommandContext Context)
{
    /// <summary>What is there in the file's own terms: no ids and times of ours, but versions.</summary>
    private const string State = """
        WITH ext AS MATERIALIZED (
            SELECT id, kind || ' ' || external_id AS name FROM content.external_ids WHERE tenant_id = $1
        ), words AS MATERIALIZED (
            SELECT node_id, string_agg(concat_ws('/', locale, kind, title, slug, excerpt, body_format, md5(body)), ',' ORDER BY locale) AS words
              FROM content.node_translations WHERE tenant_id = $1 GROUP BY node_id
        ), tags AS MATERIALIZED (
            SELECT t.node_id, string_agg(e.name, ',' ORDER BY e.name COLLATE "C") AS names
              FROM content.node_tags t JOIN ext e ON e.id = t.tag_id WHERE t.tenant_id = $1 GROUP BY t.node_id
        ), told AS MATERIALIZED (
            SELECT aggregate_id AS id, type, count(*) AS number FROM events.log WHERE tenant_id = $1 GROUP BY aggregate_id, type
        )
        SELECT line FROM (
            SELECT concat_ws('|', 'node', e.name, n.kind, n.status, p.name, n.depth, c.name, n.position, n.metadata, n.published_at, n.version, t.names, w.words) AS line
              FROM content.nodes n JOIN ext e ON e.id = n.id LEFT JOIN ext p ON p.id = n.parent_id LEFT JOIN ext c ON c.id = n.category_id
              LEFT JOIN tags t ON t.node_id = n.id LEFT JOIN words w ON w.node_id = n.id
             WHERE n.tenant_id = $1
            UNION ALL
            SELECT concat_ws('|', 'category', e.name, p.name, c.version, t.locale, t.name, t.slug, t.description)
              FROM content.categories c JOIN ext e ON e.id = c.id LEFT JOIN ext p ON p.id = c.parent_id
              JOIN content.category_translations t ON t.tenant_id = $1 AND t.category_id = c.id WHERE c.tenant_id = $1
            UNION ALL
            SELECT concat_ws('|', 'tag', e.name, g.version, t.locale, t.name, t.slug)
              FROM content.tags g JOIN ext e ON e.id = g.id JOIN content.tag_translations t ON t.tenant_id = $1 AND t.tag_id = g.id WHERE g.tenant_id = $1
            UNION ALL
            SELECT concat_ws('|', 'events', l.type, e.name, l.number) FROM told l JOIN ext e ON e.id = l.id
            UNION ALL
            SELECT concat_ws('|', 'sums', (SELECT count(*) FROM content.nodes WHERE tenant_id = $1), (SELECT count(*) FROM content.categories WHERE tenant_id = $1),
                             (SELECT count(*) FROM content.tags WHERE tenant_id = $1), (SELECT count(*) FROM ext))
        ) AS everything ORDER BY line COLLATE "C"
        """;

    /// <summary>Every row of every table of the module, as it is.</summary>
    private const string Rows = """
        SELECT md5(coalesce(string_agg(row, E'\n' ORDER BY row COLLATE "C"), '')) FROM (
            SELECT t::text AS row FROM content.nodes t WHERE tenant_id = $1
            UNION ALL SELECT t::text FROM content.node_translations t WHERE tenant_id = $1
            UNION ALL SELECT t::text FROM content.node_tags t WHERE tenant_id = $1
            UNION ALL SELECT t::text FROM content.categories t WHERE tenant_id = $1
            UNION ALL SELECT t::text FROM content.category_translations t WHERE tenant_id = $1
            UNION ALL SELECT t::text FROM content.tags t WHERE tenant_id = $1
            UNION ALL SELECT t::text FROM content.tag_translations t WHERE tenant_id = $1
            UNION ALL SELECT t::text FROM content.external_ids t WHERE tenant_id = $1
        ) AS everything
        """;

    private const string Nodes = """
        SELECT n.id::text, n.kind, n.status, coalesce(n.parent_id::text, ''), n.depth::text, coalesce(n.category_id::text, ''), n.position::text, n.metadata::text,
               coalesce(to_char(n.published_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS'), ''), n.version::text,
               t.locale, t.title, t.slug, coalesce(t.excerpt, ''), t.body_format, t.body,
               coalesce((SELECT string_agg(x.slug, ',' ORDER BY x.slug) FROM content.node_tags g JOIN content.tag_translations x ON x.tenant_id = $1 AND x.tag_id = g.tag_id
                          WHERE g.tenant_id = $1 AND g.node_id = n.id), ''),
               coalesce((SELECT c.slug FROM content.category_translations c WHERE c.tenant_id = $1 AND c.category_id = n.category_id LIMIT 1), ''),
               coalesce(n.author_id::text, '')
          FROM content.external_ids e
          JOIN content.nodes n ON n.tenant_id = $1 AND n.id = e.id
          JOIN content.node_translations t ON t.tenant_id = $1 AND t.node_id = n.id
         WHERE e.tenant_id = $1 AND e.kind = $2 AND e.external_id = $3
        """;

    private const string Categories = """
        SELECT t.slug, t.name, coalesce(t.description, ''), coalesce(p.slug, ''), c.id::text, c.version::text
          FROM content.categories c JOIN content.category_translations t ON t.tenant_id = $1 AND t.category_id = c.id
          LEFT JOIN content.category_translations p ON p.tenant_id = $1 AND p.category_id = c.parent_id
         WHERE c.tenant_id = $1 ORDER BY t.slug COLLATE "C"
        """;

    public Task<ImportResult> ImportAsync(ExportedSite site, ImportMode? mode = null, string? locale = null) =>
        ImportAsync(site.ToBytes(), mode, locale);

    public async Task<ImportResult> ImportAsync(byte[] document, ImportMode? mode = null, string? locale = null, ImportReport? report = null)
    {
        report ??= new ImportReport();
        using var file = new MemoryStream(document, writable: false);
        var request = new WordPressImportRequest(Tenant) { Locale = locale, Mode = mode ?? new ImportMode() };
        return new ImportResult(await Host.ImportAsync(file, request, report, ImportHost.Cancellation), report);
    }

    public Task<TResult> SendAsync<TCommand, TResult>(TCommand command)
        where TCommand : ICommand<TResult> => Host.SendAsync<TCommand, TResult>(Context, command);

    public Task<NodeResult> SendAsync<TCommand>(TCommand command)
        where TCommand : ICommand<NodeResult> => Host.SendAsync<TCommand, NodeResult>(Context, command);

    /// <summary>The node that an item or comment of the file became, in any language.</summary>
    public async Task<ImportedRow?> FindAsync(long id, string kind = "post")
    {
        var rows = await Host.RowsAsync(Nodes, Tenant.Id, kind, ExportedSite.Number(id));
        return rows.Count == 0 ? null : new ImportedRow(rows[0]);
    }

    public async Task<ImportedRow> NodeAsync(long id, string kind = "post") =>
        await FindAsync(id, kind) ?? throw new InvalidOperationException($"{kind} {id} was not imported.");

    public Task<ImportedRow> ReplyAsync(long id) => NodeAsync(id, "comment");

    public async Task<List<CategoryRow>> CategoriesAsync() =>
        [.. (await Host.RowsAsync(Categories, Tenant.Id)).Select(r => new CategoryRow(r[0], r[1], r[2], r[3], Guid.Parse(r[4]), long.Parse(r[5], null)))];

    /// <summary>Slug and name of every tag.</summary>
    public async Task<List<(string Slug, string Name)>> TagsAsync() =>
        [.. (await Host.RowsAsync("SELECT slug, name FROM content.tag_translations WHERE tenant_id = $1 ORDER BY slug COLLATE \"C\"", Tenant.Id)).Select(r => (r[0], r[1]))];

    public async Task<long> CountEventsAsync() =>
        long.Parse((await Host.RowsAsync("SELECT count(*)::text FROM events.log WHERE tenant_id = $1", Tenant.Id))[0][0], null);

    public async Task<long> CountNodesAsync() =>
        long.Parse((await Host.RowsAsync("SELECT count(*)::text FROM content.nodes WHERE tenant_id = $1", Tenant.Id))[0][0], null);

    /// <summary>What is there, comparable with other tenants.</summary>
    public async Task<string> StateAsync()
    {
        // Rows that came a moment ago are unknown to the planner, which then compares each with each.
        await Host.RowsAsync("ANALYZE content.nodes, content.external_ids, content.node_translations, content.node_tags");
        return string.Join('\n', (await Host.RowsAsync(State, Tenant.Id)).Select(r => r[0]));
    }

    /// <summary>Changes with any change of any row.</summary>
    public async Task<string> HashAsync() => (await Host.RowsAsync(Rows, Tenant.Id))[0][0];
}

/// <summary>An import that ended.</summary>
internal sealed record ImportResult(ImportSummary Summary, ImportReport Report)
{
    /// <summary>Imported, updated, unchanged, skipped of one kind.</summary>
    public (long Imported, long Updated, long Unchanged, long Skipped) Of(string kind)
    {
        var counts = Report.CountsOf(kind);
        return (counts.Imported, counts.Updated, counts.Unchanged, counts.Skipped);
    }

    /// <summary>Codes of the reasons why entries of a kind were skipped, the most frequent first.</summary>
    public IEnumerable<string> SkippedBecause(string kind) => Report.SkippedBecause.Where(r => r.Kind == kind).Select(r => r.Code);

    public IEnumerable<string> NotedBecause(string kind) => Report.NotedBecause.Where(r => r.Kind == kind).Select(r => r.Code);
}

/// <summary>A node as it was imported.</summary>
internal sealed record ImportedRow(
    Guid Id, string Kind, string Status, Guid? ParentId, int Depth, Guid? CategoryId, int Position, JsonElement Metadata, string PublishedAt, long Version,
    string Locale, string Title, string Slug, string Excerpt, string BodyFormat, string Body, string Tags, string Category, string AuthorId)
{
    public ImportedRow(string[] r)
        : this(
            Guid.Parse(r[0]), r[1], r[2], r[3].Length == 0 ? null : Guid.Parse(r[3]), int.Parse(r[4], null), r[5].Length == 0 ? null : Guid.Parse(r[5]),
            int.Parse(r[6], null), JsonElement.Parse(r[7]), r[8], long.Parse(r[9], null), r[10], r[11], r[12], r[13], r[14], r[15], r[16], r[17], r[18])
    {
    }

    /// <summary>What the metadata says of the source.</summary>
    public JsonElement Details => Metadata.GetProperty("wordpress");

    /// <summary>One property of it as text; null when it is not there.</summary>
    public string? Detail(string name) => Details.TryGetProperty(name, out var value) ? value.ToString() : null;
}

internal sealed record CategoryRow(string Slug, string Name, string Description, string Parent, Guid Id, long Version);
