using GraphQL.Types;

namespace RusToK.Benchmarks.Telemetry.Layers;

/// <summary>The smallest schema: what an operation costs without anything to do.</summary>
internal sealed class HelloSchema : Schema
{
    public HelloSchema(IServiceProvider services)
        : base(services)
    {
        var query = new ObjectGraphType { Name = "Query" };
        query.Field<StringGraphType>("hello").Resolve(static _ => "world");
        Query = query;
    }
}
