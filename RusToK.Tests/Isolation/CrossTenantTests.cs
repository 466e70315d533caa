using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RusToK.Api.GraphQL.Server.Documents;
using RusToK.Core.Telemetry;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Isolation;

/// <summary>
/// Attempts to cross the border between tenants through the API itself. What proves that nothing crossed: the victim's mark is in no answer,
/// its rows are as they were, in the truth and in the read models, and an answer does not even tell its ids from ids of nothing.
/// </summary>
public sealed partial class CrossTenantTests(TenantWorld world) : IClassFixture<TenantWorld>
{
    private const int Attempts = 1600;
    private const int AtOnce = 48;

    private static readonly string[] HeaderQueries =
    [
        "{ tenant { id slug name } nodes(first: 50) { nodes { id title body metadata } } search(query: \"lighthouse\") { edges { snippet } } }",
        "mutation { createTag(input: { translations: [{ name: \"forged\" }] }) { tag { id } } }",
    ];

    private TenantData Attacker => world.Attacker;

    private TenantData Victim => world.Victim;

    [Fact]
    public async Task Of_more_than_a_thousand_attempts_at_once_by_forged_ids_and_headers_none_succeeds()
    {
        await PrepareAsync(Victim);
        var before = await TenantTables.HashAsync(world.Modules, Victim.Id);
        var elsewhere = await ForgedElsewhereAsync();
        var failures = new ConcurrentQueue<string>();
        var made = 0;

        await Parallel.ForEachAsync(
            AllAttempts().Take(Attempts), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ModuleHost.Cancellation }, async (attempt, _) =>
            {
                Interlocked.Increment(ref made);
                try
                {
                    if (await attempt.Run() is { } failure)
                        failures.Enqueue($"{attempt.Name}: {failure}");
                }
                catch (Exception error) when (error is not OperationCanceledException)
                {
                    failures.Enqueue($"{attempt.Name}: {error.Message}");
                }
            });

