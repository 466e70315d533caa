using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;
using RusToK.Api.GraphQL.Server.Documents;
using RusToK.Core.Commands;
using RusToK.Core.Content.Caching;
using RusToK.Core.Content.Queries;
using RusToK.Core.Errors;
using RusToK.Core.Identity.Access;
using RusToK.Core.Tenancy;
using RusToK.Core.Tenancy.Lookup;

namespace RusToK.Api.GraphQL.Content;

/// <summary>What the module's resolvers ask of a field's context.</summary>
internal static class ContentContext
{
    public const string LocaleArgument = "locale";

    private static readonly string[] Wrappers = ["edges", "node", "nodes"];

    public static T Service<T>(this IResolveFieldContext context)
        where T : notnull =>
        context.RequestServices!.GetRequiredService<T>();

    /// <summary>Whether whoever asks has a permission; nobody has none.</summary>
    public static bool May(this IResolveFieldContext context, string permission) => context.Service<CurrentActor>().Actor?.May(permission) == true;

    /// <summary>Nodes, remembered for all but those who work on them.</summary>
    public static NodeQueries Nodes(this IResolveFieldContext context) =>
        context.May(Permissions.NodeReadDrafts) ? context.Service<NodeQueries>() : context.Service<PublishedContent>().Nodes;

    /// <inheritdoc cref="Nodes"/>
    public static NameQueries Names(this IResolveFieldContext context) =>
        context.May(Permissions.NodeReadDrafts) ? context.Service<NameQueries>() : context.Service<PublishedContent>().Names;

    public static CurrentTenant CurrentTenant(this IResolveFieldContext context) => context.Service<CurrentTenant>();

    public static Guid TenantId(this IResolveFieldContext context) => context.CurrentTenant().Tenant.Id;

    /// <summary>The languages to try for the argument <c>locale</c>.</summary>
    /// <exception cref="InvalidInputException">It is not a language tag.</exception>
    public static LocaleChain Locales(this IResolveFieldContext context)
    {
        var locale = context.GetArgument<string?>(LocaleArgument);
        if (locale is not null && !TenantRules.IsLocale(locale))
            throw new InvalidInputException(LocaleArgument, "bcp47", "locale must be a BCP 47 tag such as 'en' or 'pt-BR'.");
        return new LocaleChain(context.CurrentTenant().Tenant.LocaleChain(locale is null ? null : LocaleTag.Canonical(locale)));
    }

    public static Task<TResult> SendAsync<TCommand, TResult>(this IResolveFieldContext context, TCommand command)
        where TCommand : ICommand<TResult> =>
        context.Service<CommandDispatcher>().SendAsync<TCommand, TResult>(command, context.CurrentTenant().CommandContext(), context.CancellationToken);

    /// <summary>Whether the field is selected for the items this field gives, beneath the edges of a connection too.</summary>
    public static bool Selects(this IResolveFieldContext context, string field) => Selects(context, context.FieldAst.SelectionSet, field, 0);

    /// <summary>Whether the field is selected at any depth beneath this one.</summary>
    public static bool SelectsAnywhere(this IResolveFieldContext context, string field) => SelectsAnywhere(context, context.FieldAst.SelectionSet, field);

    /// <summary>Refuses languages that are not the tenant's, once the database has been asked as well: one may have been enabled a moment ago.</summary>
    /// <exception cref="InvalidInputException">The tenant does not publish in one of the locales.</exception>
    public static async ValueTask RequireEnabledAsync(this IResolveFieldContext context, params IReadOnlyList<(string Field, string? Locale)> locales)
    {
        var current = context.CurrentTenant();
        if (NotEnabled(current.Tenant, locales).Count == 0)
            return;
        if (await context.Service<TenantDirectory>().FindAnewAsync(current.Tenant.Id, context.CancellationToken) is { } anew)
            current.Learn(anew);
        if (NotEnabled(current.Tenant, locales) is { Count: > 0 } errors)
            throw new InvalidInputException(errors);
    }

    public static PageRequest PageOf(this IResolveFieldContext context, string list) => PageRequest.Create(
        list, context.GetArgument<int?>("first"), context.GetArgument<string?>("after"), context.GetArgument<int?>("last"), context.GetArgument<string?>("before"));

    /// <summary>Adds the arguments of a connection. Without <c>first</c> and <c>last</c> a page has <see cref="PageRequest.DefaultSize"/> items.</summary>
    public static TField Paged<TField>(this TField field)
        where TField : global::GraphQL.Builders.FieldBuilder<object?, object>
    {
        field.Argument<IntGraphType>("first", "The first so many, 1 to 100; 20 when neither is given.");
        field.Argument<StringGraphType>("after", "Only what follows this cursor.");
        field.Argument<IntGraphType>("last", "The last so many, 1 to 100.");
        field.Argument<StringGraphType>("before", "Only what comes before this cursor.");
        return field;
    }

    private static List<FieldError> NotEnabled(ResolvedTenant tenant, IReadOnlyList<(string Field, string? Locale)> locales) =>
    [
        .. locales
            .Where(l => l.Locale is not null && TenantRules.IsLocale(l.Locale) && !tenant.Locales.ContainsKey(LocaleTag.Canonical(l.Locale)))
            .Select(l => new FieldError(l.Field, "enabled", $"{l.Field} must be a language of this tenant: {string.Join(", ", tenant.Locales.Keys.Order(StringComparer.Ordinal))}.")),
    ];

    private static bool Selects(IResolveFieldContext context, GraphQLSelectionSet? set, string wanted, int wrapped)
    {
        if (set is null)
            return false;
        foreach (var selection in set.Selections)
        {
            switch (selection)
            {
                case GraphQLField field when field.Name.Value == wanted:
                case GraphQLField wrapper when wrapped < 2 && Wrappers.Contains(wrapper.Name.StringValue) && Selects(context, wrapper.SelectionSet, wanted, wrapped + 1):
                case GraphQLInlineFragment inline when Selects(context, inline.SelectionSet, wanted, wrapped):
                case GraphQLFragmentSpread spread when context.Document.Find(spread) is { } fragment
                    && Selects(context, fragment.SelectionSet, wanted, wrapped):
                    return true;
            }
        }

        return false;
    }

    private static bool SelectsAnywhere(IResolveFieldContext context, GraphQLSelectionSet? set, string wanted) => set?.Selections.Any(selection => selection switch
    {
        GraphQLField field => field.Name.Value == wanted || SelectsAnywhere(context, field.SelectionSet, wanted),
        GraphQLInlineFragment inline => SelectsAnywhere(context, inline.SelectionSet, wanted),
        GraphQLFragmentSpread spread => SelectsAnywhere(context, context.Document.Find(spread)?.SelectionSet, wanted),
        _ => false,
    }) == true;
}
