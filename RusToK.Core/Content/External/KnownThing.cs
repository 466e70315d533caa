namespace RusToK.Core.Content.External;

/// <summary>What is remembered of another system's thing.</summary>
/// <param name="Id">Its id here.</param>
/// <param name="Exists">Whether it is still here; an external id outlives the thing.</param>
/// <param name="Fingerprint">What its source said when that was last applied.</param>
internal sealed record KnownThing(Guid Id, bool Exists, string? Fingerprint);
