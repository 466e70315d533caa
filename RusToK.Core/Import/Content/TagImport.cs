using RusToK.Core.Content;
using RusToK.Core.Content.External;
using RusToK.Core.Content.Tags;
using RusToK.Core.Content.Tags.Commands;
using RusToK.Core.Errors;

namespace RusToK.Core.Import.Content;

/// <summary>Makes the tags of a file. One of the same slug that is here already is taken for the file's.</summary>
internal sealed class TagImport(ContentSnapshots snapshots, ExternalIds externalIds)
{
    private const int MaxAttempts = 5;

    /// <inheritdoc cref="NodeImport.ApplyAsync"/>
    /// <param name="tag">What the file says.</param>
    public async Task<Applied> ApplyAsync(ImportRun run, ImportedTag tag, KnownThing? known, CancellationToken cancellationToken)
    {
        var wanted = Of(tag.Name, tag.Slug);
        if (known is not null)
            return NodeImport.IsUnchanged(run, wanted, known)
                ? new Applied(ImportOutcome.Unchanged, known.Id)
                : await CompareAsync(run, tag, known, wanted, cancellationToken);
        if (run.Mode.DryRun)
            return await snapshots.FindTagAsync(run.Tenant.Id, tag.Locale, tag.Slug, cancellationToken) is { } found
                ? Adopted(found)
                : new Applied(ImportOutcome.Imported, null);

        using var activity = run.Begin("tag", $"tag {tag.Reference.Id}");
        try
        {
            return await CreateAsync(run, tag, wanted, cancellationToken) with { TraceId = activity?.TraceId.ToHexString() };
        }
        catch (DomainException refusal)
        {
            return Applied.Skip($"tag-{refusal.Rule ?? "refused"}", refusal.Message) with { TraceId = activity?.TraceId.ToHexString() };
        }
    }

    private static Fingerprint Of(string name, string slug) => new Fingerprint().Add("name", name).Add("slug", slug);

    private async Task<Applied> CreateAsync(ImportRun run, ImportedTag tag, Fingerprint wanted, CancellationToken cancellationToken)
    {
        var reference = tag.Reference with { Fingerprint = wanted.ToString() };
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var text = new NameText { Locale = tag.Locale, Name = tag.Name, Slug = tag.Slug };
                var created = await run.SendAsync<CreateTag, TagResult>(
                    new CreateTag { Translations = [text], External = reference }, cancellationToken);
                return new Applied(ImportOutcome.Imported, created.Tag.Id);
            }
            catch (ConflictException conflict) when (conflict is { Rule: "unique", Field: "external" })
            {
                // Another import of the same file was first.
                var key = new ExternalKey(reference.Kind, reference.Id);
                var found = await externalIds.FindAsync(run.Tenant.Id, reference.Source, [key], cancellationToken);
                if (!found.TryGetValue(key, out var known))
                    throw;
                return await CompareAsync(run, tag, known, wanted, cancellationToken);
            }
            catch (ConflictException conflict) when (NodeImport.IsSlug(conflict) && attempt < MaxAttempts)
            {
                if (await snapshots.FindTagAsync(run.Tenant.Id, tag.Locale, tag.Slug, cancellationToken) is not { } found)
                    continue;
                await externalIds.RememberAsync(run.Tenant.Id, reference, found, cancellationToken);
                return Adopted(found);
            }
        }
    }

    private async Task<Applied> CompareAsync(
        ImportRun run, ImportedTag tag, KnownThing known, Fingerprint wanted, CancellationToken cancellationToken)
    {
        if (wanted.IsWithin(Fingerprint.Parse(known.Fingerprint)) && !run.Mode.Overwrite)
            return new Applied(ImportOutcome.Unchanged, known.Id);
        var name = await snapshots.TagNameAsync(run.Tenant.Id, known.Id, tag.Locale, cancellationToken);
        if (name is null || !wanted.IsWithin(Of(name.Name, name.Slug)))
            return Applied.Skip("tag-renamed", "It has another name or slug in the file than here; a tag cannot be renamed.", known.Id);
        if (!run.Mode.DryRun && wanted.ToString() != known.Fingerprint)
            await externalIds.RememberAsync(run.Tenant.Id, tag.Reference with { Fingerprint = wanted.ToString() }, known.Id, cancellationToken);
        return new Applied(ImportOutcome.Unchanged, known.Id);
    }

    private static Applied Adopted(Guid id) => new(
        ImportOutcome.Unchanged, id, null, new ImportReason("same-slug", "A tag of the same slug was here; it is used as it is."));
}
