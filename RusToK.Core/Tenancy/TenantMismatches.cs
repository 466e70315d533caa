using System.Diagnostics.Metrics;
using RusToK.Core.Telemetry;
using RusToK.Core.Telemetry.Catalogue.Instruments;

namespace RusToK.Core.Tenancy;

/// <summary>Counts requests that name one tenant and come from another. Each was refused; many of them are an attack, or a client gone wrong.</summary>
public static class TenantMismatches
{
    /// <summary>The header names another tenant than the host.</summary>
    public const string Host = "host";

    /// <summary>The access token is of another tenant.</summary>
    public const string Token = "token";

    private static readonly Counter<long> Counter = TenancyInstruments.Mismatches.CreateCounter<long>();

    public static void Count(string source, long times = 1) => Counter.Add(times, new KeyValuePair<string, object?>(Attributes.Source, source));

    /// <summary>Makes every source a series at zero.</summary>
    public static void Initialise()
    {
        Count(Host, 0);
        Count(Token, 0);
    }
}
