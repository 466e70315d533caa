using System.Text.Json;
using RusToK.Core.Errors;
using RusToK.Core.Faults;

namespace RusToK.ServiceDefaults.Faults;

/// <summary>The body of a request that switches a fault on.</summary>
internal static class FaultBody
{
    /// <exception cref="InvalidInputException">It has a member that there is not, or one of another type.</exception>
    public static FaultSettings Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
            throw new InvalidInputException("body", "type", "The body must be a JSON object.");
        var settings = new FaultSettings();
        var broken = new List<FieldError>();
        foreach (var member in body.EnumerateObject())
        {
            settings = member.Name switch
            {
                "rate" => settings with { Rate = Number(member, broken) },
                "latencySeconds" => settings with { LatencySeconds = Number(member, broken) },
                "durationSeconds" => settings with { DurationSeconds = Number(member, broken) },
                "field" => settings with { Field = Text(member, broken) },
                "handler" => settings with { Handler = Text(member, broken) },
                "eventType" => settings with { EventType = Text(member, broken) },
                "tenant" => settings with { Tenant = Text(member, broken) },
                _ => Unknown(member, settings, broken),
            };
        }

        return broken.Count == 0 ? settings : throw new InvalidInputException(broken);
    }

    private static double Number(JsonProperty member, List<FieldError> broken)
    {
        if (member.Value.ValueKind == JsonValueKind.Number && member.Value.TryGetDouble(out var number))
            return number;
        broken.Add(new FieldError(member.Name, "type", $"{member.Name} must be a number."));
        return 0;
    }

    private static string? Text(JsonProperty member, List<FieldError> broken)
    {
        if (member.Value.ValueKind is JsonValueKind.String or JsonValueKind.Null)
            return member.Value.GetString();
        broken.Add(new FieldError(member.Name, "type", $"{member.Name} must be a text."));
        return null;
    }

    private static FaultSettings Unknown(JsonProperty member, FaultSettings settings, List<FieldError> broken)
    {
        broken.Add(new FieldError(
            member.Name, "known-member", "There are rate, latencySeconds, durationSeconds, field, handler, eventType and tenant, and no other members."));
        return settings;
    }
}
