namespace RusToK.Benchmarks.Events.Contestants;

/// <summary>The event as the message frameworks serialize it.</summary>
/// <param name="ProductId">1 to the number of products.</param>
/// <param name="Version">Of the product after the change.</param>
/// <param name="State">JSON, about 600 bytes.</param>
public sealed record ProductChanged(int ProductId, int Version, string State);
