using GraphQL.Types;
using RusToK.Api.GraphQL.Content.Types;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Core.Content;
using RusToK.Core.Content.Categories.Commands;
using RusToK.Core.Content.Forum;
using RusToK.Core.Content.Tags.Commands;

namespace RusToK.Api.GraphQL.Content.Inputs;

internal sealed class CategoryNameInput : InputObjectGraphType
{
    public CategoryNameInput()
    {
        Name = "CategoryNameInput";
        Field<StringGraphType>("locale").Description("BCP 47 tag; the tenant's default when absent.");
        Field<NonNullGraphType<StringGraphType>>("name").Description("1 to 255 characters.");
        Field<StringGraphType>("slug").Description("Unique per locale; made of the name when absent.");
        Field<StringGraphType>("description").Description("At most 1000 characters.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new NameText
    {
        Locale = value.Find<string>("locale"),
        Name = value.Get<string>("name"),
        Slug = value.Find<string>("slug"),
        Description = value.Find<string>("description"),
    };
}

internal sealed class TagNameInput : InputObjectGraphType
{
    public TagNameInput()
    {
        Name = "TagNameInput";
        Field<StringGraphType>("locale").Description("BCP 47 tag; the tenant's default when absent.");
        Field<NonNullGraphType<StringGraphType>>("name").Description("1 to 255 characters.");
        Field<StringGraphType>("slug").Description("Unique per locale; made of the name when absent.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new NameText
    {
        Locale = value.Find<string>("locale"),
        Name = value.Get<string>("name"),
        Slug = value.Find<string>("slug"),
    };
}

internal sealed class CreateCategoryInput : InputObjectGraphType
{
    public CreateCategoryInput()
    {
        Name = "CreateCategoryInput";
        Field<UuidType>("id").Description("The caller's id for it; a new UUIDv7 when absent.");
        Field<UuidType>("parentId");
        Field<NonNullGraphType<IntGraphType>>("position").DefaultValue(0);
        Field<ModerationType>("forumModeration").Description("Makes it one of the forum's, whose replies are let through in this way.");
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<CategoryNameInput>>>>("translations").Description("At least one, one a locale.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new CreateCategory
    {
        Id = value.Find<Guid?>("id"),
        ParentId = value.Find<Guid?>("parentId"),
        Position = value.Get<int>("position"),
        ForumModeration = value.Find<Moderation?>("forumModeration"),
        Translations = value.List<NameText>("translations"),
    };
}

internal sealed class UpdateCategoryInput : ChangeInput
{
    public UpdateCategoryInput()
        : base("UpdateCategoryInput")
    {
        Description = "Absent fields stay as they are.";
        Field<UuidType>("parentId").Description("Moves the category with all that is below it; null makes it a root.");
        Field<IntGraphType>("position");
        Field<ModerationType>("forumModeration").Description("How replies to its topics are let through; null takes it out of the forum.");
        Field<ListGraphType<NonNullGraphType<CategoryNameInput>>>("translations").Description("Names to add or replace; without a slug the old one stays.");
        Field<ListGraphType<NonNullGraphType<StringGraphType>>>("removedLocales").Description("Languages to remove; one name stays at least.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new UpdateCategory(id, expectedVersion)
        {
            ParentId = value.Change<Guid?>("parentId"),
            Position = value.ContainsKey("position") ? value.Find<int>("position") : default(Change<int>),
            ForumModeration = value.Change<Moderation?>("forumModeration"),
            Translations = value.List<NameText>("translations"),
            RemovedLocales = value.List<string>("removedLocales"),
        };
    }
}

internal sealed class DeleteCategoryInput() : ChangeInput("DeleteCategoryInput")
{
    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new DeleteCategory(id, expectedVersion);
    }
}

internal sealed class CreateTagInput : InputObjectGraphType
{
    public CreateTagInput()
    {
        Name = "CreateTagInput";
        Field<UuidType>("id").Description("The caller's id for it; a new UUIDv7 when absent.");
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TagNameInput>>>>("translations").Description("At least one, one a locale.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new CreateTag
    {
        Id = value.Find<Guid?>("id"),
        Translations = value.List<NameText>("translations"),
    };
}
