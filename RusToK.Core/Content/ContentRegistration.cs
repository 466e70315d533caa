using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using RusToK.Core.Commands;
using RusToK.Core.Content.Categories;
using RusToK.Core.Content.Categories.Commands;
using RusToK.Core.Content.Categories.Storage;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Commands;
using RusToK.Core.Content.Nodes.Storage;
using RusToK.Core.Content.Projection;
using RusToK.Core.Content.Tags;
using RusToK.Core.Content.Tags.Commands;
using RusToK.Core.Events.Handling;

namespace RusToK.Core.Content;

public static class ContentRegistration
{
    /// <summary>Adds the module's commands and queries; persistence has to be there.</summary>
    public static IServiceCollection AddContent(this IServiceCollection services)
    {
        services.TryAddScoped<CommandDispatcher>();
        services.AddSingleton<NodeReader>().AddSingleton<NodeChanges>();
        services.AddSingleton<CategoryReader>().AddSingleton<CategoryChanges>();
        return services
            .AddSingleton<ICommandHandler<CreateNode, NodeResult>, CreateNodeHandler>()
            .AddSingleton<ICommandHandler<UpdateNode, NodeResult>, UpdateNodeHandler>()
            .AddSingleton<ICommandHandler<TranslateNode, NodeResult>, TranslateNodeHandler>()
            .AddSingleton<ICommandHandler<RemoveNodeTranslation, NodeResult>, RemoveNodeTranslationHandler>()
            .AddSingleton<ICommandHandler<PublishNode, NodeResult>, PublishNodeHandler>()
            .AddSingleton<ICommandHandler<UnpublishNode, NodeResult>, UnpublishNodeHandler>()
            .AddSingleton<ICommandHandler<ArchiveNode, NodeResult>, ArchiveNodeHandler>()
            .AddSingleton<ICommandHandler<RestoreNode, NodeResult>, RestoreNodeHandler>()
            .AddSingleton<ICommandHandler<DeleteNode, NodeResult>, DeleteNodeHandler>()
            .AddSingleton<ICommandHandler<AttachTags, NodeResult>, AttachTagsHandler>()
            .AddSingleton<ICommandHandler<DetachTags, NodeResult>, DetachTagsHandler>()
            .AddSingleton<ICommandHandler<CreateCategory, CategoryResult>, CreateCategoryHandler>()
            .AddSingleton<ICommandHandler<UpdateCategory, CategoryResult>, UpdateCategoryHandler>()
            .AddSingleton<ICommandHandler<DeleteCategory, CategoryResult>, DeleteCategoryHandler>()
            .AddSingleton<ICommandHandler<CreateTag, TagResult>, CreateTagHandler>();
    }

    /// <summary>Adds the projection that keeps the module's read models; for the Worker.</summary>
    public static IServiceCollection AddContentProjection(this IServiceCollection services) =>
        services.AddSingleton<IProjection, ContentProjection>();
}
