using System.Buffers.Text;
using System.Security.Cryptography;
using RusToK.Core.Tenancy.Lookup;

namespace RusToK.Api.GraphQL.Server.Responses;

/// <summary>What an operation answered, as it is sent again.</summary>
/// <param name="Data">JSON of the entry <c>data</c>, in UTF-8.</param>
/// <param name="EntityTag">A weak one (RFC 9110, 8.8.3): it is that of the data, and each response tells its own trace beside it.</param>
/// <param name="Complexity">Of the operation.</param>
/// <param name="Tenant">As it was.</param>
internal sealed record KeptResponse(byte[] Data, string EntityTag, long? Complexity, ResolvedTenant Tenant)
{
    private const int HashBytes = 16;

    public static KeptResponse Of(byte[] data, long? complexity, ResolvedTenant tenant) =>
        new(data, $"W/\"{Base64Url.EncodeToString(SHA256.HashData(data).AsSpan(0, HashBytes))}\"", complexity, tenant);
}
