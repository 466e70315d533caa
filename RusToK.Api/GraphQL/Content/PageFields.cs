using GraphQL;
using GraphQL.Types;
using RusToK.Api.GraphQL.Content.Inputs;
using RusToK.Api.GraphQL.Content.Types;
using RusToK.Api.GraphQL.Server.Access;
using RusToK.Api.GraphQL.Server.Execution;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Pages.Commands;
using RusToK.Core.Identity.Access;
using RusToK.Core.Tenancy;

namespace RusToK.Api.GraphQL.Content;

/// <summary>Mutations of pages, beside those of all nodes.</summary>
internal static class PageFields
{
    public static void AddTo(ObjectGraphType mutation) => mutation.Field<NonNullGraphType<PageBlocksPayloadType>>("setPageBlocks")
        .Description("Replaces a page's blocks in one language.")
        .Argument<NonNullGraphType<SetPageBlocksInput>>(CommandFields.InputArgument)
        .RequirePermission(Permissions.NodeUpdate)
        .WithResolverSpan()
        .ResolveAsync(async c =>
        {
            var command = c.GetArgument<SetPageBlocks>(CommandFields.InputArgument);
            await c.RequireEnabledAsync(("locale", command.Locale));
            var result = await c.SendAsync<SetPageBlocks, NodeResult>(command);
            var locale = LocaleTag.Canonical(command.Locale ?? c.CurrentTenant().Tenant.DefaultLocale);
            var locales = new LocaleChain(c.CurrentTenant().Tenant.LocaleChain(locale));
            return new PageBlocks(result.Node.Id, result.Node.Version, locale, command.Blocks?.Select(b => b.Shown(locales)).ToList());
        });
}
