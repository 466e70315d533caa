using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;
using RusToK.Core.Commands;
using RusToK.Core.Content.Events;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;
using RusToK.Core.Telemetry;

namespace RusToK.Core.Content.Tags.Commands;

/// <summary>Makes a tag with its names.</summary>
[CommandName("content.create_tag")]
public sealed record CreateTag : ICommand<TagResult>
{
    /// <summary>The caller's id for it; a new UUIDv7 when absent.</summary>
    public Guid? Id { get; init; }

    /// <summary>At least one, one a locale.</summary>
    public required IReadOnlyList<NameText> Translations { get; init; }

    /// <summary>What it is called where it comes from; remembered with it, and refused when known.</summary>
    public ExternalReference? External { get; init; }
}

internal sealed class CreateTagHandler(TenantStatements statements, WriteBatchFactory batches, TimeProvider clock) : ICommandHandler<CreateTag, TagResult>
{
    private const int MaxAttempts = 3;

    public async Task<TagResult> HandleAsync(CreateTag command, CommandContext context, CancellationToken cancellationToken)
    {
        var id = command.Id ?? Guid.CreateVersion7();
        Activity.Current?.SetTag(Attributes.AggregateType, ContentSchema.TagAggregate).SetTag(Attributes.AggregateId, id);
        var texts = command.Translations.InLocale(context.DefaultLocale);
        var violations = new Violations();
        if (texts.Count == 0)
            violations.Add("translations", "count", $"translations must hold 1 to {NameRules.MaxTranslations} languages.");
        NameTexts.Check(violations, "translations", texts, describes: false);
        command.External?.Check(violations, "external");
        violations.ThrowIfAny();
        texts = texts.Canonical();

        for (var attempt = 1; ; attempt++)
        {
            var (idIsTaken, externalIsKnown, takenSlugs) = await AskAsync(context.TenantId, id, command.External, texts.Candidates(), cancellationToken);
            if (idIsTaken)
                throw new ConflictException($"A tag with id {id} exists.", "id", "unique");
            if (externalIsKnown)
                throw new ConflictException($"{command.External!.Source} {command.External.Kind} {command.External.Id} has been imported.", "external", "unique");
            var names = texts.Settle("translations", "tag", id, [], takenSlugs, crowded: attempt == MaxAttempts);
            var tag = new Tag { TenantId = context.TenantId, Id = id, CreatedAt = clock.GetStorableNow(), Version = 1 };
            List<TagTranslation> rows =
            [
                .. names.Select(n => new TagTranslation { TenantId = tag.TenantId, TagId = id, Locale = n.Locale, Name = n.Name, Slug = n.Slug }),
            ];
            var batch = batches.Begin(context).Insert(tag);
            foreach (var row in rows)
                batch.Insert(row);
            if (command.External is { } external)
                batch.Insert(external.For(context.TenantId, id));
            batch.Append(new TagCreated(tag.CreatedAt, names), ContentSchema.TagAggregate, id, tag.Version);
            try
            {
                await batch.CommitAsync(cancellationToken);
                return new TagResult(tag, rows);
            }
            catch (DomainException) when (attempt < MaxAttempts)
            {
                // Someone else was first: ask again, to take the next slug or to say what is wrong.
            }
        }
    }

    private async Task<(bool IdIsTaken, bool ExternalIsKnown, IReadOnlySet<(string Locale, string Slug)> TakenSlugs)> AskAsync(
        Guid tenantId, Guid id, ExternalReference? external, IReadOnlyList<(string Locale, string Slug)> slugs, CancellationToken cancellationToken)
    {
        return await statements.ReadAsync(tenantId, async (batch, cancellationToken) =>
        {
            batch
                .Add("""
                    SELECT EXISTS (SELECT FROM content.tags WHERE tenant_id = $1 AND id = $2),
                           EXISTS (SELECT FROM content.external_ids WHERE tenant_id = $1 AND source = $3 AND kind = $4 AND external_id = $5)
                    """, Id(tenantId), Id(id), Text(external?.Source), Text(external?.Kind), Text(external?.Id))
                .Add("""
                    SELECT t.locale, t.slug
                      FROM unnest($2::text[], $3::text[]) AS wanted(locale, slug)
                      JOIN content.tag_translations t ON t.tenant_id = $1 AND t.locale = wanted.locale AND t.slug = wanted.slug
                    """,
                    Id(tenantId),
                    new NpgsqlParameter<string[]> { TypedValue = [.. slugs.Select(s => s.Locale)] },
                    new NpgsqlParameter<string[]> { TypedValue = [.. slugs.Select(s => s.Slug)] });
            await using var reader = await batch.ExecuteTenantReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            var (idIsTaken, known) = (reader.GetBoolean(0), reader.GetBoolean(1));
            await batch.NextResultAsync(reader, cancellationToken);
            var taken = new HashSet<(string, string)>();
            while (await reader.ReadAsync(cancellationToken))
                taken.Add((reader.GetString(0), reader.GetString(1)));
            return (idIsTaken, known, taken);
        }, cancellationToken);
    }

    private static NpgsqlParameter<Guid> Id(Guid id) => new() { TypedValue = id };

    private static NpgsqlParameter Text(string? text) => new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}
