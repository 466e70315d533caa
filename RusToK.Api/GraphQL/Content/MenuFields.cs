using GraphQL;
using GraphQL.Types;
using RusToK.Api.GraphQL.Content.Inputs;
using RusToK.Api.GraphQL.Content.Types;
using RusToK.Api.GraphQL.Server.Access;
using RusToK.Api.GraphQL.Server.Execution;
using RusToK.Api.GraphQL.Server.Limits;
using RusToK.Core.Content.Menus;
using RusToK.Core.Content.Menus.Commands;
using RusToK.Core.Content.Queries;
using RusToK.Core.Identity.Access;

namespace RusToK.Api.GraphQL.Content;

/// <summary>Menus: read by everybody, set as a whole.</summary>
internal static class MenuFields
{
    private const string UnseenArgument = "withUnseen";

    public static void AddQueries(ObjectGraphType query)
    {
        query.Field<MenuType>("menu")
            .Description("One menu, by its handle.")
            .Argument<NonNullGraphType<StringGraphType>>("handle")
            .Argument<NonNullGraphType<BooleanGraphType>>(UnseenArgument, a =>
            {
                a.Description = "For who edits it: also entries whose target is not published or gone.";
                a.DefaultValue = false;
            })
            .Argument<StringGraphType>(ContentContext.LocaleArgument, ContentQueryFields.LocaleDescription)
            .RequirePermission(Permissions.MenuUpdate, when: static c => c.GetArgument<bool>(UnseenArgument))
            .WithResolverSpan()
            .ResolveAsync(async c =>
            {
                var menu = await c.Service<MenuQueries>().FindAsync(c.TenantId(), c.GetArgument<string>("handle"), c.CancellationToken);
                return menu is null ? null : (await MenuTargets.LoadAsync(c, [menu], c.GetArgument<bool>(UnseenArgument))).Show(menu);
            });

        query.Field<NonNullGraphType<ListGraphType<NonNullGraphType<MenuType>>>>("menus").WithAssumedListSize(5)
            .Description("All menus by handle, with entries whose target is not published or gone; for who edits them.")
            .Argument<StringGraphType>(ContentContext.LocaleArgument, ContentQueryFields.LocaleDescription)
            .RequirePermission(Permissions.MenuUpdate)
            .WithResolverSpan()
            .ResolveAsync(async c =>
            {
                var menus = await c.Service<MenuQueries>().ListAsync(c.TenantId(), c.CancellationToken);
                var targets = await MenuTargets.LoadAsync(c, menus, withUnseen: true);
                return menus.Select(targets.Show).ToList();
            });
    }

    public static void AddTo(ObjectGraphType mutation)
    {
        mutation.Command<MenuPayloadType, SetMenuInput, SetMenu, Menu>(
            "setMenu", Permissions.MenuUpdate, "Sets a menu as a whole; makes it when there is none of that handle.", static menu => menu,
            static c => Locales("items", c.Items));
        mutation.Command<DeletionPayloadType, DeleteMenuInput, DeleteMenu, Menu>(
            "deleteMenu", Permissions.MenuUpdate, "Deletes a menu.", static menu => new Deletion(menu.Id, menu.Version));
    }

    private static IEnumerable<(string Field, string? Locale)> Locales(string path, IReadOnlyList<MenuItem> items) =>
        items.SelectMany((item, i) => item.Labels.Select((label, l) => ($"{path}[{i}].labels[{l}].locale", (string?)label.Locale))
            .Concat(Locales($"{path}[{i}].children", item.Children)));
}
