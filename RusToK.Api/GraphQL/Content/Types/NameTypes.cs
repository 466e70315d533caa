using GraphQL.Types;
using RusToK.Api.GraphQL.Schema;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Core.Content.Queries;

namespace RusToK.Api.GraphQL.Content.Types;

internal sealed class CategoryType : ObjectGraphType<Localized<CategoryDocument>>
{
    public CategoryType()
    {
        Name = "Category";
        Field<NonNullGraphType<UuidType>>("id").Resolve(c => c.Source.Value.Id);
        Field<UuidType>("parentId").Resolve(c => c.Source.Value.ParentId);
        Field<CategoryType>("parent").Resolve(c => c.Source.Value.ParentId is { } id ? c.LoadCategory(id, c.Source.Locales) : null);
        Field<NonNullGraphType<IntGraphType>>("position").Resolve(c => c.Source.Value.Position);
        Field<NonNullGraphType<LongGraphType>>("version").Resolve(c => c.Source.Value.Version);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("createdAt").Resolve(c => c.Source.Value.CreatedAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("updatedAt").Resolve(c => c.Source.Value.UpdatedAt);
        Field<NonNullGraphType<StringGraphType>>("locale").Description("The language served, which may be one that stands in.").Resolve(c => c.Source.Value.Locale);
        Field<NonNullGraphType<StringGraphType>>("name").Resolve(c => c.Source.Value.Name);
        Field<NonNullGraphType<StringGraphType>>("slug").Resolve(c => c.Source.Value.Slug);
        Field<ModerationType>("forumModeration").Description("How replies are let through; null unless it is one of the forum's.").Resolve(c => c.Source.Value.ForumModeration);
        Field<StringGraphType>("description").Resolve(c => c.Source.Value.Description);
    }
}

internal sealed class CategoryEdgeType() : EdgeType<Localized<CategoryDocument>, CategoryType>("Category");

internal sealed class CategoryConnectionType() : ConnectionType<Localized<CategoryDocument>, CategoryType, CategoryEdgeType>("Category");

internal sealed class TagType : ObjectGraphType<Localized<TagDocument>>
{
    public TagType()
    {
        Name = "Tag";
        Field<NonNullGraphType<UuidType>>("id").Resolve(c => c.Source.Value.Id);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("createdAt").Resolve(c => c.Source.Value.CreatedAt);
        Field<NonNullGraphType<StringGraphType>>("locale").Description("The language served, which may be one that stands in.").Resolve(c => c.Source.Value.Locale);
        Field<NonNullGraphType<StringGraphType>>("name").Resolve(c => c.Source.Value.Name);
        Field<NonNullGraphType<StringGraphType>>("slug").Resolve(c => c.Source.Value.Slug);
    }
}

internal sealed class TagEdgeType() : EdgeType<Localized<TagDocument>, TagType>("Tag");

internal sealed class TagConnectionType() : ConnectionType<Localized<TagDocument>, TagType, TagEdgeType>("Tag");
