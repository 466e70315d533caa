using System.Text.Json;
using RusToK.Core.Commands;
using RusToK.Core.Content;
using RusToK.Core.Content.Categories;
using RusToK.Core.Content.Categories.Commands;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Commands;
using RusToK.Core.Content.Tags;
using RusToK.Core.Content.Tags.Commands;
using RusToK.Core.Tenancy;
using RusToK.Core.Tenancy.Commands;
using RusToK.Tests.Content;
using RusToK.Tests.Fixtures;

namespace RusToK.Tests.Isolation;

/// <summary>
/// A tenant with rows in every table. Its mark is in every text of it that it is the only one to have written, and nowhere else: an answer
/// to somebody else that holds the mark has crossed the border.
/// </summary>
internal sealed record TenantData
{
    /// <summary>A slug and a word that others know as well, so that asking for them proves nothing.</summary>
    public const string KnownSlug = "known-slug";
    public const string KnownWord = "lighthouse";

    public required CommandContext Context { get; init; }

    public required string Slug { get; init; }

    public required string Mark { get; init; }

    /// <summary>Published, with a child, words in two languages, a category and two tags.</summary>
    public required Guid Node { get; init; }

    public required Guid Child { get; init; }

    public required Guid Draft { get; init; }

    public required Guid Archived { get; init; }

    public required Guid Category { get; init; }

    /// <summary>Has neither categories below nor nodes in it.</summary>
    public required Guid EmptyCategory { get; init; }

    public required Guid Tag { get; init; }

    /// <summary>Attached to nothing.</summary>
    public required Guid FreeTag { get; init; }

    public required Guid Author { get; init; }

    /// <summary>A node, a category and a tag whose ids others take for things of their own, and that are addressed in no other way.</summary>
    public required (Guid Node, Guid Category, Guid Tag) Copied { get; init; }

    /// <summary>See <see cref="PageData"/>.</summary>
    public required PageData Pages { get; init; }

    public Guid Id => Context.TenantId;

    public string Host => $"{Slug}.example";

    public IEnumerable<Guid> Ids => [Id, Node, Child, Draft, Archived, Category, EmptyCategory, Tag, FreeTag, Author, Copied.Node, Copied.Category, Copied.Tag, .. Pages.Ids];

    /// <summary>Ids of nothing, in the shape of a tenant's.</summary>
    public static TenantData Nothing() => new()
    {
        Context = new CommandContext(Guid.CreateVersion7(), "en", null, Guid.CreateVersion7()),
        Slug = "nothing",
        Mark = "nothing",
        Node = Guid.CreateVersion7(),
        Child = Guid.CreateVersion7(),
        Draft = Guid.CreateVersion7(),
        Archived = Guid.CreateVersion7(),
        Category = Guid.CreateVersion7(),
        EmptyCategory = Guid.CreateVersion7(),
        Tag = Guid.CreateVersion7(),
        FreeTag = Guid.CreateVersion7(),
        Author = Guid.CreateVersion7(),
        Copied = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7()),
        Pages = PageData.Nothing(),
    };

    public static async Task<TenantData> FillAsync(ModuleHost host, string slug)
    {
        var mark = "mark" + Guid.NewGuid().ToString("N");
        var id = Guid.CreateVersion7();
        var tenant = new CommandContext(id, "en", ActorId: null, CorrelationId: Guid.CreateVersion7());
        await host.SendAsync<CreateTenant, Tenant>(tenant, new CreateTenant($"Name {mark}", slug, $"{slug}.example", "en", JsonElement.Parse($$"""{"secret":"{{mark}}"}""")));
        await host.SendAsync<SetLocale, TenantLocale>(tenant, new SetLocale("de", true));
        await host.SendAsync<SetModule, TenantModule>(tenant, new SetModule("content", true));

        async Task<Guid> CategoryAsync(string name, Guid? parent = null) => (await host.SendAsync<CreateCategory, CategoryResult>(tenant, new CreateCategory
        {
            ParentId = parent,
            Translations = [new NameText { Name = $"{name} {mark}", Description = mark }, new NameText { Name = $"{name} {mark}", Locale = "de" }],
        })).Category.Id;
        async Task<Guid> TagAsync(string name) =>
            (await host.SendAsync<CreateTag, TagResult>(tenant, new CreateTag { Translations = [Posts.Name($"{name} {mark}")] })).Tag.Id;

        var (root, empty) = (await CategoryAsync("Root"), await CategoryAsync("Empty"));
        var category = await CategoryAsync("Category", root);
        var (tag, free) = (await TagAsync("Tag"), await TagAsync("Free"));
        var author = Guid.CreateVersion7();
        var node = await host.NewNodeAsync(tenant, Posts.Published() with
        {
            CategoryId = category,
            TagIds = [tag],
            AuthorId = author,
            Metadata = JsonElement.Parse($$"""{"{{mark}}":"{{mark}}"}"""),
            External = new ExternalReference(mark, "post", "1"),
            Translations =
            [
                new NodeText { Title = $"{KnownWord} {mark}", Slug = KnownSlug, Excerpt = mark, Body = $"{KnownWord} {mark}" },
                new NodeText { Locale = "de", Title = $"{KnownWord} {mark}", Body = mark },
            ],
        });
        var child = await host.NewNodeAsync(tenant, Posts.Published($"Child {mark}", mark, parentId: node) with { TagIds = [tag] });
        var draft = await host.NewNodeAsync(tenant, Posts.New($"Draft {mark}", mark));
        var archived = await host.NewNodeAsync(tenant, Posts.Published($"Archived {mark}", mark));
        await host.SendAsync(tenant, new ArchiveNode(archived, mark));
        var copied = (await host.NewNodeAsync(tenant, Posts.Published($"Copied {mark}", mark)), await CategoryAsync("Copied"), await TagAsync("Copied"));
        await host.SendAsync(tenant, new DeleteNode(await host.NewNodeAsync(tenant, Posts.New($"Deleted {mark}"))));
        var pages = await PageData.FillAsync(host, tenant, mark);
        await host.ExecuteAsync("""
            INSERT INTO events.dead_letters (id, consumer, partition, event_id, event_type, tenant_id, aggregate_type, aggregate_id, aggregate_version, envelope, attempts,
                error_type, error_message, first_failed_at)
            VALUES (gen_random_uuid(), 'content', 0, gen_random_uuid(), 'node.created', $1, 'node', $2, 1, $3::text::bytea, 3, 'x', $3, now())
            """, id, node, mark);
        await host.ExecuteAsync("""
            WITH job AS (INSERT INTO imports.jobs (tenant_id, id, format, file_name, options) VALUES ($1, gen_random_uuid(), 'shopify', $2, '{}') RETURNING tenant_id, id)
            INSERT INTO imports.pieces (tenant_id, job_id, no, content) SELECT tenant_id, id, 0, $2::text::bytea FROM job
            """, id, mark);
        await ShopData.FillAsync(host, tenant, mark);
        await host.CatchUpAsync(id);
        return new TenantData
        {
            Context = tenant,
            Slug = slug,
            Mark = mark,
            Node = node,
            Child = child,
            Draft = draft,
            Archived = archived,
            Category = category,
            EmptyCategory = empty,
            Tag = tag,
            FreeTag = free,
            Author = author,
            Copied = copied,
            Pages = pages,
        };
    }
}
