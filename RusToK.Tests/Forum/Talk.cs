using RusToK.Core.Commands;
using RusToK.Core.Content.Categories;
using RusToK.Core.Content.Categories.Commands;
using RusToK.Core.Content.Forum;
using RusToK.Core.Content.Forum.Commands;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Commands;
using RusToK.Tests.Content;
using RusToK.Tests.Fixtures;

namespace RusToK.Tests.Forum;

/// <summary>What people do in a forum, with what a test does not care about filled in.</summary>
internal static class Talk
{
    /// <summary>The same tenant, as a user of it.</summary>
    public static CommandContext By(this CommandContext tenant, Guid user) => tenant with { ActorId = user };

    /// <summary>Makes a category of the forum and returns its id.</summary>
    public static async Task<Guid> NewForumAsync(this ModuleHost host, CommandContext tenant, Moderation moderation = Moderation.Post, string name = "A forum") =>
        (await host.SendAsync<CreateCategory, CategoryResult>(
            tenant, new CreateCategory { ForumModeration = moderation, Translations = [Posts.Name(name)] })).Category.Id;

    /// <summary>Opens a topic and returns its id.</summary>
    public static async Task<Guid> NewTopicAsync(this ModuleHost host, CommandContext author, Guid forum, string title = "A topic") =>
        (await host.SendAsync(author, new CreateTopic { CategoryId = forum, Title = title, Body = "What do you think?" })).Node.Id;

    /// <summary>Writes a reply and returns its id.</summary>
    public static async Task<Guid> NewReplyAsync(this ModuleHost host, CommandContext author, Guid topic, string body = "I think so.", bool isModerator = false) =>
        (await host.SendAsync(author, new CreateReply { TopicId = topic, Body = body, IsModerator = isModerator })).Node.Id;

    public static async Task<ReplyState> ReplyStateAsync(this ModuleHost host, Guid reply)
    {
        var row = (await host.RowsAsync("SELECT status, rejection_reason FROM content.nodes WHERE id = $1", reply)).Single();
        return ReplyStates.Of(Enum.Parse<NodeStatus>(row.Text("status")!, ignoreCase: true), row.Text("rejection_reason"));
    }

    /// <summary>Topics and replies in every state, on the way to which they have been in others.</summary>
    public static async Task FillForumAsync(this ModuleHost host, CommandContext tenant)
    {
        var (forum, author) = (await host.NewForumAsync(tenant, Moderation.Pre), tenant.By(Guid.CreateVersion7()));
        var (open, closed, archived) = (await host.NewTopicAsync(author, forum), await host.NewTopicAsync(author, forum), await host.NewTopicAsync(author, forum));
        foreach (var topic in (Guid[])[open, closed, archived])
        {
            await host.NewReplyAsync(author, topic, "pending");
            foreach (var state in (ReplyState[])[ReplyState.Approved, ReplyState.Rejected])
                await host.SendAsync(tenant, new ModerateReply(
                    await host.NewReplyAsync(author, topic, state.ToString()), state, state == ReplyState.Rejected ? "Off topic" : null));
            var hidden = await host.NewReplyAsync(author, topic, "hidden", isModerator: true);
            await host.SendAsync(tenant, new ModerateReply(hidden, ReplyState.Hidden, "Rude"));
            await host.SendAsync(tenant, new DeleteNode(await host.NewReplyAsync(author, topic, "deleted", isModerator: true)));
        }

        await host.SendAsync(tenant, new SetTopicState(closed, TopicState.Closed));
        await host.SendAsync(tenant, new SetTopicState(archived, TopicState.Archived, "Old"));
    }
}
