using System.Collections.Concurrent;
using BenchmarkDotNet.Attributes;
using GraphQL;
using GraphQLParser;
using Microsoft.Extensions.DependencyInjection;
using RusToK.Api.GraphQL.Server.Documents;
using RusToK.Api.GraphQL.Server.Execution;
using RusToK.Api.GraphQL.Server.Responses;
using RusToK.Core.Caching;
using RusToK.Core.Caching.Composed;
using RusToK.Core.Identity.Access;
using RusToK.Core.Persistence;
using RusToK.Core.Tenancy.Lookup;

namespace RusToK.Benchmarks.Micro.Caching;

/// <summary>A GraphQL answer that is kept and sent again, against a look-up of the same bytes: each of the caches it was made of is asked too.</summary>
public class ResponseHit
{
    private const string Document = "query Products($first: Int) { products(first: $first) { nodes { id } } }";

    private readonly ResolvedTenant _tenant = new(
        Guid.CreateVersion7(), "shop", "Shop", "en", IsActive: true, new Dictionary<string, string?> { ["en"] = null }, new HashSet<string>());

    private readonly PreparedDocument _document = new(Parser.Parse(Document), Document, DocumentHash.Of(Document), registered: true);
    private readonly ConcurrentDictionary<string, KeptResponse> _bare = new(StringComparer.Ordinal);
    private NamedCache _parts = null!;
    private ResponseCache _responses = null!;
    private IServiceProvider _request = null!;
    private object _response = null!;
    private OperationRequest _fromFive = null!;
    private ResponseQuestion _one = null!;
    private ResponseQuestion _five = null!;

    [GlobalSetup]
    public void Keep()
    {
        var caches = ProductCaches.Create();
        _parts = caches.Named.Get(new CacheDeclaration("parts", IsShared: false));
        _responses = new ResponseCache(caches.Composed);
        var current = new CurrentTenant(new TenantScope());
        current.Enter(_tenant, actorId: null, Guid.CreateVersion7());
        _request = new ServiceCollection().AddScoped<CurrentActor>().AddScoped(_ => current).BuildServiceProvider().CreateScope().ServiceProvider;
        var response = KeptResponse.Of(new byte[2_000], complexity: 21, _tenant);
        _response = response;

        _one = QuestionOf(RequestFor(1));
        _fromFive = RequestFor(5);
        _five = QuestionOf(_fromFive);
        _bare[_one.Key] = response;
        KeepAsync(_one, response, 1).GetAwaiter().GetResult();
        KeepAsync(_five, response, 5).GetAwaiter().GetResult();
        Check.That(Bare() == _response && OfOne() == _response && OfFive() == _response && Asked() == _response);
        Check.That(Settled.Of(_responses.FindAsync(QuestionOf(RequestFor(6)), CancellationToken.None)) is null);
    }

    [Benchmark(Baseline = true, Description = "hit in ConcurrentDictionary")]
    public object? Bare() => _bare.TryGetValue(_one.Key, out var response) ? response : null;

    [Benchmark(Description = "response made of 1 cached answer")]
    public object? OfOne() => Settled.Of(_responses.FindAsync(_one, CancellationToken.None));

    [Benchmark(Description = "response made of 5 cached answers")]
    public object? OfFive() => Settled.Of(_responses.FindAsync(_five, CancellationToken.None));

    [Benchmark(Description = "response made of 5, with making its key")]
    public object? Asked() => Settled.Of(_responses.FindAsync(QuestionOf(_fromFive), CancellationToken.None));

    private OperationRequest RequestFor(int first) =>
        new(Query: null, _document.Hash, "Products", new Inputs(new Dictionary<string, object?> { ["first"] = first }));

    private ResponseQuestion QuestionOf(OperationRequest request) => ResponseQuestion.Of(request, _document, _document.Operations[0], _request)!;

    /// <summary>What is read is noted for the flow of an asynchronous method, and ends with it.</summary>
    private async Task KeepAsync(ResponseQuestion question, KeptResponse response, int answers)
    {
        var reads = CacheReads.Begin();
        for (var i = 0; i < answers; i++)
            await _parts.GetAsync(_tenant.Id, $"part {i}", static _ => Task.FromResult(new object()), static _ => new Kept(500, ["part"]), CancellationToken.None);
        _responses.Keep(question, response, reads);
    }
}
