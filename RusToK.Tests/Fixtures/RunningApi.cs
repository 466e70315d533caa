using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RusToK.Tests.GraphQL.Server;

namespace RusToK.Tests.Fixtures;

/// <summary>The API's own Program on Kestrel.</summary>
internal sealed class RunningApi : IAsyncDisposable
{
    /// <summary>Passwords are cheap, all tests come from one address, and this process has more to do than to answer.</summary>
    private static readonly (string Key, string Value)[] ForTests =
    [
        ("Identity:Passwords:Iterations", "1000"), ("Identity:Attempts:FreePerAddress", "100000"), ("Overload:Enabled", "false"),
    ];

    private readonly Factory _factory;

    private RunningApi(Factory factory, RecordedLogs logs)
    {
        _factory = factory;
        Logs = logs;
        Client = factory.CreateClient();
    }

    public HttpClient Client { get; }

    public RecordedLogs Logs { get; }

    /// <param name="database">What it is connected to.</param>
    /// <param name="settings">Configuration by key, beside the connection string.</param>
    public static RunningApi Start(SpineDatabase database, params IEnumerable<(string Key, string Value)> settings)
    {
        var logs = new RecordedLogs();
        var factory = new Factory([("ConnectionStrings:rustok", database.App + ";Maximum Pool Size=40"), .. ForTests, .. settings], logs);
        factory.UseKestrel(port: 0);
        factory.StartServer();
        return new RunningApi(factory, logs);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _factory.DisposeAsync();
    }

    private sealed class Factory(IEnumerable<(string Key, string Value)> settings, RecordedLogs logs) : ApiProgram
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            foreach (var (key, value) in settings)
                builder.UseSetting(key, value);
            builder.ConfigureServices(services => services.AddLogging(logging => logging.ClearProviders().AddProvider(logs)));
        }
    }
}
