using GraphQL.Types;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Api.GraphQL.Server.Execution;
using RusToK.Api.GraphQL.Server.Plain;
using RusToK.Core.Content.Categories;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Queries;
using RusToK.Core.Content.Tags;

namespace RusToK.Api.GraphQL.Content.Types;

/// <summary>A changed node, read from the truth: the read model follows some milliseconds later.</summary>
internal sealed class NodePayloadType : ObjectGraphType<NodeResult>
{
    public NodePayloadType()
    {
        Name = "NodePayload";
        Field<NonNullGraphType<UuidType>>("id").Reads(x => x.Node.Id);
        Field<NonNullGraphType<LongGraphType>>("version").Reads(x => x.Node.Version);
        Field<NodeType>("node")
            .Description("The node as it is now; null when someone has deleted it meanwhile.")
            .Argument<StringGraphType>(ContentContext.LocaleArgument, "The language wanted; another stands in when the node has none of it.")
            .WithResolverSpan()
            .ResolveAsync(async c =>
            {
                var locales = c.Locales();
                var node = await c.Service<NodeQueries>().FindTruthAsync(c.TenantId(), c.Source.Node.Id, locales.Locales, c.Selects("body"), c.CancellationToken);
                return node.In(locales);
            });
    }
}

/// <summary>What was deleted.</summary>
internal sealed record Deletion(Guid Id, long Version);

internal sealed class DeletionPayloadType : ObjectGraphType<Deletion>
{
    public DeletionPayloadType()
    {
        Name = "DeletionPayload";
        Field<NonNullGraphType<UuidType>>("id").Reads(x => x.Id);
        Field<NonNullGraphType<LongGraphType>>("version").Description("The version of its last event.").Reads(x => x.Version);
    }
}

internal sealed class CategoryPayloadType : ObjectGraphType<CategoryResult>
{
    public CategoryPayloadType()
    {
        Name = "CategoryPayload";
        Field<NonNullGraphType<CategoryType>>("category")
            .Argument<StringGraphType>(ContentContext.LocaleArgument, "The language wanted; another stands in when the category has none of it.")
            .Resolve(c => Of(c.Source, c.Locales()));
    }

    private static Localized<CategoryDocument>? Of(CategoryResult result, LocaleChain locales)
    {
        var (category, name) = (result.Category, locales.Best(result.Translations, static t => t.Locale));
        return new CategoryDocument(
            category.Id, category.ParentId, category.Position, category.CreatedAt, category.UpdatedAt, category.Version,
            name.Locale, name.Name, name.Slug, name.Description, category.ForumModeration).In(locales);
    }
}

internal sealed class TagPayloadType : ObjectGraphType<TagResult>
{
    public TagPayloadType()
    {
        Name = "TagPayload";
        Field<NonNullGraphType<TagType>>("tag")
            .Argument<StringGraphType>(ContentContext.LocaleArgument, "The language wanted; another stands in when the tag has none of it.")
            .Resolve(c =>
            {
                var locales = c.Locales();
                var name = locales.Best(c.Source.Translations, static t => t.Locale);
                return new TagDocument(c.Source.Tag.Id, c.Source.Tag.CreatedAt, name.Locale, name.Name, name.Slug).In(locales);
            });
    }
}
