using GraphQL.Types;
using RusToK.Api.GraphQL.Commerce.Types;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Api.GraphQL.Server.Limits;
using RusToK.Api.GraphQL.Server.Plain;
using RusToK.Core.Content.Menus;

namespace RusToK.Api.GraphQL.Content.Types;

internal sealed class MenuType : ObjectGraphType<MenuView>
{
    public MenuType()
    {
        Name = "Menu";
        Description = "A tree of links that a site shows at a place of its own.";
        Field<NonNullGraphType<UuidType>>("id").Reads(x => x.Menu.Id);
        Field<NonNullGraphType<StringGraphType>>("handle").Reads(x => x.Menu.Handle);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<MenuItemType>>>>("items").WithAssumedListSize(10).Reads(x => x.Items);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("createdAt").Reads(x => x.Menu.CreatedAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("updatedAt").Reads(x => x.Menu.UpdatedAt);
        Field<NonNullGraphType<LongGraphType>>("version").Description("Give it as expectedVersion to change only what you have seen.").Reads(x => x.Menu.Version);
    }
}

internal sealed class MenuItemType : ObjectGraphType<MenuItemView>
{
    public MenuItemType()
    {
        Name = "MenuItem";
        // The targets of all entries were found together with the menu: three statements, however many there are.
        Field<NonNullGraphType<StringGraphType>>("label").Description("In the language wanted, or one that stands in; the target's own name where it was given none.")
            .Reads(x => x.Label);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<MenuLabelType>>>>("labels").WithCost(0).Description("Every language it has.").Reads(x => x.Item.Labels);
        Field<MenuTargetKindType>("kind").Description("What it leads to; null for a heading.").Reads(x => x.Item.Target?.Kind);
        Field<UuidType>("targetId").Reads(x => x.Item.Target?.Id);
        Field<StringGraphType>("url").Reads(x => x.Item.Target?.Url);
        Field<NodeType>("node").WithCost(0).Reads(x => x.Node);
        Field<CategoryType>("category").WithCost(0).Reads(x => x.Category);
        Field<CollectionType>("collection").WithCost(0).Reads(x => x.Collection);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<MenuItemType>>>>("children").WithAssumedListSize(5).Reads(x => x.Children);
    }
}

internal sealed class MenuLabelType : ObjectGraphType<MenuLabel>
{
    public MenuLabelType()
    {
        Name = "MenuLabel";
        Field(l => l.Locale);
        Field(l => l.Text);
    }
}

/// <summary>A changed menu; the read model follows some milliseconds later.</summary>
internal sealed class MenuPayloadType : ObjectGraphType<Menu>
{
    public MenuPayloadType()
    {
        Name = "MenuPayload";
        Field<NonNullGraphType<UuidType>>("id").Reads(x => x.Id);
        Field<NonNullGraphType<StringGraphType>>("handle").Reads(x => x.Handle);
        Field<NonNullGraphType<LongGraphType>>("version").Reads(x => x.Version);
    }
}
