using RusToK.Core.Content.Queries;

namespace RusToK.Tests.Isolation;

/// <summary>An operation that addresses what a tenant has, by ids, cursors, slugs or words.</summary>
/// <param name="Name">For the report.</param>
/// <param name="Document">With the variables it needs.</param>
/// <param name="Variables">Those of the tenant it addresses; the second is who sends it.</param>
/// <param name="Writes">It changes what it addresses.</param>
/// <param name="Lands">It is answered in the sender's own tenant, where ids and slugs are his to choose.</param>
internal sealed record ForgedOperation(string Name, string Document, Func<TenantData, TenantData, object> Variables, bool Writes = false, bool Lands = false)
{
    public override string ToString() => Name;
}

/// <summary>Every way the schema has to address something.</summary>
internal static class ForgedOperations
{
    private const string Everything = """
        id title slug body excerpt metadata archiveReason category { id name description parent { name } } tags { id name } parent { id title } children { id title body } translations { title body }
        """;

    public static readonly IReadOnlyList<ForgedOperation> All =
    [
        Read("node by id", $"query($id: UUID) {{ node(id: $id) {{ {Everything} }} }}", v => new { id = v.Node }),
        Read("node by id in any state", $"query($id: UUID) {{ node(id: $id, status: null) {{ {Everything} }} }}", v => new { id = v.Draft }),
        Read("archived node by id", "query($id: UUID) { node(id: $id, status: ARCHIVED) { title archiveReason } }", v => new { id = v.Archived }),
        Read("child by id", $"query($id: UUID) {{ node(id: $id, locale: \"en\") {{ {Everything} }} }}", v => new { id = v.Child }),
        Read("category by id", "query($id: UUID) { category(id: $id) { id name description parent { name } } }", v => new { id = v.Category }),
        Read("nodes of a category", $"query($id: UUID) {{ nodes(first: 5, filter: {{ categoryId: $id }}) {{ nodes {{ {Everything} }} }} }}", v => new { id = v.Category }),
        Read("nodes of a tag", "query($id: UUID) { nodes(filter: { tagId: $id }) { nodes { title body } } }", v => new { id = v.Tag }),
        Read("nodes of an author", "query($id: UUID) { nodes(filter: { authorId: $id }) { nodes { title body } } }", v => new { id = v.Author }),
        Read("nodes below one", "query($id: UUID) { nodes(filter: { parentId: $id }) { nodes { title body } } }", v => new { id = v.Node }),
        Read("categories below one", "query($id: UUID) { categories(parentId: $id) { nodes { name } } }", v => new { id = v.Category }, nothingToFind: true),
        Read("both tenants' nodes by one loader", """
            query($mine: UUID, $theirs: UUID, $draft: UUID) {
              a: node(id: $mine) { id category { id } tags { id } children { id } } b: node(id: $theirs) { title category { name } tags { name } children { title } translations { title } }
              c: node(id: $draft, status: null) { title tags { name } } }
            """, (v, s) => new { mine = s.Node, theirs = v.Node, draft = v.Draft }),
        Read("cursor of their titles", "query($after: String) { nodes(first: 100, orderBy: TITLE, after: $after) { nodes { id } pageInfo { hasNextPage } } }",
            v => new { after = Cursor(NodeQueries.ListOf(NodeOrder.Title), "a", v.Node) }, nothingToFind: true),
        Read("cursor of their dates", "query($before: String) { nodes(last: 100, orderBy: PUBLISHED_AT_ASC, before: $before) { nodes { id } } }",
            v => new { before = Cursor(NodeQueries.ListOf(NodeOrder.PublishedAtAsc), "9", v.Node) }, nothingToFind: true),
        Read("cursor of their search", $"query($after: String) {{ search(query: \"{TenantData.KnownWord}\", first: 100, after: $after) {{ nodes {{ id }} }} }}",
            v => new { after = Cursor("search", BitConverter.SingleToInt32Bits(1e30f).ToString(System.Globalization.CultureInfo.InvariantCulture), v.Node) }, nothingToFind: true),
        Read("cursor of their tags", "query($after: String) { tags(first: 100, after: $after) { nodes { id } } }", v => new { after = Cursor(NameQueries.TagList, "a", v.Tag) }, nothingToFind: true),

        Write("update", "mutation($id: UUID!) { updateNode(input: { id: $id, position: 99, metadata: {} }) { id } }", v => new { id = v.Node }),
        Write("update at the known version", "mutation($id: UUID!) { updateNode(input: { id: $id, expectedVersion: 2, position: 99 }) { id } }", v => new { id = v.Node }),
        Write("translate", "mutation($id: UUID!) { translateNode(input: { id: $id, translation: { title: \"forged\" } }) { id node { title } } }", v => new { id = v.Node }),
        Write("remove a translation", "mutation($id: UUID!) { removeNodeTranslation(input: { id: $id, locale: \"de\" }) { id } }", v => new { id = v.Node }),
        Write("publish", "mutation($id: UUID!) { publishNode(input: { id: $id }) { id node { title } } }", v => new { id = v.Draft }),
        Write("unpublish", "mutation($id: UUID!) { unpublishNode(input: { id: $id }) { id } }", v => new { id = v.Node }),
        Write("archive", "mutation($id: UUID!) { archiveNode(input: { id: $id, reason: \"forged\" }) { id } }", v => new { id = v.Node }),
        Write("restore", "mutation($id: UUID!) { restoreNode(input: { id: $id }) { id node { title archiveReason } } }", v => new { id = v.Archived }),
        Write("delete", "mutation($id: UUID!) { deleteNode(input: { id: $id }) { id } }", v => new { id = v.Child }),
        Write("attach a tag to their node", "mutation($id: UUID!, $tag: UUID!) { attachTags(input: { id: $id, tagIds: [$tag] }) { id } }", v => new { id = v.Node, tag = v.FreeTag }),
        Write("attach own tag to their node", "mutation($id: UUID!, $tag: UUID!) { attachTags(input: { id: $id, tagIds: [$tag] }) { id } }", (v, s) => new { id = v.Node, tag = s.FreeTag }),
        Write("attach their tag to an own node", "mutation($id: UUID!, $tag: UUID!) { attachTags(input: { id: $id, tagIds: [$tag] }) { id node { tags { name } } } }", (v, s) => new { id = s.Node, tag = v.FreeTag }),
        Write("attach tags of both", "mutation($id: UUID!, $tags: [UUID!]!) { attachTags(input: { id: $id, tagIds: $tags }) { id node { tags { name } } } }", (v, s) => new { id = s.Draft, tags = new[] { s.FreeTag, v.FreeTag } }),
        Write("detach", "mutation($id: UUID!, $tag: UUID!) { detachTags(input: { id: $id, tagIds: [$tag] }) { id } }", v => new { id = v.Node, tag = v.Tag }),
        Write("move an own node below theirs", "mutation($id: UUID!, $parent: UUID) { updateNode(input: { id: $id, parentId: $parent }) { id node { parent { title } } } }", (v, s) => new { id = s.Draft, parent = v.Node }),
        Write("move their node below an own one", "mutation($id: UUID!, $parent: UUID) { updateNode(input: { id: $id, parentId: $parent }) { id } }", (v, s) => new { id = v.Draft, parent = s.Node }),
        Write("put an own node in their category", "mutation($id: UUID!, $category: UUID) { updateNode(input: { id: $id, categoryId: $category }) { id node { category { name } } } }", (v, s) => new { id = s.Draft, category = v.Category }),
        Write("make a node below theirs", "mutation($parent: UUID) { createNode(input: { kind: POST, parentId: $parent, translations: [{ title: \"x\" }] }) { id } }", v => new { parent = v.Node }),
        Write("make a node in their category", "mutation($category: UUID) { createNode(input: { kind: POST, categoryId: $category, translations: [{ title: \"x\" }] }) { id } }", v => new { category = v.Category }),
        Write("make a node with their tag", "mutation($tag: UUID!) { createNode(input: { kind: POST, tagIds: [$tag], translations: [{ title: \"x\" }] }) { id } }", v => new { tag = v.Tag }),
        Write("rename their category", "mutation($id: UUID!) { updateCategory(input: { id: $id, translations: [{ name: \"forged\" }] }) { category { name description } } }", v => new { id = v.Category }),
        Write("make a category below theirs", "mutation($parent: UUID) { createCategory(input: { parentId: $parent, translations: [{ name: \"x\" }] }) { category { id } } }", v => new { parent = v.Category }),
        Write("move an own category below theirs", "mutation($id: UUID!, $parent: UUID) { updateCategory(input: { id: $id, parentId: $parent }) { category { id } } }", (v, s) => new { id = s.EmptyCategory, parent = v.Category }),
        Write("delete their category", "mutation($id: UUID!) { deleteCategory(input: { id: $id }) { id } }", v => new { id = v.EmptyCategory }),

        Read("topic by id", "query($id: UUID) { topic(id: $id) { id title body category { name } } }", v => new { id = v.Pages.Topic }),
        Read("replies to their topic", "query($id: UUID!) { replies(topicId: $id) { nodes { id body reason } } }", v => new { id = v.Pages.Topic }, nothingToFind: true),
        Read("comments on their post", "query($id: UUID!) { comments(nodeId: $id) { nodes { id body } } }", v => new { id = v.Node }, nothingToFind: true),
        Read("their reply queue", "query($id: UUID) { replyQueue(filter: { topicId: $id }) { nodes { id body } } }", v => new { id = v.Pages.Topic }, nothingToFind: true),
        Read("topics of their forum", "query($id: UUID) { topics(filter: { categoryId: $id }) { nodes { id title } } }", v => new { id = v.Pages.Forum }, nothingToFind: true),
        Write("set the blocks of their page", "mutation($id: UUID!) { setPageBlocks(input: { id: $id, blocks: [] }) { id version } }", v => new { id = v.Pages.Page }),
        Write("plan their publication", "mutation($id: UUID!) { schedulePublication(input: { id: $id, publishAt: \"2100-01-01T00:00:00Z\" }) { id node { title } } }", v => new { id = v.Pages.Page }),
        Write("cancel their publication", "mutation($id: UUID!) { cancelPublication(input: { id: $id }) { id } }", v => new { id = v.Pages.Page }),
        Write("open a topic in their forum", "mutation($id: UUID!) { createTopic(input: { categoryId: $id, title: \"x\", body: \"x\" }) { id } }", v => new { id = v.Pages.Forum }),
        Write("edit their topic", "mutation($id: UUID!) { editTopic(input: { id: $id, title: \"forged\", body: \"forged\" }) { id } }", v => new { id = v.Pages.Topic }),
        Write("close their topic", "mutation($id: UUID!) { setTopicState(input: { id: $id, state: CLOSED }) { id } }", v => new { id = v.Pages.Topic }),
        Write("reply to their topic", "mutation($id: UUID!) { createReply(input: { topicId: $id, body: \"forged\" }) { id } }", v => new { id = v.Pages.Topic }),
        Write("comment on their post", "mutation($id: UUID!) { createComment(input: { nodeId: $id, body: \"forged\" }) { id } }", v => new { id = v.Node }),
        Write("edit their reply", "mutation($id: UUID!) { editReply(input: { id: $id, body: \"forged\" }) { id } }", v => new { id = v.Pages.Reply }),
        Write("approve their reply", "mutation($id: UUID!) { moderateReply(input: { id: $id, state: APPROVED }) { id } }", v => new { id = v.Pages.Reply }),
        Write("lead a menu to their node", "mutation($id: UUID!) { setMenu(input: { handle: \"forged\", items: [{ target: { nodeId: $id } }] }) { id } }", v => new { id = v.Node }),
        Write("lead a menu to their category", "mutation($id: UUID!) { setMenu(input: { handle: \"forged\", items: [{ target: { categoryId: $id } }] }) { id } }", v => new { id = v.Category }),

        new("menu of a handle both have", $"{{ menu(handle: \"{PageData.KnownMenu}\", withUnseen: true) {{ items {{ label labels {{ text }} }} }} menus {{ items {{ label }} }} }}", static (_, _) => new { }, Lands: true),
        new("node by a slug both have", $"{{ node(kind: POST, slug: \"{TenantData.KnownSlug}\") {{ {Everything} }} }}", static (_, _) => new { }, Lands: true),
        new("search for a word both have", $"{{ search(query: \"{TenantData.KnownWord}\") {{ edges {{ snippet node {{ {Everything} }} }} }} }}", static (_, _) => new { }, Lands: true),
        new("search for anything", "{ search(query: \"-nothing\", first: 100) { nodes { title body } } }", static (_, _) => new { }, Lands: true),
        new("all nodes, categories and tags", "{ nodes(first: 50) { nodes { title } } categories(first: 50) { nodes { name } } tags(first: 50) { nodes { name } } tenant { id slug name locales } }", static (_, _) => new { }, Lands: true),
        new("make a node under their id", "mutation($id: UUID) { createNode(input: { id: $id, kind: CUSTOM, translations: [{ title: \"mine\" }] }) { id node { title } } }", static (v, _) => new { id = v.Copied.Node }, Lands: true),
        new("make a category under their id", "mutation($id: UUID) { createCategory(input: { id: $id, translations: [{ name: \"mine\" }] }) { category { id name } } }", static (v, _) => new { id = v.Copied.Category }, Lands: true),
        new("make a tag under their id", "mutation($id: UUID) { createTag(input: { id: $id, translations: [{ name: \"mine\" }] }) { tag { id name } } }", static (v, _) => new { id = v.Copied.Tag }, Lands: true),
        new("make a node under the slug they have", $"mutation {{ createNode(input: {{ kind: ARTICLE, translations: [{{ title: \"x\", slug: \"{TenantData.KnownSlug}\" }}] }}) {{ id node {{ slug }} }} }}", static (_, _) => new { }, Lands: true),
    ];

    private static ForgedOperation Read(string name, string document, Func<TenantData, object> variables, bool nothingToFind = false) =>
        Read(name, document, (victim, _) => variables(victim), nothingToFind);

    private static ForgedOperation Read(string name, string document, Func<TenantData, TenantData, object> variables, bool nothingToFind = false) =>
        new(name, document, variables, Lands: nothingToFind);

    private static ForgedOperation Write(string name, string document, Func<TenantData, object> variables) => Write(name, document, (victim, _) => variables(victim));

    private static ForgedOperation Write(string name, string document, Func<TenantData, TenantData, object> variables) => new(name, document, variables, Writes: true);

    /// <summary>A cursor as the API makes them.</summary>
    private static string Cursor(string list, string key, Guid id) => new Cursor(list, key, id).ToString();
}
