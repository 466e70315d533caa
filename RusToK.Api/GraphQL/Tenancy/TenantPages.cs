using RusToK.Api.GraphQL.Schema;
using RusToK.Core.Content.Queries;
using RusToK.Core.Errors;
using RusToK.Core.Tenancy;
using RusToK.Core.Tenancy.Queries;

namespace RusToK.Api.GraphQL.Tenancy;

/// <summary>The list of all tenants in pages. The cursor of a tenant is its id: they are listed by it.</summary>
internal static class TenantPages
{
    /// <exception cref="InvalidInputException">An argument is out of bounds.</exception>
    public static async Task<Connection<Tenant>> ReadAsync(TenantQueries tenants, string? search, int? first, string? after, CancellationToken cancellationToken)
    {
        var size = first ?? PageRequest.DefaultSize;
        if (size is < 1 or > PageRequest.MaxSize)
            throw new InvalidInputException("first", "page-size", $"The page size must be 1 to {PageRequest.MaxSize}; it is {size}.");
        Guid? before = null;
        if (after is not null)
            before = Guid.TryParseExact(after, "N", out var id) ? id : throw new InvalidInputException("after", "cursor", "The cursor does not come from this list.");
        var rows = await tenants.ListAsync(search, before, size + 1, cancellationToken);
        var edges = rows.Take(size).Select(t => new Edge<Tenant>(t, t.Id.ToString("N"))).ToList();
        return new Connection<Tenant>(
            edges, new PageInfo(rows.Count > size, before is not null, edges.FirstOrDefault()?.Cursor, edges.LastOrDefault()?.Cursor));
    }
}
