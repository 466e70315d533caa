using GraphQL.Types;

namespace RusToK.Api.GraphQL.Schema;

/// <summary>The product's schema: the roots that every module adds its fields to.</summary>
internal sealed class RusToKSchema : global::GraphQL.Types.Schema
{
    public RusToKSchema(IServiceProvider services, IEnumerable<IGraphQLModule> modules)
        : base(services)
    {
        var query = new ObjectGraphType { Name = "Query" };
        var mutation = new ObjectGraphType { Name = "Mutation" };
        foreach (var module in modules)
        {
            Add(module, query, module.AddQueries);
            Add(module, mutation, module.AddMutations);
        }

        Query = query;
        Mutation = mutation;
    }

    private static void Add(IGraphQLModule module, ObjectGraphType root, Action<ObjectGraphType> add)
    {
        var before = root.Fields.Count;
        add(root);
        if (module.Switch is not { } name)
            return;
        foreach (var field in root.Fields.Skip(before))
            field.Resolver = new SwitchableField(name, field.Resolver!);
    }
}
