using RusToK.Core.Errors;

namespace RusToK.Core.Identity.OneTimeTokens;

internal static class OneTimeTokenErrors
{
    /// <summary>Unknown, used and expired tokens are refused in the same words.</summary>
    public static InvalidInputException NoGood(string field) => new(field, "token", $"{field} is not valid, or not any more; ask for a new one.");
}
