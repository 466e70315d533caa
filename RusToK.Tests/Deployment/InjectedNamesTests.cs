using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.ServiceDiscovery;
using Npgsql;
using RusToK.Core.Caching;
using RusToK.Core.Faults;
using RusToK.Core.Identity;
using RusToK.Core.Identity.Tokens;
using RusToK.Core.Persistence;
using RusToK.Core.Webhooks;
using RusToK.Demo;
using RusToK.ServiceDefaults.Telemetry;
using RusToK.ServiceDefaults.Telemetry.Export;
using RusToK.Tests.Architecture;
using Xunit;

namespace RusToK.Tests.Deployment;

/// <summary>
/// The names that Aspire puts into the environment of the processes (written down from a run of it) are read by the same code as those of the embedded
/// topology.
/// </summary>
public sealed class InjectedNamesTests
{
    private const string Database = "Host=127.0.0.1;Port=5432;Database=rustok;Username=rustok_app;Password=secret";

    /// <summary>What each name is given here, by the beginning of the name; null for what only .NET and OpenTelemetry themselves read.</summary>
    private static readonly (string Name, string? Value)[] Values =
    [
        ("ConnectionStrings__rustok", Database),
        ("ConnectionStrings__redis", "127.0.0.1:6379,password=secret"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4317"),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"),
        ("OTEL_EXPORTER_OTLP_HEADERS", "x-otlp-api-key=secret"),
        ("OTEL_", null),
        ("Telemetry__Backends__0__Endpoint", "http://jaeger:4317"),
        ("Telemetry__Backends__0__Protocol", "Grpc"),
        ("Telemetry__Backends__0__Signals", "Traces"),
        ("Telemetry__TraceUrlTemplate", "http://localhost:15100/traces/detail/{traceId}"),
        ("services__api-1__http__0", "http://localhost:5001"),
        ("services__api-2__http__0", "http://localhost:5002"),
        ("API_1_HTTP", null),
        ("API_2_HTTP", null),
        ("Identity__SigningKeys__0__Kid", "development"),
        ("Identity__SigningKeys__0__Secret", "VGhpcyBrZXkgaXMgZm9yIHRlc3RzIGFuZCBmb3Igbm90aGluZyBlbHNl"),
        ("Faults__Enabled", "true"),
        ("Faults__Token", "a token of development"),
        ("Webhooks__AllowPrivateAddresses", "true"),
        ("Database__", "secret"),
        ("Seed__", "secret"),
        ("Demo__Apis__0", "http://localhost:5001"),
        ("Demo__Apis__1", "http://localhost:5002"),
        ("Demo__Hooks", "http://localhost:5003"),
        ("Demo__", "a long secret"),
        ("ASPNETCORE_", null),
        ("DOTNET_", null),
        ("LOGGING__CONSOLE__", null),
    ];

    [Fact]
    public void Every_name_is_one_that_somebody_reads() => Offenders.AssertNone(
        from process in Processes()
        from name in process.Value
        where !Values.Any(value => name.StartsWith(value.Name, StringComparison.Ordinal))
        select $"{process.Key}: {name}", "A name that Aspire gives and nobody is known to read:");

    [Theory]
    [InlineData("api-1", "ConnectionStrings__rustok", "ConnectionStrings__redis", "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_SERVICE_NAME", "Identity__SigningKeys__0__Secret")]
    [InlineData("worker-1", "ConnectionStrings__rustok", "ConnectionStrings__redis", "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_SERVICE_NAME", "Telemetry__Backends__0__Endpoint")]
    [InlineData("migrate", "ConnectionStrings__rustok", "Database__AppPassword", "Database__WorkerPassword")]
    [InlineData("demo", "services__api-1__http__0", "services__api-2__http__0", "Demo__Apis__0", "Demo__PlatformPassword")]
    public void A_process_is_given_what_it_needs(string process, params string[] names) => Assert.Subset(Processes()[process].ToHashSet(), names.ToHashSet());

