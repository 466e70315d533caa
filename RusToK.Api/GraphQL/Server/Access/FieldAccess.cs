using GraphQL;
using GraphQL.Resolvers;
using GraphQL.Types;
using GraphQL.Utilities;
using RusToK.Api.Access;
using RusToK.Core.Identity.Access;

namespace RusToK.Api.GraphQL.Server.Access;

/// <summary>
/// Who may ask for a field. The marks are metadata; when the schema is built the resolvers of marked fields are wrapped by the one
/// check. A field that is for everybody says so by GraphQL.NET's own <c>AllowAnonymous()</c>; every mutation needs one of the three.
/// </summary>
internal static class FieldAccess
{
    private const string Key = "rustok:access";

    /// <param name="field">The field.</param>
    /// <param name="permission">One of <see cref="Permissions"/>.</param>
    /// <param name="when">When it is needed; always unless given.</param>
    public static TField RequirePermission<TField>(this TField field, string permission, Func<IResolveFieldContext, bool>? when = null)
        where TField : IFieldMetadataWriter =>
        field.WithMetadata(Key, new FieldRequirement(new AccessRequirement(Permissions.Known(permission)), when));

    /// <summary>Any signed-in user may ask for it.</summary>
    public static TField RequireSignIn<TField>(this TField field)
        where TField : IFieldMetadataWriter =>
        field.WithMetadata(Key, new FieldRequirement(new AccessRequirement(null), null));

    /// <summary>Whether somebody thought about who may ask for the field.</summary>
    public static bool HasAccessMark(this FieldType field) => field.FindRequirement() is not null || field.IsAnonymousAllowed();

    /// <summary>Whether a field is never for nobody.</summary>
    public static bool NeedsSignIn(this FieldType field) => field.FindRequirement() is { When: null };

    /// <summary>The permission a field always asks for; null when it asks for none, or only sometimes.</summary>
    public static string? RequiredPermission(this FieldType field) =>
        field.FindRequirement() is { When: null } requirement ? requirement.Access.Permission : null;

    private static FieldRequirement? FindRequirement(this FieldType field) => field.GetMetadata<FieldRequirement?>(Key);

    private sealed record FieldRequirement(AccessRequirement Access, Func<IResolveFieldContext, bool>? When);

    /// <summary>Wraps the marked resolvers when the schema is built, outside of their spans.</summary>
    internal sealed class Visitor : BaseSchemaNodeVisitor
    {
        public override void VisitObjectFieldDefinition(FieldType field, IObjectGraphType type, ISchema schema)
        {
            if (field.FindRequirement() is not { } requirement)
                return;
            if (field.Resolver is null)
                throw new InvalidOperationException($"{type.Name}.{field.Name} asks for a permission but has no resolver.");
            if (field.Resolver is not Resolver)
                field.Resolver = new Resolver(requirement, field.Resolver);
        }
    }

    private sealed class Resolver(FieldRequirement requirement, IFieldResolver inner) : IFieldResolver
    {
        public ValueTask<object?> ResolveAsync(IResolveFieldContext context)
        {
            if (requirement.When is not { } when || when(context))
                requirement.Access.Check(context.RequestServices!.GetRequiredService<CurrentActor>());
            return inner.ResolveAsync(context);
        }
    }
}
