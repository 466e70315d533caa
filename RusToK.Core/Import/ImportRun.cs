using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using RusToK.Core.Commands;
using RusToK.Core.Telemetry;
using RusToK.Core.Tenancy.Lookup;

namespace RusToK.Core.Import;

/// <summary>
/// One run of an import: on whose behalf, how, and under which names it is found again. Its correlation id is in every event it
/// causes; each thing it touches has a trace of its own, linked to the run's span.
/// </summary>
internal sealed class ImportRun(IServiceScopeFactory scopes, ResolvedTenant tenant, string locale, ImportMode mode)
{
    private ActivityContext _span;

    /// <summary>Id of the run, and correlation id of its events.</summary>
    public Guid Id { get; } = Guid.CreateVersion7();

    public ResolvedTenant Tenant { get; } = tenant;

    /// <summary>Language of the words, in its canonical spelling.</summary>
    public string Locale { get; } = locale;

    public ImportMode Mode { get; } = mode;

    /// <summary>The run's own span. Every span below it carries the tenant.</summary>
    public Activity? Begin(string format)
    {
        var activity = TelemetrySources.Import.StartActivity($"import {format}");
        Name(activity)?.SetTag(Attributes.TenantSlug, Tenant.Slug);
        _span = activity?.Context ?? Activity.Current?.Context ?? default;
        return activity;
    }

    /// <summary>The span of one thing: the root of a trace of its own, because one of ten thousand things is of no use to anybody.</summary>
    /// <param name="kind">What it becomes here: one of a few words.</param>
    /// <param name="reference">What it is called in the file: kind and id, nothing a person wrote.</param>
    public Activity? Begin(string kind, string reference)
    {
        Activity.Current = null;
        var activity = TelemetrySources.Import.StartActivity(
            $"import {kind}", ActivityKind.Internal, parentContext: default, links: _span == default ? [] : [new ActivityLink(_span)]);
        return Name(activity)?.SetTag(Attributes.ImportReference, reference);
    }

    /// <summary>Sends a command in a scope of its own.</summary>
    public async Task<TResult> SendAsync<TCommand, TResult>(TCommand command, CancellationToken cancellationToken)
        where TCommand : ICommand<TResult>
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CommandDispatcher>().SendAsync<TCommand, TResult>(
            command, new CommandContext(Tenant.Id, Tenant.DefaultLocale, ActorId: null, CorrelationId: Id), cancellationToken);
    }

    private Activity? Name(Activity? activity) => activity?
        .SetTag(Attributes.ImportRun, Id)
        .SetTag(Attributes.TenantId, Tenant.Id)
        .AddBaggage(Attributes.TenantId, Tenant.Id.ToString());
}
