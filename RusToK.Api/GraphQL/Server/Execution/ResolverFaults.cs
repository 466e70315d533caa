using System.Collections.Concurrent;
using GraphQL;
using GraphQL.Resolvers;
using GraphQL.Types;
using GraphQL.Utilities;
using RusToK.Core.Faults;
using RusToK.Core.Tenancy.Lookup;

namespace RusToK.Api.GraphQL.Server.Execution;

/// <summary>Where faults of resolvers come in: in the span of each that does I/O, before it does. Nowhere while faults are not allowed.</summary>
internal sealed class ResolverFaults(ActiveFaults? faults = null)
{
    private readonly FaultPoint? _point = faults is null ? null : new FaultPoint(faults, FaultSeams.Resolver, static fault => new InjectedFaultException(fault));
    private readonly ConcurrentBag<string> _fields = [];

    /// <summary>Those that can be struck, as <c>{type}.{field}</c>; known once the schema is built.</summary>
    public IReadOnlyCollection<string> Fields => _fields;

    /// <summary>Wraps the resolvers when the schema is built; before they get their spans, which are around it.</summary>
    internal sealed class Visitor(ResolverFaults faults) : BaseSchemaNodeVisitor
    {
        public override void VisitObjectFieldDefinition(FieldType field, IObjectGraphType type, ISchema schema)
        {
            if (faults._point is not { } point || !field.HasResolverSpan() || field.Resolver is null or Resolver)
                return;
            var name = $"{type.Name}.{field.Name}";
            field.Resolver = new Resolver(name, point, field.Resolver);
            faults._fields.Add(name);
        }
    }

    private sealed class Resolver(string field, FaultPoint point, IFieldResolver inner) : IFieldResolver
    {
        public async ValueTask<object?> ResolveAsync(IResolveFieldContext context)
        {
            await point.PassAsync(new Subject(field, context), context.CancellationToken);
            return await inner.ResolveAsync(context);
        }
    }

    private readonly record struct Subject(string Field, IResolveFieldContext Context) : IFaultSubject
    {
        public double RateOf(ActiveFault fault) => (fault.Field is null || fault.Field == Field) && fault.IsFor(TenantId) ? fault.Rate : 0;

        private Guid? TenantId => Context.RequestServices?.GetService<CurrentTenant>() is { IsResolved: true } current ? current.Tenant.Id : null;
    }
}
