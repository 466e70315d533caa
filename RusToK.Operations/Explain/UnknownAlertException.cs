namespace RusToK.Operations.Explain;

/// <summary>There is no alert of that name. The message has the nearest ones and all others.</summary>
internal sealed class UnknownAlertException(string name, IReadOnlyCollection<string> known) : Exception(
    $"There is no alert {name}. Nearest: {string.Join(", ", known.OrderBy(one => Distance(one, name)).Take(3))}.\nAll: {string.Join(", ", known.Order(StringComparer.Ordinal))}")
{
    /// <summary>Letters to insert, remove or replace (Levenshtein), whatever their case.</summary>
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (char.ToUpperInvariant(one[i - 1]) == char.ToUpperInvariant(other[j - 1]) ? 0 : 1)));
        }

        return row[^1];
    }
}
