using RusToK.Core.Content;
using RusToK.Core.Content.Categories;
using RusToK.Core.Content.Categories.Commands;
using RusToK.Core.Content.External;
using RusToK.Core.Errors;

namespace RusToK.Core.Import.Content;

/// <summary>Brings categories to what a file says. One of the same slug that is here already is taken for the file's.</summary>
internal sealed class CategoryImport(ContentSnapshots snapshots, ExternalIds externalIds)
{
    private const int MaxAttempts = 5;

    private const string Name = "name";
    private const string Slug = "slug";
    private const string Description = "description";
    private const string Place = "place";

    private static readonly string[] Parts = [Name, Slug, Description, Place];

    /// <inheritdoc cref="NodeImport.ApplyAsync"/>
    /// <param name="category">What the file says.</param>
    public async Task<Applied> ApplyAsync(ImportRun run, ImportedCategory category, KnownThing? known, CancellationToken cancellationToken)
    {
        if (known is { Exists: false })
            return Deleted(known.Id);
        if (known is not null && NodeImport.IsUnchanged(run, Of(category), known))
            return new Applied(ImportOutcome.Unchanged, known.Id);
        if (known is null && run.Mode.DryRun)
            return await snapshots.FindCategoryAsync(run.Tenant.Id, category.Locale, category.Slug, cancellationToken) is { } found
                ? Adopted(found)
                : new Applied(ImportOutcome.Imported, null);

        using var activity = run.Mode.DryRun ? null : run.Begin("category", $"category {category.Reference.Id}");
        try
        {
            var applied = known is null
                ? await CreateAsync(run, category, cancellationToken)
                : await UpdateAsync(run, category, known, cancellationToken);
            return applied with { TraceId = activity?.TraceId.ToHexString() };
        }
        catch (DomainException refusal)
        {
            return Applied.Skip($"category-{refusal.Rule ?? "refused"}", refusal.Message, known?.Id) with { TraceId = activity?.TraceId.ToHexString() };
        }
    }

    public static Fingerprint Of(ImportedCategory category) => Of(category.Name, category.Slug, category.Description, category.ParentId);

    private static Fingerprint Of(string name, string slug, string? description, Guid? parentId) => new Fingerprint()
        .Add(Name, name).Add(Slug, slug).Add(Description, description).Add(Place, parentId?.ToString());

    private async Task<Applied> CreateAsync(ImportRun run, ImportedCategory category, CancellationToken cancellationToken)
    {
        var notes = new List<ImportReason>();
        for (var attempt = 1; ; attempt++)
        {
            var reference = category.Reference with { Fingerprint = Of(category).ToString() };
            try
            {
                var created = await run.SendAsync<CreateCategory, CategoryResult>(
                    new CreateCategory { ParentId = category.ParentId, Translations = [Text(category)], External = reference }, cancellationToken);
                return new Applied(ImportOutcome.Imported, created.Category.Id, null, notes);
            }
            catch (ConflictException conflict) when (conflict is { Rule: "unique", Field: "external" })
            {
                // Another import of the same file was first.
                var key = new ExternalKey(reference.Kind, reference.Id);
                var found = await externalIds.FindAsync(run.Tenant.Id, reference.Source, [key], cancellationToken);
                if (!found.TryGetValue(key, out var known))
                    throw;
                return NodeImport.IsUnchanged(run, Of(category), known)
                    ? new Applied(ImportOutcome.Unchanged, known.Id)
                    : await UpdateAsync(run, category, known, cancellationToken);
            }
            catch (ConflictException conflict) when (NodeImport.IsSlug(conflict) && attempt < MaxAttempts)
            {
                if (await snapshots.FindCategoryAsync(run.Tenant.Id, category.Locale, category.Slug, cancellationToken) is not { } found)
                    continue;
                await externalIds.RememberAsync(run.Tenant.Id, reference, found, cancellationToken);
                return Adopted(found);
            }
            catch (DomainException refusal) when (refusal.Field == "parentId" && category.ParentId is not null)
            {
                category = category with { ParentId = null };
                notes.Add(NodeImport.ParentRefused(refusal));
            }
        }
    }

