using Npgsql;
using RusToK.Core.Content;
using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce;

/// <summary>Conditions that PostgreSQL checks within a command's batch; one that does not hold undoes all of it.</summary>
internal static class CommerceGuards
{
    /// <summary>The id has no first life.</summary>
    public static WriteBatch RequireUnused(this WriteBatch batch, Guid tenantId, string aggregate, Guid id) => batch.Execute(
        $"""
        SELECT rustok.require(NOT EXISTS (SELECT FROM commerce.deleted_ids WHERE tenant_id = $1 AND aggregate = $2 AND id = $3),
            '{SqlStates.VersionConflict}', 'commerce.deleted_ids')
        """,
        Id(tenantId), new NpgsqlParameter<string> { TypedValue = aggregate }, Id(id));

    /// <summary>
    /// Waits for the movements of the product's stock and holds off new ones; nothing of it is reserved for an order.
    /// </summary>
    /// <param name="batch">The batch; this comes first in it, as movements take the same lock first.</param>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="productId">The product.</param>
    /// <param name="variantId">Only this variant must be free of reservations; null for all of them.</param>
    public static WriteBatch RequireNothingReserved(this WriteBatch batch, Guid tenantId, Guid productId, Guid? variantId) => batch
        .Execute("SELECT FROM commerce.product_stock WHERE tenant_id = $1 AND product_id = $2 FOR UPDATE", Id(tenantId), Id(productId))
        .Execute(
            $"""
            SELECT rustok.require(NOT EXISTS (
                    SELECT FROM commerce.variant_stock
                     WHERE tenant_id = $1 AND product_id = $2 AND ($3::uuid IS NULL OR variant_id = $3) AND reserved <> 0),
                '{SqlStates.VersionConflict}', 'commerce.variant_stock')
            """,
            Id(tenantId), Id(productId),
            new NpgsqlParameter { Value = variantId is { } id ? id : DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid });

    /// <summary>Moves within one tree of a tenant wait for each other, so that two cannot make a circle together.</summary>
    public static WriteBatch LockCategories(this WriteBatch batch, Guid tenantId) => batch.LockTree(tenantId, "commerce.product_categories");

    private static NpgsqlParameter<Guid> Id(Guid id) => new() { TypedValue = id };
}
