using GraphQL;
using GraphQL.Resolvers;
using GraphQL.Types;
using GraphQL.Utilities;
using RusToK.Core.Identity.Access;
using RusToK.Core.Identity.Audit;
using RusToK.Core.Tenancy.Lookup;

namespace RusToK.Api.GraphQL.Server.Access;

/// <summary>Has every mutation by a stranger to the tenant recorded. Where no audit log is registered there are no strangers.</summary>
internal sealed class AuditedMutations : BaseSchemaNodeVisitor
{
    public override void VisitObjectFieldDefinition(FieldType field, IObjectGraphType type, ISchema schema)
    {
        if (ReferenceEquals(type, schema.Mutation) && field.Resolver is { } resolver and not Resolver)
            field.Resolver = new Resolver(field.Name, resolver);
    }

    private sealed class Resolver(string name, IFieldResolver inner) : IFieldResolver
    {
        public ValueTask<object?> ResolveAsync(IResolveFieldContext context)
        {
            var services = context.RequestServices!;
            return services.GetService<CurrentActor>()?.Actor is { } actor
                ? services.GetRequiredService<AuditTrail>().RunAsync(
                    name, actor, services.GetRequiredService<CurrentTenant>(), () => inner.ResolveAsync(context))
                : inner.ResolveAsync(context);
        }
    }
}
