using Microsoft.Extensions.DependencyInjection;

namespace RusToK.Core.Events.Handling;

/// <summary>Names of the read models there are, known to processes that keep none.</summary>
public sealed class ReadModelNames(IServiceProvider services)
{
    private readonly Lazy<IReadOnlyList<string>> _all = new(() =>
        [.. ProjectionRegistration.Types.Select(t => ((IProjection)ActivatorUtilities.CreateInstance(services, t)).Name).Order(StringComparer.Ordinal)]);

    /// <summary>Sorted.</summary>
    public IReadOnlyList<string> All => _all.Value;
}
