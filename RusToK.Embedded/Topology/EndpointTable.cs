namespace RusToK.Embedded.Topology;

/// <summary>Names and addresses as aligned text.</summary>
internal static class EndpointTable
{
    public static IEnumerable<string> Rows(IReadOnlyDictionary<string, Uri> endpoints)
    {
        var width = endpoints.Keys.Max(name => name.Length);
        return endpoints.Select(pair => $"{pair.Key.PadRight(width)}  {pair.Value.ToString().TrimEnd('/')}");
    }

    /// <summary>The same with what each of them answered.</summary>
    public static IEnumerable<string> Rows(IReadOnlyDictionary<string, Uri> endpoints, IReadOnlyDictionary<string, bool> up)
    {
        var states = endpoints.Keys.Select(name => up[name] ? "up  " : "down");
        return Rows(endpoints).Zip(states, (row, state) => $"{state}  {row}");
    }
}
