using System.Text.RegularExpressions;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;
using RusToK.Core.Webhooks.Targets;

namespace RusToK.Core.Webhooks;

/// <summary>What an endpoint may look like.</summary>
public static partial class WebhookRules
{
    public const int MaxUrl = 2048;
    public const int MaxDescription = 500;
    public const int MaxEvents = 100;

    /// <summary>Longest time for which a secret that was replaced still signs.</summary>
    public const int MaxOverlapHours = 7 * 24;

    /// <summary>Every rule that an endpoint breaks, by field.</summary>
    public static IEnumerable<FieldError> Check(TargetRules targets, string? url, string? description, IReadOnlyCollection<string> events)
    {
        if (targets.Check(url) is { } broken)
            yield return new FieldError("url", broken.Rule, broken.Message);
        if (description is not null && (description.Length > MaxDescription || !StorableText.IsStorable(description)))
            yield return new FieldError("description", "length", $"description must be well-formed Unicode of at most {MaxDescription} characters, without U+0000.");
        if (events.Count is 0 or > MaxEvents)
            yield return new FieldError("events", "count", $"events must name 1 to {MaxEvents} types.");
        else if (events.FirstOrDefault(e => e is null || !EventPattern().IsMatch(e)) is { } wrong)
            yield return new FieldError("events", "pattern", $"events must be types such as node.published, node.* or *; '{wrong[..Math.Min(wrong.Length, 40)]}' is none.");
    }

    /// <summary>Event filters as they are kept: sorted, each once.</summary>
    public static string[] Sorted(IEnumerable<string> events) => [.. events.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"^(\*|[a-z][a-z_]{0,39}\.(\*|[a-z][a-z_]{0,59}))\z", RegexOptions.CultureInvariant)]
    private static partial Regex EventPattern();
}
