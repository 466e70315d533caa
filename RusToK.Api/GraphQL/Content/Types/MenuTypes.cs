using GraphQL.Types;
using RusToK.Api.GraphQL.Commerce.Types;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Api.GraphQL.Server.Limits;
using RusToK.Core.Content.Menus;

namespace RusToK.Api.GraphQL.Content.Types;

internal sealed class MenuType : ObjectGraphType<MenuView>
{
    public MenuType()
    {
        Name = "Menu";
        Description = "A tree of links that a site shows at a place of its own.";
        Field<NonNullGraphType<UuidType>>("id").Resolve(c => c.Source.Menu.Id);
        Field<NonNullGraphType<StringGraphType>>("handle").Resolve(c => c.Source.Menu.Handle);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<MenuItemType>>>>("items").WithAssumedListSize(10).Resolve(c => c.Source.Items);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("createdAt").Resolve(c => c.Source.Menu.CreatedAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("updatedAt").Resolve(c => c.Source.Menu.UpdatedAt);
        Field<NonNullGraphType<LongGraphType>>("version").Description("Give it as expectedVersion to change only what you have seen.").Resolve(c => c.Source.Menu.Version);
    }
}

internal sealed class MenuItemType : ObjectGraphType<MenuItemView>
{
    public MenuItemType()
    {
        Name = "MenuItem";
        // The targets of all entries were found together with the menu: three statements, however many there are.
        Field<NonNullGraphType<StringGraphType>>("label").Description("In the language wanted, or one that stands in; the target's own name where it was given none.")
            .Resolve(c => c.Source.Label);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<MenuLabelType>>>>("labels").WithCost(0).Description("Every language it has.").Resolve(c => c.Source.Item.Labels);
        Field<MenuTargetKindType>("kind").Description("What it leads to; null for a heading.").Resolve(c => c.Source.Item.Target?.Kind);
        Field<UuidType>("targetId").Resolve(c => c.Source.Item.Target?.Id);
        Field<StringGraphType>("url").Resolve(c => c.Source.Item.Target?.Url);
        Field<NodeType>("node").WithCost(0).Resolve(c => c.Source.Node);
        Field<CategoryType>("category").WithCost(0).Resolve(c => c.Source.Category);
        Field<CollectionType>("collection").WithCost(0).Resolve(c => c.Source.Collection);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<MenuItemType>>>>("children").WithAssumedListSize(5).Resolve(c => c.Source.Children);
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
        Field<NonNullGraphType<UuidType>>("id").Resolve(c => c.Source.Id);
        Field<NonNullGraphType<StringGraphType>>("handle").Resolve(c => c.Source.Handle);
        Field<NonNullGraphType<LongGraphType>>("version").Resolve(c => c.Source.Version);
    }
}
