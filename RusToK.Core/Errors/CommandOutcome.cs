using System.Collections.Frozen;

namespace RusToK.Core.Errors;

/// <summary>How a command ended, as metrics count it: <c>ok</c>, <c>cancelled</c>, or the code of the refusal in lower case.</summary>
public static class CommandOutcome
{
    public const string Ok = "ok";

    /// <summary>Whoever waited for it went away, or the process ends.</summary>
    public const string Cancelled = "cancelled";

    private static readonly FrozenDictionary<ErrorCode, string> Refusals =
        Enum.GetValues<ErrorCode>().ToFrozenDictionary(code => code, code => code.ToWire().ToLowerInvariant());

    /// <summary>Every outcome there is.</summary>
    public static IReadOnlyList<string> All { get; } = [Ok, .. Enum.GetValues<ErrorCode>().Select(Of), Cancelled];

    /// <param name="failure">Null when it did not fail.</param>
    public static string Of(Exception? failure) => failure switch
    {
        null => Ok,
        OperationCanceledException => Cancelled,
        DomainException refusal => Of(refusal.Code),
        _ => Of(ErrorCode.Internal),
    };

    public static string Of(ErrorCode code) => Refusals[code];
}
