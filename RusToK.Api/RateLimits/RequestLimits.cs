using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.Options;
using RusToK.Core.Resilience;
using RusToK.Core.Telemetry;
using RusToK.Core.Telemetry.Catalogue.Instruments;
using RusToK.Core.Tenancy.Lookup;

namespace RusToK.Api.RateLimits;

/// <summary>Whether a request is one too many of its tenant or of its address.</summary>
internal sealed class RequestLimits
{
    private const int MostBlocked = 100_000;

    private static readonly Counter<long> Rejections = ResilienceInstruments.RateLimitRejections.CreateCounter<long>();

    /// <summary>Addresses that have been refused, until when: their next requests cost neither a round trip nor the look-up of a tenant.</summary>
    private readonly ConcurrentDictionary<string, long> _blocked = new();

    private readonly RateLimitOptions _options;
    private readonly IPNetwork[] _exempt;
    private readonly RedisBuckets _shared;
    private readonly LocalBuckets _local;
    private readonly TimeProvider _clock;

    public RequestLimits(IOptions<RateLimitOptions> options, RedisBuckets shared, LocalBuckets local, TimeProvider clock)
    {
        (_options, _shared, _local, _clock) = (options.Value, shared, local, clock);
        _exempt = [.. (_options.Exempt.Count > 0 ? _options.Exempt : RateLimitOptions.ThisMachine).Select(Network)];
        foreach (var scope in (string[])[Bucket.Tenant, Bucket.Address])
            Rejections.Add(0, new KeyValuePair<string, object?>(Attributes.Scope, scope));
    }

    public bool IsEnabled => _options.Enabled;

    /// <summary>How long an address that has been refused stays so; null when it is not.</summary>
    public TimeSpan? BlockOf(IPAddress? address)
    {
        if (_blocked.IsEmpty || KeyOf(address) is not { } key || !_blocked.TryGetValue(key, out var until))
            return null;
        var left = until - _clock.GetTimestamp();
        if (left > 0)
        {
            Count(Bucket.Address);
            return TimeSpan.FromSeconds((double)left / _clock.TimestampFrequency);
        }

        _blocked.TryRemove(key, out _);
        return null;
    }

    /// <summary>Takes a token of each of the request's buckets, or of none.</summary>
    /// <param name="address">Where it comes from.</param>
    /// <param name="tenant">Whose it is; null when it named none that there is.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<BucketLevel[]> TakeAsync(IPAddress? address, ResolvedTenant? tenant, CancellationToken cancellationToken)
    {
        var key = KeyOf(address);
        Bucket[] buckets = (key, tenant) switch
        {
            (null, null) => [],
            ({ } from, null) => [OfAddress(from)],
            (null, { } of) => [OfTenant(of)],
            ({ } from, { } of) => [OfAddress(from), OfTenant(of)],
        };
        if (buckets.Length == 0)
            return [];
        var levels = await AskAsync(buckets, cancellationToken);
        foreach (var level in levels)
        {
            if (level.Wait <= TimeSpan.Zero)
                continue;
            Count(level.Bucket.Scope);
            if (level.Bucket.Scope == Bucket.Address && _blocked.Count < MostBlocked)
                _blocked[level.Bucket.Key] = _clock.GetTimestamp() + (long)(level.Wait.TotalSeconds * _clock.TimestampFrequency);
        }

        return levels;
    }

    private async ValueTask<BucketLevel[]> AskAsync(Bucket[] buckets, CancellationToken cancellationToken)
    {
        if (!_shared.IsConfigured)
            return _local.Take(buckets);
        try
        {
            return await _shared.TakeAsync(buckets, cancellationToken);
        }
        catch (UnavailableException)
        {
            return _local.Take(buckets);
        }
    }

    private Bucket OfAddress(string key) => new(Bucket.Address, key, _options.Address.PerSecond, _options.Address.Burst);

    private Bucket OfTenant(ResolvedTenant tenant) => tenant.RateLimit is { } own
        ? new(Bucket.Tenant, tenant.Id.ToString("N"), own.PerSecond, own.Burst)
        : new(Bucket.Tenant, tenant.Id.ToString("N"), _options.Tenant.PerSecond, _options.Tenant.Burst);

    private static void Count(string scope) => Rejections.Add(1, new KeyValuePair<string, object?>(Attributes.Scope, scope));

    /// <summary>An IPv6 customer has a whole /64, so that is what counts. Null when the address is exempt or not known.</summary>
    private string? KeyOf(IPAddress? address)
    {
        if (address is null)
            return null;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        foreach (var network in _exempt)
            if (network.Contains(address))
                return null;
        var bytes = address.GetAddressBytes();
        return Convert.ToHexStringLower(bytes.Length == 16 ? bytes.AsSpan(0, 8) : bytes);
    }

    private static IPNetwork Network(string text) => IPNetwork.TryParse(text, out var network)
        ? network
        : IPAddress.Parse(text) is var address ? new IPNetwork(address, address.GetAddressBytes().Length * 8) : default;
}
