using RusToK.Core.Commands;
using RusToK.Core.Content.Events;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Storage;
using RusToK.Core.Content.Pages.Blocks;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;
using RusToK.Core.Tenancy;

namespace RusToK.Core.Content.Pages.Commands;

/// <summary>Replaces a page's blocks in one language.</summary>
/// <param name="Id">The page.</param>
/// <param name="Blocks">In order; empty for none, null to show those of the languages that stand in.</param>
/// <param name="Locale">BCP 47 tag of a language the page has words in; null for the tenant's default.</param>
/// <param name="ExpectedVersion">The version the caller decided on.</param>
[CommandName("content.set_page_blocks")]
public sealed record SetPageBlocks(Guid Id, IReadOnlyList<PageBlock>? Blocks, string? Locale = null, long? ExpectedVersion = null) : ICommand<NodeResult>;

internal sealed class SetPageBlocksHandler(NodeChanges changes) : ICommandHandler<SetPageBlocks, NodeResult>
{
    public Task<NodeResult> HandleAsync(SetPageBlocks command, CommandContext context, CancellationToken cancellationToken)
    {
        var locale = command.Locale ?? context.DefaultLocale;
        var violations = new Violations();
        violations.RequireLocale("locale", locale);
        Check(violations, command.Blocks ?? []);
        violations.ThrowIfAny();
        locale = LocaleTag.Canonical(locale);
        return changes.ApplyAsync(
            new NodeQuestions { NodeId = command.Id, TextIn = locale }, command.ExpectedVersion, context,
            (change, answers, _) => Decide(command, locale, change, answers), cancellationToken);
    }

    private static void Decide(SetPageBlocks command, string locale, NodeChange change, NodeAnswers answers)
    {
        if (change.Node.Kind != NodeKind.Page)
            throw new InvalidInputException("id", "kind", $"id must name a page; it names a {EnumText<NodeKind>.Of(change.Node.Kind)}.");
        var text = answers.Text ?? throw new NotFoundException($"The page has no translation in {locale}.", "locale");
        text = text with { Blocks = command.Blocks, UpdatedAt = change.Now };
        change.TellOfText(new NodeTranslationUpdated(locale, NodeTextState.Of(text)));
        change.Write(batch => batch.Upsert(text));
    }

    private static void Check(Violations violations, IReadOnlyList<PageBlock> blocks)
    {
        if (blocks.Count > BlockRules.MaxBlocks)
        {
            violations.Add("blocks", "count", $"blocks must hold at most {BlockRules.MaxBlocks}; it holds {blocks.Count}.");
            return;
        }

        for (var i = 0; i < blocks.Count; i++)
            blocks[i].Check(violations, $"blocks[{i}].");
        if (!violations.Any && ContentJson.Write(blocks).Length is > BlockRules.MaxJson and var length)
            violations.Add("blocks", "max-length", $"blocks must have at most {BlockRules.MaxJson} characters as JSON; they have {length}.");
    }
}
