using RusToK.Core.Commands;
using RusToK.Core.Content.Events;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;

namespace RusToK.Core.Content.Menus.Commands;

/// <summary>Deletes a menu. Another may have its handle afterwards.</summary>
[CommandName("content.delete_menu")]
public sealed record DeleteMenu(string Handle, long? ExpectedVersion = null) : ICommand<Menu>;

internal sealed class DeleteMenuHandler(MenuReader reader, WriteBatchFactory batches, TimeProvider clock) : ICommandHandler<DeleteMenu, Menu>
{
    public async Task<Menu> HandleAsync(DeleteMenu command, CommandContext context, CancellationToken cancellationToken)
    {
        var menu = StorableText.IsStorable(command.Handle)
            ? (await reader.AskAsync(context.TenantId, command.Handle, [], [], cancellationToken)).Menu
            : null;
        if (menu is null)
            throw new NotFoundException($"No menu with handle {command.Handle}.", "handle");
        Versions.Require("menu", command.ExpectedVersion, menu.Version);
        var after = menu with { UpdatedAt = clock.GetStorableNow(), Version = menu.Version + 1 };
        await batches.Begin(context)
            .Delete(menu, menu.Version)
            .Append(
                new MenuDeleted(new MenuState(after.Handle, after.Items, after.CreatedAt, after.UpdatedAt)), ContentSchema.MenuAggregate, after.Id, after.Version)
            .CommitAsync(cancellationToken);
        return after;
    }
}
