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
    private const string Route = "http.route";
    private const string Query = "url.query";
    private const string Client = "user_agent.original";
    private const string Method = "http.request.method_original";

    public override void OnEnd(Activity data)
    {
        if (data.Kind != ActivityKind.Server)
            return;
        // Once through the list, instead of once for each name.
        string? path = null, route = null;
        var isWritten = false;
        foreach (ref readonly var tag in data.EnumerateTagObjects())
        {
            switch (tag.Key)
            {
                case Path:
                    path = tag.Value as string;
                    break;
                case Route:
                    route = tag.Value as string;
                    break;
                case Query or Client or Method:
                    isWritten = true;
                    break;
            }
        }

        if (isWritten)
            data.SetTag(Query, null).SetTag(Client, null).SetTag(Method, null);
        if (path is not null && route != path)
            data.SetTag(Path, route is null ? null : PathOf(route, path));
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
