using RusToK.Core.Errors;

namespace RusToK.Tests.Commerce;

/// <summary>What a refusal says, in the form tests compare.</summary>
internal static class Refusals
{
    /// <summary>Each broken rule as <c>field:rule</c>.</summary>
    public static IEnumerable<string> Rules(this DomainException refusal) => refusal is InvalidInputException invalid
        ? invalid.Errors.Select(e => $"{e.Field}:{e.Rule}")
        : [$"{refusal.Field}:{refusal.Rule}"];
}
