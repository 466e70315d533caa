using GraphQL.Types;
using RusToK.Api.GraphQL.Content.Inputs;
using RusToK.Api.GraphQL.Content.Types;
using RusToK.Core.Commands;
using RusToK.Core.Content;
using RusToK.Core.Content.Categories;
using RusToK.Core.Content.Categories.Commands;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Commands;
using RusToK.Core.Content.Scheduling.Commands;
using RusToK.Core.Content.Tags;
using RusToK.Core.Content.Tags.Commands;
using RusToK.Core.Identity.Access;

namespace RusToK.Api.GraphQL.Content;

/// <summary>Mutations of the content: each is one command, whose input type makes it.</summary>
internal static class ContentMutationFields
{
    public static void AddTo(ObjectGraphType mutation)
    {
        mutation.Node<CreateNodeInput, CreateNode>("createNode", Permissions.NodeCreate, "Makes a node with its first translations.",
            static c => c.Translations.Select((t, i) => ($"translations[{i}].locale", t.Locale)));
        mutation.Node<UpdateNodeInput, UpdateNode>("updateNode", Permissions.NodeUpdate, "Changes everything but status, tags and words.");
        mutation.Node<TranslateNodeInput, TranslateNode>("translateNode", Permissions.NodeUpdate, "Sets the words in one language.",
            static c => [("translation.locale", c.Text.Locale)]);
        mutation.Node<RemoveNodeTranslationInput, RemoveNodeTranslation>("removeNodeTranslation", Permissions.NodeUpdate, "Removes the words in one language; the last one stays.");
        mutation.Node<PublishNodeInput, PublishNode>("publishNode", Permissions.NodePublish, "DRAFT to PUBLISHED.");
        mutation.Node<UnpublishNodeInput, UnpublishNode>("unpublishNode", Permissions.NodePublish, "PUBLISHED to DRAFT.");
        mutation.Node<ArchiveNodeInput, ArchiveNode>("archiveNode", Permissions.NodePublish, "PUBLISHED to ARCHIVED.");
        mutation.Node<RestoreNodeInput, RestoreNode>("restoreNode", Permissions.NodePublish, "ARCHIVED to DRAFT.");
        mutation.Node<SchedulePublicationInput, SchedulePublication>("schedulePublication", Permissions.NodePublish, "Plans when a node is published, becomes a draft again, or both.");
        mutation.Node<CancelPublicationInput, CancelPublication>("cancelPublication", Permissions.NodePublish, "Cancels all that is planned for a node.");
        mutation.Node<AttachTagsInput, AttachTags>("attachTags", Permissions.NodeUpdate, "Attaches tags.");
        mutation.Node<DetachTagsInput, DetachTags>("detachTags", Permissions.NodeUpdate, "Detaches tags.");
        mutation.Command<DeletionPayloadType, DeleteNodeInput, DeleteNode, NodeResult>(
            "deleteNode", Permissions.NodeDelete, "Deletes a node that has none below it.", result => new Deletion(result.Node.Id, result.Node.Version));

        PageFields.AddTo(mutation);
        ForumMutationFields.AddTo(mutation);
        MenuFields.AddTo(mutation);

        mutation.Command<CategoryPayloadType, CreateCategoryInput, CreateCategory, CategoryResult>("createCategory", Permissions.CategoryCreate, "Makes a category.", static r => r, Locales);
        mutation.Command<CategoryPayloadType, UpdateCategoryInput, UpdateCategory, CategoryResult>("updateCategory", Permissions.CategoryUpdate, "Moves or renames a category.", static r => r, Locales);
        mutation.Command<DeletionPayloadType, DeleteCategoryInput, DeleteCategory, CategoryResult>(
            "deleteCategory", Permissions.CategoryDelete, "Deletes a category that is empty.", static r => new Deletion(r.Category.Id, r.Category.Version));
        mutation.Command<TagPayloadType, CreateTagInput, CreateTag, TagResult>("createTag", Permissions.TagCreate, "Makes a tag.", static r => r, static c => Locales(c.Translations));
    }

    private static IEnumerable<(string, string?)> Locales(CreateCategory command) => Locales(command.Translations);

    private static IEnumerable<(string, string?)> Locales(UpdateCategory command) => Locales(command.Translations);

    private static IEnumerable<(string, string?)> Locales(IReadOnlyList<NameText> names) => names.Select((t, i) => ($"translations[{i}].locale", t.Locale));

    private static void Node<TInput, TCommand>(
        this ObjectGraphType mutation, string name, string permission, string description, Func<TCommand, IEnumerable<(string Field, string? Locale)>>? locales = null)
        where TInput : InputObjectGraphType
        where TCommand : ICommand<NodeResult> =>
        mutation.Command<NodePayloadType, TInput, TCommand, NodeResult>(name, permission, description, static r => r, locales);
}
