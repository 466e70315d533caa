using RusToK.Core.Commands;
using RusToK.Core.Content.Events;
using RusToK.Core.Content.Nodes.Storage;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;
using RusToK.Core.Tenancy;

namespace RusToK.Core.Content.Nodes.Commands;

/// <summary>Sets a node's words in one language, replacing what was there. Without a slug the old one stays.</summary>
[CommandName("content.translate_node")]
public sealed record TranslateNode(Guid Id, NodeText Text, long? ExpectedVersion = null) : ICommand<NodeResult>;

internal sealed class TranslateNodeHandler(NodeChanges changes) : ICommandHandler<TranslateNode, NodeResult>
{
    public Task<NodeResult> HandleAsync(TranslateNode command, CommandContext context, CancellationToken cancellationToken)
    {
        var text = command.Text with { Locale = command.Text.Locale ?? context.DefaultLocale };
        var violations = new Violations();
        NodeRules.CheckText(violations, "translation.", text);
        violations.ThrowIfAny();
        text = text with { Locale = LocaleTag.Canonical(text.Locale) };

        var questions = new NodeQuestions
        {
            NodeId = command.Id,
            TextIn = text.Locale,
            Slugs = [.. SlugChoice.Candidates(text.Slug, text.Title).Select(s => (text.Locale, s))],
        };
        return changes.ApplyAsync(questions, command.ExpectedVersion, context, (change, answers, _) => Decide(text, change, answers), cancellationToken);
    }

    private static void Decide(NodeText text, NodeChange change, NodeAnswers answers)
    {
        var node = change.Node;
        var locale = text.Locale!;
        var known = change.Before.Slugs.TryGetValue(locale, out var oldSlug);
        if (!known && change.Before.Slugs.Count >= NameRules.MaxTranslations)
            throw new ConflictException($"The node has {NameRules.MaxTranslations} translations, which is the most.", "translation.locale", "count");
        var slug = text.Slug is null && known
            ? oldSlug!
            : SlugChoice.Choose(text.Slug, text.Title, node.Id, s => answers.TakenSlugs.Contains((locale, s)), answers.IsLastAttempt)
                ?? throw NodeReferences.SlugTaken("translation.slug", text.Slug!, locale, node.Kind);
        var translation = new NodeTranslation
        {
            TenantId = node.TenantId,
            NodeId = node.Id,
            Locale = locale,
            Kind = node.Kind,
            Title = text.Title.Trim(),
            Slug = slug,
            Excerpt = text.Excerpt,
            BodyFormat = text.BodyFormat,
            Body = text.Body ?? "",
            Blocks = answers.Text?.Blocks,
            UpdatedAt = change.Now,
        };
        change.TellOfText(new NodeTranslationUpdated(locale, NodeTextState.Of(translation)));
        change.Write(batch => batch.Upsert(translation));
    }
}