        TestContext.Current.TestOutputHelper!.WriteLine($"{made} attempts, {AtOnce} at once: {failures.Count} succeeded or were answered wrongly. By kind: "
            + string.Join(", ", AllAttempts().Take(Attempts).CountBy(a => a.Name.Split(' ')[0]).Select(k => $"{k.Key} {k.Value}")));
        Assert.True(failures.IsEmpty, string.Join(Environment.NewLine, failures.Take(20)));
        Assert.Equal(Attempts, made);
        var names = AllAttempts().Take(Attempts).Select(a => a.Name).ToHashSet();
        Assert.All(ForgedHeaders.All(Attacker, Victim), request => Assert.Contains($"header {request}", names));
        Assert.All(ForgedOperations.All, operation => Assert.All((string[])["Id", "Slug", "Host", "token", "batch", "prepared"], way => Assert.Contains($"{way} {operation}", names)));
        Assert.Equal(before, await TenantTables.HashAsync(world.Modules, Victim.Id));
        // What the attacker could write is his own, and the Worker makes nothing else of it.
        await world.Modules.CatchUpAsync(Attacker.Id);
        Assert.Equal(before, await TenantTables.HashAsync(world.Modules, Victim.Id));
        Assert.Equal(elsewhere, await ForgedElsewhereAsync());
        Assert.Empty(world.Logs.Errors);
    }

    [Fact]
    public async Task Another_tenants_ids_are_answered_as_ids_of_nothing()
    {
        foreach (var operation in ForgedOperations.All.Where(o => !o.Lands))
        {
            var nothing = TenantData.Nothing();
            var (theirs, none) = (await AskAsync(Attacker, operation, Victim), await AskAsync(Attacker, operation, nothing));
            Assert.Equal(Anonymous(none, nothing), Anonymous(theirs, Victim));
        }
    }

    [Fact]
    public async Task The_same_requests_in_the_owners_name_have_their_answer()
    {
        foreach (var operation in ForgedOperations.All.Where(o => !o.Lands))
        {
            var owner = await TenantData.FillAsync(world.Modules, "owner" + Guid.NewGuid().ToString("N")[..8]);
            var answer = await AskAsync(owner, operation, owner);

            Assert.True(JsonNode.Parse(answer)!["errors"] is null, $"{operation}: {answer}");
            if (!operation.Writes)
                Assert.True(answer.Contains(owner.Mark, StringComparison.OrdinalIgnoreCase), $"{operation}: {answer}");
        }
    }

    [Fact]
    public async Task What_a_stranger_puts_into_baggage_is_on_no_span()
    {
        var (trace, spans) = (ActivityTraceId.CreateRandom(), new ConcurrentQueue<Activity>());
        using var listener = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.TraceId == trace)
                    spans.Enqueue(span);
            },
        };
        ActivitySource.AddActivityListener(listener);

        await RawHttp.QueryAsync(
            world.Address, Attacker.Host, "{ nodes { nodes { id } } }", $"baggage: tenant.id={Victim.Id},user.id={Victim.Author}", $"traceparent: 00-{trace.ToHexString()}-00f067aa0ba902b7-01");

        await Eventually.HoldsAsync(() => spans.Any(s => s.Kind == ActivityKind.Server), ModuleHost.Cancellation);
        Assert.Contains(spans, s => (string?)s.GetTagItem(Attributes.TenantId) == Attacker.Id.ToString());
        Assert.All(spans, span => Assert.DoesNotContain(
            span.TagObjects.Select(t => t.Value?.ToString()).Concat(span.Baggage.Select(b => b.Value)), v => v == Victim.Id.ToString() || v == Victim.Author.ToString()));
    }

    /// <summary>Forged operations in all three ways of being the attacker, alone and in batches with own ones, forged headers, and prepared documents, mixed.</summary>
    private IEnumerable<(string Name, Func<Task<string?>> Run)> AllAttempts()
    {
        List<IEnumerable<(string, Func<Task<string?>>)>> kinds =
        [
            ForgedHeaders.All(Attacker, Victim).SelectMany(request => HeaderQueries.Select(query => ($"header {request}", (Func<Task<string?>>)(() => SendAsync(request, query))))),
            Repeated(ForgedOperations.All.SelectMany(o => Enum.GetValues<Naming>().Select(n => ($"{n} {o}", (Func<Task<string?>>)(() => OperateAsync(o, n)))))),
            Repeated(ForgedOperations.All.Select(o => ($"token {o}", (Func<Task<string?>>)(() => TokenAsync(o))))),
            Repeated(ForgedOperations.All.Select(o => ($"batch {o}", (Func<Task<string?>>)(() => BatchAsync(o))))),
            Repeated(ForgedOperations.All.SelectMany(o => new[] { true, false }.Select(get => ($"prepared {o}", (Func<Task<string?>>)(() => PreparedAsync(o, get && !o.Document.StartsWith("mutation", StringComparison.Ordinal))))))),
        ];
        var running = kinds.Select(k => k.GetEnumerator()).ToList();
        while (running.Count > 0)
        {
            for (var i = running.Count - 1; i >= 0; i--)
            {
                if (running[i].MoveNext())
                    yield return running[i].Current;
                else
                    running.RemoveAt(i);
            }
        }

        static IEnumerable<T> Repeated<T>(IEnumerable<T> items)
        {
            var all = items.ToList();
            while (true)
                foreach (var item in all)
                    yield return item;
        }
    }

    /// <summary>How a request says that it is the attacker's.</summary>
    private enum Naming
    {
        Id,
        Slug,
        Host,
    }

    private async Task<string?> OperateAsync(ForgedOperation operation, Naming naming)
    {
        var body = JsonSerializer.Serialize(new { query = operation.Document, variables = operation.Variables(Victim, Attacker), tenant = Victim.Slug, tenantId = Victim.Id });
        return Judge(operation, (await RawHttp.SendAsync(world.Address, Head(naming), body)).Text);
    }

    /// <summary>The request is the victim's in every way, only the token is the attacker's.</summary>
    private async Task<string?> TokenAsync(ForgedOperation operation)
    {
        var body = JsonSerializer.Serialize(new { query = operation.Document, variables = operation.Variables(Victim, Victim) });
        var answer = await RawHttp.SendAsync(world.Address, ["POST /graphql HTTP/1.1", $"Host: {Victim.Host}", $"X-Tenant-ID: {Victim.Id}", world.Credentials], body);
        return Marked(answer.Text) ? $"the victim's mark is in {answer.Text}" : answer.Status == 403 ? null : $"answered with {answer.Status}: {answer.Text}";
    }

    /// <summary>The operation between two of the attacker's own, in one request and so in one scope.</summary>
    private async Task<string?> BatchAsync(ForgedOperation operation)
    {
        var own = new { query = "query($id: UUID) { node(id: $id) { id title tags { name } category { name } } }", variables = (object)new { id = Attacker.Node } };
        var answer = await world.PostAsync(Attacker.Id, new object[] { own, new { query = operation.Document, variables = operation.Variables(Victim, Attacker) }, own });
        var results = JsonNode.Parse(answer)!.AsArray();
        return results[0]!["data"]?["node"] is null || results[2]!["data"]?["node"] is null ? $"the attacker's own were not answered: {answer}" : Judge(operation, results[1]!.ToJsonString());
    }

    /// <summary>The document was prepared, and cached as valid, in the victim's name; here it comes by its hash.</summary>
    private async Task<string?> PreparedAsync(ForgedOperation operation, bool get)
    {
        var extensions = new { persistedQuery = new { version = 1, sha256Hash = DocumentHash.Of(operation.Document) } };
        var variables = operation.Variables(Victim, Attacker);
        RawAnswer answer;
        if (get)
        {
            var query = $"extensions={Uri.EscapeDataString(JsonSerializer.Serialize(extensions))}&variables={Uri.EscapeDataString(JsonSerializer.Serialize(variables))}";
            answer = await RawHttp.SendAsync(world.Address, [$"GET /graphql?{query} HTTP/1.1", .. Head(Naming.Host).Skip(1)]);
        }
        else
        {
            answer = await RawHttp.SendAsync(world.Address, Head(Naming.Slug), JsonSerializer.Serialize(new { extensions, variables }));
        }

        return answer.Text.Contains("PersistedQueryNotFound", StringComparison.Ordinal) ? "the document was not prepared" : Judge(operation, answer.Text);
    }

    private async Task<string?> SendAsync(ForgedRequest request, string query)
    {
        var answer = await RawHttp.SendAsync(world.Address, request.HasCredentials ? request.Head : [.. request.Head, world.Credentials], JsonSerializer.Serialize(new { query }));
        if (Marked(answer.Text))
            return $"the victim's mark is in {answer.Text}";
        if (!request.Answers.Contains(answer.Status))
            return $"answered with {answer.Status}: {answer.Text}";
        return answer.Status == 200 && query == HeaderQueries[0] && !answer.Text.Contains($"\"tenant\":{{\"id\":\"{Attacker.Id}\"", StringComparison.Ordinal)
            ? $"not answered as the attacker: {answer.Text}"
            : null;
    }

    /// <summary>What is wrong with an answer; null when it is right.</summary>
    private string? Judge(ForgedOperation operation, string answer)
    {
        if (Marked(answer))
            return $"the victim's mark is in {answer}";
        if (answer.Contains("INTERNAL", StringComparison.Ordinal))
            return $"a fault: {answer}";
        if (operation.Writes && !answer.Contains("\"errors\":", StringComparison.Ordinal))
            return $"written: {answer}";
        return null;
    }

    private bool Marked(string answer) => answer.Contains(Victim.Mark, StringComparison.OrdinalIgnoreCase);

    private IReadOnlyList<string> Head(Naming naming) => naming switch
    {
        Naming.Id => ["POST /graphql HTTP/1.1", "Host: localhost", $"X-Tenant-ID: {Attacker.Id}", world.Credentials],
        Naming.Slug => ["POST /graphql HTTP/1.1", "Host: localhost", $"X-Tenant-ID: {Attacker.Slug}", world.Credentials],
        _ => ["POST /graphql HTTP/1.1", $"Host: {Attacker.Host}", world.Credentials],
    };

    private Task<string> AskAsync(TenantData sender, ForgedOperation operation, TenantData about) =>
        world.PostAsync(sender.Id, new { query = operation.Document, variables = operation.Variables(about, sender) });

    /// <summary>Events with the forged words in any tenant but the attacker's; owners who use the same operations on what is theirs have some.</summary>
    private Task<long> ForgedElsewhereAsync() =>
        world.Modules.ScalarAsync<long>("SELECT count(*) FROM events.log WHERE tenant_id <> $1 AND payload::text LIKE '%forged%'", Attacker.Id);

    /// <summary>Has every document validated and kept under its hash, in a tenant's name, with ids of nothing.</summary>
    private async Task PrepareAsync(TenantData tenant)
    {
        foreach (var operation in ForgedOperations.All.DistinctBy(o => o.Document))
        {
            await world.PostAsync(tenant.Id, new
            {
                query = operation.Document,
                variables = operation.Variables(TenantData.Nothing(), TenantData.Nothing()),
                extensions = new { persistedQuery = new { version = 1, sha256Hash = DocumentHash.Of(operation.Document) } },
            });
        }
    }

    /// <summary>An answer without the ids it was asked by and without its trace.</summary>
    private static string Anonymous(string answer, TenantData about)
    {
        foreach (var id in about.Ids)
            answer = answer.Replace(id.ToString(), "ID", StringComparison.OrdinalIgnoreCase);
        return TraceId().Replace(answer, "TRACE");
    }

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex TraceId();
}
