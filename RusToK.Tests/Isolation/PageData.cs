using RusToK.Core.Commands;
using RusToK.Core.Content.Forum;
using RusToK.Core.Content.Forum.Commands;
using RusToK.Core.Content.Menus;
using RusToK.Core.Content.Menus.Commands;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Pages.Blocks;
using RusToK.Core.Content.Pages.Commands;
using RusToK.Core.Content.Scheduling.Commands;
using RusToK.Tests.Content;
using RusToK.Tests.Fixtures;
using RusToK.Tests.Forum;

namespace RusToK.Tests.Isolation;

/// <summary>Rows of a tenant in the tables of pages, plans, menus and the forum, each with the tenant's mark where there is room for one.</summary>
internal sealed record PageData(Guid Page, Guid Forum, Guid Topic, Guid Reply)
{
    public const string KnownMenu = "header";

    public IEnumerable<Guid> Ids => [Page, Forum, Topic, Reply];

    /// <summary>Ids of nothing.</summary>
    public static PageData Nothing() => new(Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());

    public static async Task<PageData> FillAsync(ModuleHost host, CommandContext tenant, string mark)
    {
        var page = await host.NewNodeAsync(tenant, Posts.New($"Page {mark}") with { Kind = NodeKind.Page });
        await host.SendAsync(tenant, new SetPageBlocks(page, [new HeroBlock { Heading = mark }]));
        await host.SendAsync(tenant, new SchedulePublication(page) { PublishAt = DateTimeOffset.UtcNow.AddYears(1) });
        await host.SendAsync<SetMenu, Menu>(tenant, new SetMenu(KnownMenu, [new MenuItem { Labels = [new MenuLabel("en", mark)] }]));
        var forum = await host.NewForumAsync(tenant, Moderation.Pre, $"Forum {mark}");
        var topic = await host.NewTopicAsync(tenant.By(Guid.CreateVersion7()), forum, $"Topic {mark}");
        var reply = await host.NewReplyAsync(tenant.By(Guid.CreateVersion7()), topic, mark);
        var hidden = await host.NewReplyAsync(tenant.By(Guid.CreateVersion7()), topic, mark, isModerator: true);
        await host.SendAsync(tenant, new ModerateReply(hidden, ReplyState.Hidden, mark));
        return new PageData(page, forum, topic, reply);
    }
}
