using GraphQL.Types;
using RusToK.Api.GraphQL.Schema;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Api.GraphQL.Server.Plain;
using RusToK.Core.Content.Queries;

namespace RusToK.Api.GraphQL.Content.Types;

internal sealed class CategoryType : ObjectGraphType<Localized<CategoryDocument>>
{
    public CategoryType()
    {
        Name = "Category";
        Field<NonNullGraphType<UuidType>>("id").Reads(x => x.Value.Id);
        Field<UuidType>("parentId").Reads(x => x.Value.ParentId);
        Field<CategoryType>("parent").Resolve(c => c.Source.Value.ParentId is { } id ? c.LoadCategory(id, c.Source.Locales) : null);
        Field<NonNullGraphType<IntGraphType>>("position").Reads(x => x.Value.Position);
        Field<NonNullGraphType<LongGraphType>>("version").Reads(x => x.Value.Version);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("createdAt").Reads(x => x.Value.CreatedAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("updatedAt").Reads(x => x.Value.UpdatedAt);
        Field<NonNullGraphType<StringGraphType>>("locale").Description("The language served, which may be one that stands in.").Reads(x => x.Value.Locale);
        Field<NonNullGraphType<StringGraphType>>("name").Reads(x => x.Value.Name);
        Field<NonNullGraphType<StringGraphType>>("slug").Reads(x => x.Value.Slug);
        Field<ModerationType>("forumModeration").Description("How replies are let through; null unless it is one of the forum's.").Reads(x => x.Value.ForumModeration);
        Field<StringGraphType>("description").Reads(x => x.Value.Description);
    }
}

internal sealed class CategoryEdgeType() : EdgeType<Localized<CategoryDocument>, CategoryType>("Category");

internal sealed class CategoryConnectionType() : ConnectionType<Localized<CategoryDocument>, CategoryType, CategoryEdgeType>("Category");

internal sealed class TagType : ObjectGraphType<Localized<TagDocument>>
{
    public TagType()
    {
        Name = "Tag";
        Field<NonNullGraphType<UuidType>>("id").Reads(x => x.Value.Id);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("createdAt").Reads(x => x.Value.CreatedAt);
        Field<NonNullGraphType<StringGraphType>>("locale").Description("The language served, which may be one that stands in.").Reads(x => x.Value.Locale);
        Field<NonNullGraphType<StringGraphType>>("name").Reads(x => x.Value.Name);
        Field<NonNullGraphType<StringGraphType>>("slug").Reads(x => x.Value.Slug);
    }
}

internal sealed class TagEdgeType() : EdgeType<Localized<TagDocument>, TagType>("Tag");

internal sealed class TagConnectionType() : ConnectionType<Localized<TagDocument>, TagType, TagEdgeType>("Tag");
