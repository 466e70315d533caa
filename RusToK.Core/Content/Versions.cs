using RusToK.Core.Errors;

namespace RusToK.Core.Content;

internal static class Versions
{
    /// <exception cref="ConflictException">The versions differ; the message names both.</exception>
    public static void Require(string subject, long? expected, long actual)
    {
        if (expected is { } version && version != actual)
            throw new ConflictException($"The {subject} is at version {actual}, not at the expected {version}.", field: "expectedVersion", rule: "version");
    }
}
