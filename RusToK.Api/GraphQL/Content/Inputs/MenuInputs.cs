using GraphQL.Types;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Core.Content.Menus;
using RusToK.Core.Content.Menus.Commands;

namespace RusToK.Api.GraphQL.Content.Inputs;

internal sealed class SetMenuInput : InputObjectGraphType
{
    public SetMenuInput()
    {
        Name = "SetMenuInput";
        Field<NonNullGraphType<StringGraphType>>("handle").Description("1 to 63 lower-case letters, digits and hyphens.");
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<MenuItemInput>>>>("items").Description("All of them: at most 200, on three levels.");
        Field<LongGraphType>("expectedVersion").Description("Refuse when it has another version, 0 being none yet; absent: set it whatever there is.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) =>
        new SetMenu(value.Get<string>("handle"), value.List<MenuItem>("items"), value.Find<long?>("expectedVersion"));
}

internal sealed class DeleteMenuInput : InputObjectGraphType
{
    public DeleteMenuInput()
    {
        Name = "DeleteMenuInput";
        Field<NonNullGraphType<StringGraphType>>("handle");
        Field<LongGraphType>("expectedVersion").Description("Refuse when it has another version; absent: delete whatever there is.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new DeleteMenu(value.Get<string>("handle"), value.Find<long?>("expectedVersion"));
}

internal sealed class MenuItemInput : InputObjectGraphType
{
    public MenuItemInput()
    {
        Name = "MenuItemInput";
        Field<ListGraphType<NonNullGraphType<MenuLabelInput>>>("labels").Description("One a language; needed unless the target has a name of its own.");
        Field<MenuTargetInput>("target").Description("Where it leads; absent for a heading.");
        Field<ListGraphType<NonNullGraphType<MenuItemInput>>>("children");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new MenuItem
    {
        Labels = value.List<MenuLabel>("labels"),
        Target = value.Find<MenuTarget>("target"),
        Children = value.List<MenuItem>("children"),
    };
}

internal sealed class MenuLabelInput : InputObjectGraphType
{
    public MenuLabelInput()
    {
        Name = "MenuLabelInput";
        Field<NonNullGraphType<StringGraphType>>("locale").Description("BCP 47 tag.");
        Field<NonNullGraphType<StringGraphType>>("text").Description("1 to 255 characters.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new MenuLabel(value.Get<string>("locale"), value.Get<string>("text"));
}

internal sealed class MenuTargetInput : InputObjectGraphType
{
    public MenuTargetInput()
    {
        Name = "MenuTargetInput";
        Description = "Exactly one of the fields.";
        IsOneOf = true;
        Field<StringGraphType>("url").Description("http, https or relative to the site.");
        Field<UuidType>("nodeId");
        Field<UuidType>("categoryId");
        Field<UuidType>("collectionId").Description("Of products.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) =>
        value.Find<string>("url") is { } url ? new MenuTarget(MenuTargetKind.Url, Url: url)
        : value.Find<Guid?>("nodeId") is { } node ? new MenuTarget(MenuTargetKind.Node, node)
        : value.Find<Guid?>("categoryId") is { } category ? new MenuTarget(MenuTargetKind.Category, category)
        : new MenuTarget(MenuTargetKind.Collection, value.Get<Guid>("collectionId"));
}
