using System.Diagnostics;
using RusToK.Core.Commands;
using RusToK.Core.Content.Events;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;
using RusToK.Core.Telemetry;

namespace RusToK.Core.Content.Menus.Commands;

/// <summary>Sets a menu as a whole; makes it when there is none of that handle.</summary>
/// <param name="Handle">Lower-case letters, digits and hyphens.</param>
/// <param name="Items">At most 200, on three levels.</param>
/// <param name="ExpectedVersion">The version the caller decided on; 0 for none yet.</param>
[CommandName("content.set_menu")]
public sealed record SetMenu(string Handle, IReadOnlyList<MenuItem> Items, long? ExpectedVersion = null) : ICommand<Menu>;

internal sealed class SetMenuHandler(MenuReader reader, WriteBatchFactory batches, TimeProvider clock) : ICommandHandler<SetMenu, Menu>
{
    private const int MaxAttempts = 3;

    public async Task<Menu> HandleAsync(SetMenu command, CommandContext context, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        MenuRules.CheckHandle(violations, command.Handle);
        MenuRules.CheckItems(violations, command.Items);
        violations.ThrowIfAny();
        var items = command.Items.Canonical();
        for (var attempt = 1; ; attempt++)
        {
            var (before, known) = await reader.AskAsync(
                context.TenantId, command.Handle, Targets(items, MenuTargetKind.Node), Targets(items, MenuTargetKind.Category), cancellationToken);
            Versions.Require("menu", command.ExpectedVersion, before?.Version ?? 0);
            CheckTargets(violations, items, known);
            violations.ThrowIfAny();

            var (after, batch) = Stage(before, command.Handle, items, context);
            try
            {
                await batch.CommitAsync(cancellationToken);
                return after;
            }
            catch (DomainException) when (attempt < MaxAttempts)
            {
                // Someone else was first: decide again on what there is now, or say precisely what is wrong.
            }
        }
    }

    private (Menu After, WriteBatch Batch) Stage(Menu? before, string handle, IReadOnlyList<MenuItem> items, CommandContext context)
    {
        var now = clock.GetStorableNow();
        var batch = batches.Begin(context);
        var after = new Menu
        {
            TenantId = context.TenantId,
            Id = before?.Id ?? Guid.CreateVersion7(now),
            Handle = handle,
            Items = items,
            CreatedAt = before?.CreatedAt ?? now,
            UpdatedAt = now,
            Version = (before?.Version ?? 0) + 1,
        };
        Activity.Current?.SetTag(Attributes.AggregateType, ContentSchema.MenuAggregate).SetTag(Attributes.AggregateId, after.Id);
        var state = new MenuState(handle, items, after.CreatedAt, now);
        if (before is null)
            batch.Insert(after);
        else
            batch.Update(after, before.Version);
        batch.Append(before is null ? new MenuCreated(state) : new MenuUpdated(state), ContentSchema.MenuAggregate, after.Id, after.Version);
        return (after, batch);
    }

    private static IReadOnlyList<Guid> Targets(IReadOnlyList<MenuItem> items, MenuTargetKind kind) =>
        [.. MenuRules.Walk(items).Where(i => i.Item.Target?.Kind == kind).Select(i => i.Item.Target!.Id!.Value).Distinct()];

    private static void CheckTargets(Violations violations, IReadOnlyList<MenuItem> items, IReadOnlySet<Guid> known)
    {
        foreach (var (path, item) in MenuRules.Walk(items))
            if (item.Target is { Kind: MenuTargetKind.Node or MenuTargetKind.Category, Id: { } id } target && !known.Contains(id))
                violations.Add($"{path}.target.{EnumText<MenuTargetKind>.Of(target.Kind)}Id", "exists", $"{path}.target names no {EnumText<MenuTargetKind>.Of(target.Kind)}: {id}.");
    }
}
