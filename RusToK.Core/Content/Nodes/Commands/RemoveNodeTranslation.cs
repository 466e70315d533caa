using Npgsql;
using RusToK.Core.Commands;
using RusToK.Core.Content.Events;
using RusToK.Core.Content.Nodes.Storage;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;
using RusToK.Core.Tenancy;

namespace RusToK.Core.Content.Nodes.Commands;

/// <summary>Removes a node's words in one language; the last language stays.</summary>
[CommandName("content.remove_node_translation")]
public sealed record RemoveNodeTranslation(Guid Id, string Locale, long? ExpectedVersion = null) : ICommand<NodeResult>;

internal sealed class RemoveNodeTranslationHandler(NodeChanges changes) : ICommandHandler<RemoveNodeTranslation, NodeResult>
{
    public Task<NodeResult> HandleAsync(RemoveNodeTranslation command, CommandContext context, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        violations.RequireLocale("locale", command.Locale);
        violations.ThrowIfAny();
        var locale = LocaleTag.Canonical(command.Locale);
        return changes.ApplyAsync(
            new NodeQuestions { NodeId = command.Id }, command.ExpectedVersion, context, (change, _, _) => Decide(locale, change), cancellationToken);
    }

    private static void Decide(string locale, NodeChange change)
    {
        if (!change.Before.Slugs.ContainsKey(locale))
            throw new NotFoundException($"The node has no translation in {locale}.", "locale");
        if (change.Before.Slugs.Count == 1)
            throw new ConflictException($"{locale} is the node's only translation and cannot be removed.", "locale", "last-translation");
        change.TellOfText(new NodeTranslationUpdated(locale, null));
        change.Write(batch => batch.Execute(
            "DELETE FROM content.node_translations WHERE tenant_id = $1 AND node_id = $2 AND locale = $3",
            new NpgsqlParameter<Guid> { TypedValue = change.Node.TenantId },
            new NpgsqlParameter<Guid> { TypedValue = change.Node.Id },
            new NpgsqlParameter<string> { TypedValue = locale }));
    }
}
