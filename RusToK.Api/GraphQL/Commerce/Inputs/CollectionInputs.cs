using GraphQL.Types;
using RusToK.Api.GraphQL.Commerce.Types;
using RusToK.Api.GraphQL.Content.Inputs;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Core.Commerce.Catalog.Collections;
using RusToK.Core.Commerce.Catalog.Collections.Commands;
using RusToK.Core.Content;

namespace RusToK.Api.GraphQL.Commerce.Inputs;

internal sealed class CollectionTextInput : InputObjectGraphType
{
    public CollectionTextInput()
    {
        Name = "CollectionTextInput";
        Field<StringGraphType>("locale").Description("BCP 47 tag; the tenant's default when absent.");
        Field<NonNullGraphType<StringGraphType>>("title").Description("1 to 255 characters.");
        Field<StringGraphType>("handle").Description("Unique per locale; made of the title when absent.");
        Field<StringGraphType>("description").Description("At most 1000 characters.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new NameText
    {
        Locale = value.Find<string>("locale"),
        Name = value.Get<string>("title"),
        Slug = value.Find<string>("handle"),
        Description = value.Find<string>("description"),
    };
}

internal sealed class CollectionRuleInput : InputObjectGraphType
{
    public CollectionRuleInput()
    {
        Name = "CollectionRuleInput";
        Field<NonNullGraphType<RuleFieldType>>("field");
        Field<NonNullGraphType<RuleRelationType>>("relation");
        Field<NonNullGraphType<StringGraphType>>("value").Description("A text; of PRICE an amount, of STOCK a whole number.");
        Field<StringGraphType>("currency").Description("Of PRICE only: ISO 4217 code.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new CollectionRule(
        value.Get<RuleField>("field"), value.Get<RuleRelation>("relation"), value.Get<string>("value"), value.Find<string>("currency"));
}

internal sealed class CreateCollectionInput : InputObjectGraphType
{
    public CreateCollectionInput()
    {
        Name = "CreateCollectionInput";
        Field<UuidType>("id").Description("The caller's id for it; a new UUIDv7 when absent.");
        Field<NonNullGraphType<CollectionKindType>>("kind").DefaultValue(CollectionKind.Manual);
        Field<NonNullGraphType<BooleanGraphType>>("matchAll").Description("Whether all rules must hold.").DefaultValue(true);
        Field<ListGraphType<NonNullGraphType<CollectionRuleInput>>>("rules").Description("Of a rule-based collection: 1 to 60.");
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<CollectionTextInput>>>>("translations").Description("At least one, one a locale.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new CreateCollection
    {
        Id = value.Find<Guid?>("id"),
        Kind = value.Get<CollectionKind>("kind"),
        MatchAll = value.Get<bool>("matchAll"),
        Rules = value.List<CollectionRule>("rules"),
        Translations = value.List<NameText>("translations"),
    };
}

internal sealed class UpdateCollectionInput : ChangeInput
{
    public UpdateCollectionInput()
        : base("UpdateCollectionInput")
    {
        Description = "Absent fields stay as they are.";
        Field<BooleanGraphType>("matchAll");
        Field<ListGraphType<NonNullGraphType<CollectionRuleInput>>>("rules").Description("Replaces all of them.");
        Field<ListGraphType<NonNullGraphType<CollectionTextInput>>>("translations").Description("Titles to add or replace; without a handle the old one stays.");
        Field<ListGraphType<NonNullGraphType<StringGraphType>>>("removedLocales").Description("Languages to remove; one title stays at least.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new UpdateCollection(id, expectedVersion)
        {
            MatchAll = value.ValueChange<bool>("matchAll"),
            Rules = value.ListChange<CollectionRule>("rules"),
            Translations = value.List<NameText>("translations"),
            RemovedLocales = value.List<string>("removedLocales"),
        };
    }
}

internal sealed class DeleteCollectionInput() : ChangeInput("DeleteCollectionInput")
{
    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new DeleteCollection(id, expectedVersion);
    }
}

internal sealed class AddCollectionProductsInput : ChangeInput
{
    public AddCollectionProductsInput()
        : base("AddCollectionProductsInput")
    {
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<UuidType>>>>("productIds").Description("1 to 250, in the order they shall have.");
        Field<IntGraphType>("index").Description("How many of the other products come before them; at the end when absent.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new AddCollectionProducts(id, value.List<Guid>("productIds"), value.Find<int?>("index"), expectedVersion);
    }
}

internal sealed class RemoveCollectionProductsInput : ChangeInput
{
    public RemoveCollectionProductsInput()
        : base("RemoveCollectionProductsInput") =>
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<UuidType>>>>("productIds").Description("1 to 250.");

    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var (id, expectedVersion) = Target(value);
        return new RemoveCollectionProducts(id, value.List<Guid>("productIds"), expectedVersion);
    }
}
