using RusToK.Core.Commands;
using RusToK.Core.Content.Categories.Storage;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Commands;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Content.Forum.Commands;

/// <summary>Opens a topic in a category of the forum.</summary>
[CommandName("content.create_topic")]
public sealed record CreateTopic : ICommand<NodeResult>
{
    /// <summary>One that has a <see cref="Moderation"/>.</summary>
    public required Guid CategoryId { get; init; }

    /// <summary>1 to 255 characters.</summary>
    public required string Title { get; init; }

    /// <summary>1 to 50,000 characters.</summary>
    public required string Body { get; init; }

    /// <summary>Markdown or plain.</summary>
    public BodyFormat BodyFormat { get; init; } = BodyFormat.Markdown;

    /// <summary>BCP 47 tag; null for the tenant's default.</summary>
    public string? Locale { get; init; }
}

internal sealed class CreateTopicHandler(CategoryReader categories, ICommandHandler<CreateNode, NodeResult> nodes) : ICommandHandler<CreateTopic, NodeResult>
{
    public async Task<NodeResult> HandleAsync(CreateTopic command, CommandContext context, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        violations.RequireName("title", command.Title, NodeRules.MaxTitle);
        ForumRules.CheckText(violations, "body", command.Body, command.BodyFormat);
        violations.RequireLocale("locale", command.Locale ?? context.DefaultLocale);
        var category = (await categories.AskAsync(context.TenantId, new CategoryQuestions { Id = command.CategoryId }, cancellationToken)).Category;
        if (category is null)
            violations.Add("categoryId", "exists", $"categoryId names no category: {command.CategoryId}.");
        else if (category.ForumModeration is null)
            violations.Add("categoryId", "forum", "categoryId must name a category of the forum.");
        violations.ThrowIfAny();

        return await nodes.HandleAsync(
            new CreateNode
            {
                Kind = NodeKind.ForumTopic,
                CategoryId = command.CategoryId,
                Status = NodeStatus.Published,
                Translations = [new NodeText { Locale = command.Locale, Title = command.Title, Body = command.Body, BodyFormat = command.BodyFormat }],
            },
            context, cancellationToken);
    }
}
