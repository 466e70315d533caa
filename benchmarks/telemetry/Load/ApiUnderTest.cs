using System.Diagnostics;
using RusToK.Embedded.Servers;

namespace RusToK.Benchmarks.Telemetry.Load;

/// <summary>One API process and a client of it.</summary>
/// <param name="name">As in the table.</param>
/// <param name="server">The process, running.</param>
/// <param name="client">Names the tenant in each request.</param>
/// <param name="token">An access token of the tenant's administrator.</param>
internal sealed class ApiUnderTest(string name, ProjectProcess server, HttpClient client, string token) : IAsyncDisposable
{
    public string Name => name;

    public HttpClient Client => client;

    public string Token => token;

    /// <summary>Processor time used since its start, of all threads.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            using var process = Process.GetProcessById(server.ProcessId);
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Bytes of memory it holds.</summary>
    public long ResidentBytes
    {
        get
        {
            using var process = Process.GetProcessById(server.ProcessId);
            return process.WorkingSet64;
        }
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        // Its last telemetry is nobody's concern, and a dead backend would be waited for.
        await server.KillAsync();
        await server.DisposeAsync();
    }
}
