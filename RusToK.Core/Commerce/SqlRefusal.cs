using Npgsql;
using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce;

/// <summary>One thing a SQL function of <c>commerce.sql</c> refused.</summary>
/// <param name="Index">Which line or movement, from 0.</param>
/// <param name="Rule">The broken rule: <c>exists</c>, <c>price</c>, <c>stock</c>, <c>range</c> ...</param>
/// <param name="Available">What there is.</param>
/// <param name="Subject">The variant's number, or its title.</param>
internal sealed record SqlRefusal(int Index, string Rule, int? Available = null, string? Subject = null)
{
    /// <returns>All of them, by index; null when the error is another.</returns>
    public static IReadOnlyList<SqlRefusal>? Of(PostgresException error) =>
        error.SqlState == SqlStates.Refused
            ? [.. CommerceJson.Read<List<SqlRefusal>>(error.MessageText).OrderBy(r => r.Index)]
            : null;
}
