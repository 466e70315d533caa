using System.Diagnostics;
using OpenTelemetry;

namespace RusToK.ServiceDefaults.Telemetry;

/// <summary>
/// Takes from a request's span what clients can write into it: names of a query, the name of the client's program, methods that do not exist,
/// and of the path all but the route and ids. A mistyped link may hold a token or an address; the route says which code ran.
/// </summary>
internal sealed class RequestSpanProcessor : BaseProcessor<Activity>
{
    private const string Path = "url.path";

    private static readonly string[] Written = ["url.query", "user_agent.original", "http.request.method_original"];

    public override void OnEnd(Activity data)
    {
        if (data.Kind != ActivityKind.Server)
            return;
        foreach (var name in Written)
            if (data.GetTagItem(name) is not null)
                data.SetTag(name, null);
        if (data.GetTagItem(Path) is string path)
            data.SetTag(Path, data.GetTagItem("http.route") is string route ? PathOf(route, path) : null);
    }

    /// <summary>The route with those values of the path that are ids.</summary>
    internal static string PathOf(string route, string path)
    {
        if (route == path)
            return path;
        var (parts, values) = (route.Split('/', StringSplitOptions.RemoveEmptyEntries), path.Split('/', StringSplitOptions.RemoveEmptyEntries));
        if (parts.Length != values.Length)
            return route;
        for (var i = 0; i < parts.Length; i++)
            if (parts[i].StartsWith('{') && Guid.TryParse(values[i], out _))
                parts[i] = values[i];
        return "/" + string.Join('/', parts);
    }
}
