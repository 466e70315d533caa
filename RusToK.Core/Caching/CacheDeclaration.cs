namespace RusToK.Core.Caching;

/// <summary>A cache, as the module that fills it declares it.</summary>
/// <param name="Name">In keys, metrics and spans.</param>
/// <param name="IsShared">Whether entries live in Redis as well, and so outlive the process; they travel as JSON.</param>
internal sealed record CacheDeclaration(string Name, bool IsShared);
