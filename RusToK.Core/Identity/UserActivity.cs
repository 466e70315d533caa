using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using System.Reflection;
using RusToK.Core.Commands;
using RusToK.Core.Telemetry;
using RusToK.Core.Telemetry.Catalogue.Instruments;

namespace RusToK.Core.Identity;

/// <summary>The metric of what users do with their accounts, by activity and outcome. An activity is a command of this module.</summary>
internal static class UserActivity
{
    public const string Prefix = "identity.";

    public const string Ok = "ok";
    public const string Refused = "refused";

    /// <summary>Too many attempts.</summary>
    public const string Limited = "limited";

    /// <summary>A refresh token came a second time.</summary>
    public const string Reused = "reused";
    public const string Cancelled = "cancelled";
    public const string Failed = "failed";

    private static readonly FrozenDictionary<Type, string> Names = Assembly.GetExecutingAssembly().GetTypes()
        .Where(t => t.GetCustomAttribute<CommandNameAttribute>()?.Name.StartsWith(Prefix, StringComparison.Ordinal) == true)
        .ToFrozenDictionary(t => t, t => CommandDispatcher.NameOf(t)[Prefix.Length..]);

    private static readonly string[] Outcomes = [Ok, Refused, Limited, Cancelled, Failed];

    private static readonly Counter<long> Counter = IdentityInstruments.UserActivity.CreateCounter<long>();

    public static string NameOf(Type command) => Names[command];

    public static void Count(string activity, string outcome, long times = 1) =>
        Counter.Add(times, new KeyValuePair<string, object?>(Attributes.Activity, activity), new KeyValuePair<string, object?>(Attributes.OutcomeLabel, outcome));

    /// <summary>Makes every activity and outcome a series at zero, so that the first one is a step that a rate sees.</summary>
    public static void Initialise()
    {
        foreach (var activity in Names.Values)
            foreach (var outcome in Outcomes)
                Count(activity, outcome, 0);
        Count(NameOf(typeof(Sessions.Commands.RefreshSession)), Reused, 0);
    }
}