    [Theory]
    [InlineData("migrate")]
    [InlineData("api-1")]
    [InlineData("worker-1")]
    public void Connection_strings_are_those_of_persistence_and_caches(string process)
    {
        var configuration = ConfigurationOf(process);
        using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging().AddPersistence(configuration).AddCaching().BuildServiceProvider();

        Assert.Equal("rustok_app", new NpgsqlConnectionStringBuilder(services.GetRequiredService<NpgsqlDataSource>().ConnectionString).Username);
        Assert.True(services.GetRequiredService<Core.Caching.Redis.SharedRedis>().IsConfigured);
    }

    [Theory]
    [InlineData("api-1")]
    [InlineData("worker-1")]
    public async Task Telemetry_goes_to_the_dashboard_and_spans_to_Jaeger_as_well(string process)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddConfiguration(ConfigurationOf(process));
        builder.AddTelemetry("otherwise");
        builder.Logging.ClearProviders();
        using var host = builder.Build();
        var backends = host.Services.GetRequiredService<OtlpBackends>();

        Assert.Equal(["http://localhost:4317/", "http://jaeger:4317/"], backends.Of(Signals.Traces).Select(backend => backend.Endpoint.ToString()));
        Assert.Equal(["http://localhost:4317/"], backends.Of(Signals.Metrics).Select(backend => backend.Endpoint.ToString()));
        Assert.Equal(["http://localhost:4317/"], backends.Of(Signals.Logs).Select(backend => backend.Endpoint.ToString()));
        Assert.Equal("x-otlp-api-key=secret", backends.Of(Signals.Logs).Single().Headers);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("rustok-api", "api-1")]
    [InlineData("rustok-worker", "worker-1")]
    public void A_process_calls_itself_what_rules_and_dashboards_call_it(string service, string process)
    {
        var text = SectionOf(process);

        Assert.Contains($"OTEL_SERVICE_NAME={service}", text);
        Assert.Contains($"OTEL_RESOURCE_ATTRIBUTES=service.instance.id={process},deployment.environment.name=development", text);
    }

    [Theory]
    [InlineData("api-1", "http://localhost:5001/")]
    [InlineData("api-2", "http://localhost:5002/")]
    public async Task Service_discovery_finds_a_process_by_its_name(string name, string address)
    {
        await using var services = new ServiceCollection().AddSingleton<IConfiguration>(ConfigurationOf("demo")).AddLogging().AddServiceDiscovery().BuildServiceProvider();

        var found = await services.GetRequiredService<ServiceEndpointResolver>().GetEndpointsAsync($"http://{name}", TestContext.Current.CancellationToken);

        Assert.Equal([address], found.Endpoints.Select(endpoint => endpoint.ToString()!.TrimEnd('/') + "/"));
    }

    [Fact]
    public void Settings_of_the_modules_are_bound()
    {
        var configuration = ConfigurationOf("api-1");

        Assert.Equal("development", Assert.Single(configuration.GetSection(IdentityOptions.Section).Get<SigningOptions>()!.SigningKeys).Kid);
        Assert.True(configuration.GetSection(FaultsOptions.Section).Get<FaultsOptions>()!.Enabled);
        Assert.True(configuration.GetSection(WebhookOptions.Section).Get<WebhookOptions>()!.AllowPrivateAddresses);
        Assert.Equal(2, ConfigurationOf("demo").GetSection(DemoOptions.Section).Get<DemoOptions>()!.Apis.Length);
    }

    private static Dictionary<string, List<string>> Processes() =>
        Names().ToDictionary(process => process.Key, process => process.Value.Select(line => line.Split('=')[0]).ToList());

    private static List<string> SectionOf(string process) => Names()[process];

    private static Dictionary<string, List<string>> Names()
    {
        var processes = new Dictionary<string, List<string>>();
        foreach (var line in Snapshots.Read("environment.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries))
            if (line[0] == ' ')
                processes.Last().Value.Add(line.Trim());
            else
                processes[line.TrimEnd(':')] = [];
        return processes;
    }

    /// <summary>As the provider of environment variables makes it of these names.</summary>
    private static IConfigurationRoot ConfigurationOf(string process) => new ConfigurationBuilder()
        .AddInMemoryCollection(
            from name in Processes()[process]
            let value = Values.First(value => name.StartsWith(value.Name, StringComparison.Ordinal)).Value
            where value is not null
            select KeyValuePair.Create(name.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal), (string?)value))
        .Build();
}
