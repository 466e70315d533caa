using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Npgsql;
using RusToK.Core.Errors;
using RusToK.Core.Identity.Sessions;
using RusToK.Core.Persistence;

namespace RusToK.Core.Identity.Attempts;

/// <summary>
/// Slows guessing down: attempts at one account and attempts from one address are counted in PostgreSQL, for all replicas together,
/// before they are made. An account that does not exist is counted like one that does.
/// </summary>
internal sealed class AttemptLimits(TenantStatements statements, IOptions<IdentityOptions> options)
{
    private const string BeginSql = "SELECT identity.begin_attempt($1, $2, $3, $4, $5, $6)";
    private const string ForgiveSql = "SELECT identity.forgive_attempt($1, $2, $3)";
    private const string Message = "Too many attempts; wait before the next one.";

    private readonly AttemptOptions _options = options.Value.Attempts;

    /// <summary>Counts an attempt.</summary>
    /// <param name="tenantId">The tenant of the account.</param>
    /// <param name="purpose">What is attempted; each purpose counts by itself.</param>
    /// <param name="account">The account, such as a normalised address; only its hash is kept.</param>
    /// <param name="client">Where it comes from.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RateLimitedException">There were too many; says how long to wait.</exception>
    public async Task BeginAsync(Guid tenantId, string purpose, string account, ClientInfo client, CancellationToken cancellationToken)
    {
        var wait = await statements.ReadAsync(tenantId, async (batch, cancellationToken) =>
        {
            batch.Add(BeginSql, Counted(byTenant: true, AccountKey(purpose, account), _options.FreePerAccount));
            if (client.Address is { } address)
                batch.Add(BeginSql, Counted(byTenant: false, AddressKey(address), _options.FreePerAddress));
            await using var reader = await batch.ExecuteTenantReaderAsync(cancellationToken);
            var longest = 0.0;
            do
            {
                await reader.ReadAsync(cancellationToken);
                longest = Math.Max(longest, reader.GetDouble(0));
            }
            while (await reader.NextResultAsync(cancellationToken));
            return longest;
        }, cancellationToken);
        if (wait > 0)
            throw new RateLimitedException(Message, TimeSpan.FromSeconds(wait));
    }

    /// <summary>The attempt was a good one: the account starts anew, the address gets this one back. Part of the command's writes.</summary>
    public static void Forgive(WriteBatch batch, string purpose, string account, ClientInfo client)
    {
        batch.Execute(ForgiveSql, Flag(true), Bytes(AccountKey(purpose, account)), Flag(true));
        if (client.Address is { } address)
            batch.Execute(ForgiveSql, Flag(false), Bytes(AddressKey(address)), Flag(false));
    }

    /// <summary>Costs what a write for a known account costs, where there is none to write for.</summary>
    public Task PretendAsync(Guid tenantId, CancellationToken cancellationToken) => statements.ReadAsync(
        tenantId,
        (batch, stop) => batch.Add(BeginSql, Counted(byTenant: true, RandomNumberGenerator.GetBytes(32), int.MaxValue)).ExecuteNonQueryAsync(stop),
        cancellationToken);

    private NpgsqlParameter[] Counted(bool byTenant, byte[] key, int free) =>
    [
        Flag(byTenant), Bytes(key), new NpgsqlParameter<int> { TypedValue = free },
        Seconds(TimeSpan.FromSeconds(_options.FirstDelaySeconds)), Seconds(TimeSpan.FromMinutes(_options.LongestDelayMinutes)),
        Seconds(TimeSpan.FromMinutes(_options.MemoryMinutes)),
    ];

    private static byte[] AccountKey(string purpose, string account) => SHA256.HashData(Encoding.UTF8.GetBytes($"{purpose}\0{account}"));

    /// <summary>An IPv6 customer has a whole /64, so that is what counts.</summary>
    private static byte[] AddressKey(string address)
    {
        var bytes = System.Net.IPAddress.TryParse(address, out var parsed) ? parsed.GetAddressBytes() : Encoding.UTF8.GetBytes(address);
        return SHA256.HashData(bytes.Length == 16 ? bytes.AsSpan(0, 8) : bytes);
    }

    private static NpgsqlParameter<bool> Flag(bool value) => new() { TypedValue = value };

    private static NpgsqlParameter<byte[]> Bytes(byte[] value) => new() { TypedValue = value };

    private static NpgsqlParameter<double> Seconds(TimeSpan value) => new() { TypedValue = value.TotalSeconds };
}
