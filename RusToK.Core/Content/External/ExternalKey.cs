namespace RusToK.Core.Content.External;

/// <summary>A thing's name within one source: its kind and its id there.</summary>
internal readonly record struct ExternalKey(string Kind, string Id);
