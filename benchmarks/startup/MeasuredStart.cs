using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using RusToK.Benchmarks.Catalog;
using RusToK.Benchmarks.GraphQL;
using RusToK.Benchmarks.GraphQL.Contestants;

namespace RusToK.Benchmarks.Startup;

/// <summary>One start of the API's process.</summary>
/// <param name="Listening">Milliseconds until it takes connections.</param>
/// <param name="Ready">Milliseconds until <c>/health/ready</c> says so: schema known, PostgreSQL and Redis asked.</param>
/// <param name="FirstAnswer">Milliseconds until a first query has its right answer.</param>
/// <param name="Processor">Milliseconds of processor time until then.</param>
/// <param name="Resident">Memory then, in units of 1,000,000 bytes.</param>
internal sealed record MeasuredStart(double Listening, double Ready, double FirstAnswer, double Processor, double Resident)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <exception cref="InvalidOperationException">It did not start, or its first answer was not right.</exception>
    public static async Task<MeasuredStart> RunAsync(Contestant contestant, SystemUnderTest system, CancellationToken cancellationToken)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(Patience);
        var port = FreePort();
        var start = new ProcessStartInfo("dotnet", [contestant.Assembly]) { RedirectStandardOutput = true, RedirectStandardError = true };
        var address = new UriBuilder(Uri.UriSchemeHttp, IPAddress.Loopback.ToString(), port).Uri;
        foreach (var (name, value) in system.Environment(
            [("ConnectionStrings__redis", system.Servers.Redis.ConnectionString), ("ASPNETCORE_URLS", address.ToString()), .. contestant.Environment]))
            start.Environment[name] = value;
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            using var client = new HttpClient { BaseAddress = address };
            client.DefaultRequestHeaders.Add("X-Tenant-ID", Scenario.Tenant.ToString());
            await ListensAsync(port, bound.Token);
            var listening = clock.Elapsed;
            while (!await IsReadyAsync(client, bound.Token))
                await Task.Delay(2, bound.Token);
            var ready = clock.Elapsed;
            await AskAsync(client, bound.Token);
            var answered = clock.Elapsed;
            process.Refresh();
            return new MeasuredStart(
                listening.TotalMilliseconds, ready.TotalMilliseconds, answered.TotalMilliseconds, process.TotalProcessorTime.TotalMilliseconds, process.WorkingSet64 / 1e6);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task ListensAsync(int port, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellationToken);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(2, cancellationToken);
            }
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient client, CancellationToken cancellationToken)
    {
        using var response = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellationToken);
        return response.IsSuccessStatusCode;
    }

    private static async Task AskAsync(HttpClient client, CancellationToken cancellationToken)
    {
        using var response = await client.PostAsJsonAsync("/graphql", new { query = ProductQuestion.All[0].Document }, cancellationToken);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        if (answer.TryGetProperty("errors", out _) || answer.GetProperty("data").GetProperty("products").GetProperty("nodes").GetArrayLength() != ProductQuestion.All[0].Products)
            throw new InvalidOperationException($"The first answer is not right: {answer}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
