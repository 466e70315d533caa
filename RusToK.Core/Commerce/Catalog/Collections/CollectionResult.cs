using RusToK.Core.Content.Events;

namespace RusToK.Core.Commerce.Catalog.Collections;

/// <summary>A collection as a command left it.</summary>
public sealed record CollectionResult(Collection Collection, IReadOnlyList<NameState> Translations);
