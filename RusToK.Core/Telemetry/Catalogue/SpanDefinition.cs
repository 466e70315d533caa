using System.Diagnostics;

namespace RusToK.Core.Telemetry.Catalogue;

/// <summary>A kind of span as traces show it.</summary>
/// <param name="Source">The <see cref="ActivitySource"/> it comes from.</param>
/// <param name="Name">Its name; what differs from one to the next stands in braces.</param>
/// <param name="Kind">What it is.</param>
/// <param name="MadeBy">The file that starts it, by its path from the root of the repository; the package when it is not ours.</param>
/// <param name="Description">When there is one, whose child it is and what it is linked to.</param>
public sealed record SpanDefinition(string Source, string Name, ActivityKind Kind, string MadeBy, string Description)
{
    /// <summary>
    /// What it bears where it is known, as in <see cref="Telemetry.Attributes"/>. Tenant and user are on every span of a request or an event
    /// and in no list; of a package's span these are the ones that the product relies on.
    /// </summary>
    public IReadOnlyList<string> Attributes { get; init; } = [];
}
