namespace RusToK.Core.Caching;

/// <summary>What a cache has to know of something it keeps.</summary>
/// <param name="Bytes">Its size in memory, estimated.</param>
/// <param name="Tags">What it is forgotten by, besides its tenant's tag and that of everything.</param>
/// <param name="IsAbsent">It says that there is nothing.</param>
/// <param name="Life">How long it counts at most, when that is less than usual.</param>
internal readonly record struct Kept(long Bytes, string[] Tags, bool IsAbsent = false, TimeSpan? Life = null);