    private async Task<Applied> UpdateAsync(ImportRun run, ImportedCategory category, KnownThing known, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (!known.Exists || await snapshots.CategoryAsync(run.Tenant.Id, known.Id, category.Locale, cancellationToken) is not { } snapshot)
                return Deleted(known.Id);
            if (snapshot.Name is not { } name)
                return Applied.Skip(
                    "no-words", $"It has no name in '{category.Locale}' here: it was imported in another language, or that was removed.", known.Id);

            var (wanted, last) = (Of(category), Fingerprint.Parse(known.Fingerprint));
            var current = Of(name.Name, name.Slug, name.Description, snapshot.Category.ParentId);
            var decisions = Parts.ToDictionary(p => p, p => PartDecisions.Decide(p, wanted, last, current, run.Mode.Overwrite));
            var notes = new List<ImportReason>();
            try
            {
                var version = snapshot.Category.Version;
                if (!run.Mode.DryRun)
                {
                    version = await MoveAsync(run, category, snapshot, decisions, notes, cancellationToken);
                    version = await RenameAsync(run, category, snapshot, version, decisions, notes, cancellationToken);
                    var remembered = new Fingerprint();
                    foreach (var part in Parts)
                        remembered.Set(part, decisions[part] == PartDecision.Keep ? last[part] : wanted[part]);
                    if (remembered.ToString() != known.Fingerprint)
                        await externalIds.RememberAsync(
                            run.Tenant.Id, category.Reference with { Fingerprint = remembered.ToString() }, known.Id, cancellationToken);
                }

                var changed = run.Mode.DryRun ? decisions.ContainsValue(PartDecision.Apply) : version != snapshot.Category.Version;
                return Conclude(known.Id, decisions, changed, notes);
            }
            catch (ConflictException conflict) when (conflict.Rule is "version" or "concurrency" && attempt < MaxAttempts)
            {
                // Somebody else was first: look again.
            }
        }
    }

    private static async Task<long> MoveAsync(
        ImportRun run, ImportedCategory category, CategorySnapshot snapshot, Dictionary<string, PartDecision> decisions, List<ImportReason> notes,
        CancellationToken cancellationToken)
    {
        var version = snapshot.Category.Version;
        if (decisions[Place] != PartDecision.Apply)
            return version;
        try
        {
            var moved = await run.SendAsync<UpdateCategory, CategoryResult>(
                new UpdateCategory(snapshot.Category.Id, version) { ParentId = category.ParentId }, cancellationToken);
            return moved.Category.Version;
        }
        catch (DomainException refusal) when (refusal.Field == "parentId")
        {
            notes.Add(NodeImport.ParentRefused(refusal));
            decisions[Place] = PartDecision.Keep;
            return version;
        }
    }

    private static async Task<long> RenameAsync(
        ImportRun run, ImportedCategory category, CategorySnapshot snapshot, long version, Dictionary<string, PartDecision> decisions,
        List<ImportReason> notes, CancellationToken cancellationToken)
    {
        bool Applies(string part) => decisions[part] == PartDecision.Apply;
        while (Applies(Name) || Applies(Slug) || Applies(Description))
        {
            var text = new NameText
            {
                Locale = category.Locale,
                Name = Applies(Name) ? category.Name : snapshot.Name!.Name,
                // Without a slug the old one stays.
                Slug = Applies(Slug) ? category.Slug : null,
                Description = Applies(Description) ? category.Description : snapshot.Name!.Description,
            };
            try
            {
                var renamed = await run.SendAsync<UpdateCategory, CategoryResult>(
                    new UpdateCategory(snapshot.Category.Id, version) { Translations = [text] }, cancellationToken);
                return renamed.Category.Version;
            }
            catch (ConflictException conflict) when (text.Slug is not null && NodeImport.IsSlug(conflict))
            {
                notes.Add(new ImportReason("slug-taken", "Another category has its new slug; it keeps the old one."));
                decisions[Slug] = PartDecision.Keep;
            }
        }

        return version;
    }

    private static Applied Conclude(Guid id, Dictionary<string, PartDecision> decisions, bool changed, List<ImportReason> notes)
    {
        List<string> kept = notes.Count > 0 ? [] : [.. decisions.Where(d => d.Value == PartDecision.Keep).Select(d => d.Key)];
        var edited = new ImportReason(
            "edited-here", $"Changed in the file, and here since the last import; what is here stays ({string.Join(", ", kept)}).");
        if (!changed && kept.Count > 0)
            return new Applied(ImportOutcome.Skipped, id, edited, notes);
        if (kept.Count > 0)
            notes.Add(edited);
        return new Applied(changed ? ImportOutcome.Updated : ImportOutcome.Unchanged, id, null, notes);
    }

    private static NameText Text(ImportedCategory category) =>
        new() { Locale = category.Locale, Name = category.Name, Slug = category.Slug, Description = category.Description };

    private static Applied Adopted(Guid id) => new(
        ImportOutcome.Unchanged, id, null, new ImportReason("same-slug", "A category of the same slug was here; it is used as it is."));

    private static Applied Deleted(Guid id) => Applied.Skip("deleted-here", "It was imported before and has been deleted here; it is not brought back.", id);
}
