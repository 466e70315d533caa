using System.Diagnostics;
using System.Runtime.InteropServices;
using RusToK.Embedded.Servers;
using RusToK.Embedded.Tools;

namespace RusToK.Embedded.Topology;

/// <summary>
/// Real servers and the processes of this solution, run together as children of this process: started in the order of
/// their needs and otherwise at the same time, restarted when one ends by itself, stopped in order.
/// </summary>
public sealed class EmbeddedTopology : IAsyncDisposable
{
    private readonly StateDirectory _state;
    private readonly TopologyConsole _console;
    private readonly List<Resource> _resources = [];
    private readonly List<ServerProcess> _servers = [];
    private readonly List<ServerProcess> _projects = [];
    private readonly Dictionary<string, Supervisor> _supervisors = [];
    private readonly Dictionary<string, Uri> _endpoints = [];
    private readonly Dictionary<string, string> _administration = [];
    private readonly Dictionary<string, Account> _accounts = [];
    private readonly Dictionary<string, string> _tokens = [];
    private readonly Lazy<ClusterSecrets> _secrets;
    private readonly Lazy<DevelopmentSecrets> _developmentSecrets;

    private EmbeddedTopology(StateDirectory state, TopologyConsole console)
    {
        (_state, _console) = (state, console);
        _secrets = new Lazy<ClusterSecrets>(state.Secrets);
        _developmentSecrets = new Lazy<DevelopmentSecrets>(state.DevelopmentSecrets);
    }

    /// <summary>Passwords of the cluster's logins, made with its data.</summary>
    public ClusterSecrets Secrets => _secrets.Value;

    /// <summary>Keys and passwords of the applications, made with the data.</summary>
    public DevelopmentSecrets DevelopmentSecrets => _developmentSecrets.Value;

    /// <summary>Every service's name and address.</summary>
    public IReadOnlyDictionary<string, Uri> Endpoints => _endpoints;

    /// <summary>Who can sign in, by name.</summary>
    public IReadOnlyDictionary<string, Account> Accounts => _accounts;

    /// <summary>What programs send to be let in, by name.</summary>
    public IReadOnlyDictionary<string, string> Tokens => _tokens;

    /// <summary>What keeps each server and process running, by its name.</summary>
    public IReadOnlyDictionary<string, Supervisor> Supervisors => _supervisors;

    /// <summary>The Prometheus of this system; null when it has none.</summary>
    public PrometheusServer? Prometheus { get; private set; }

    /// <summary>Makes this process the one that runs the system of a folder.</summary>
    /// <param name="state">Where the system keeps its data and says where it is.</param>
    /// <param name="fresh">True empties the data first.</param>
    /// <param name="output">Where the output of all parts goes; null for the terminal.</param>
    /// <exception cref="InvalidOperationException">Another process runs the system of that folder.</exception>
    public static async Task<EmbeddedTopology> ClaimAsync(StateDirectory state, bool fresh, TextWriter? output = null)
    {
        state.Claim();
        if (fresh)
            await state.EmptyAsync(CancellationToken.None);
        return new EmbeddedTopology(state, output is null ? TopologyConsole.Standard() : new TopologyConsole(output, coloured: false));
    }

    /// <summary>A PostgreSQL cluster.</summary>
    public ServerResource<PostgresServer> AddPostgres(string name, int? port = null)
    {
        var server = new PostgresServer(name, new PostgresServerOptions
        {
            DataDirectory = _state.PostgresData,
            SuperuserPassword = Secrets.Superuser,
            Port = port,
        });
        _endpoints[name] = new Uri($"postgresql://127.0.0.1:{server.Port}");
        return AddServer(server);
    }

    /// <summary>A database, with the login that owns it.</summary>
    public DatabaseResource AddDatabase(ServerResource<PostgresServer> postgres, string name, string owner)
    {
        _endpoints[postgres.Name] = new Uri($"postgresql://127.0.0.1:{postgres.Server.Port}/{name}");
        return Add(new DatabaseResource(postgres.Server, name, owner, Secrets.Owner)).WaitFor(postgres);
    }

    /// <summary>A Redis.</summary>
    public ServerResource<RedisServer> AddRedis(string name, int? port = null)
    {
        var server = new RedisServer(name, Path.Combine(_state.Data, "redis"), port);
        _endpoints[name] = new Uri($"redis://127.0.0.1:{server.Port}");
        return AddServer(server);
    }

    /// <summary>The Aspire dashboard, which receives all telemetry.</summary>
    public ServerResource<DashboardServer> AddDashboard(string name, int? port = null)
    {
        var server = new DashboardServer(name, port);
        _endpoints[name] = server.Address;
        _endpoints["otlp-grpc"] = server.OtlpGrpc;
        _endpoints["otlp-http"] = server.OtlpHttp;
        _endpoints["telemetry-api"] = server.TelemetryApi;
        return AddServer(server);
    }

    /// <summary>An Alertmanager.</summary>
    /// <param name="configuration">The folder with its configuration; null for the repository's own.</param>
    public ServerResource<AlertmanagerServer> AddAlertmanager(string name, int? port = null, string? configuration = null)
    {
        var server = new AlertmanagerServer(name, Path.Combine(_state.Data, "alertmanager"), port, configuration);
        _endpoints[name] = server.Address;
        return AddServer(server);
    }

    /// <summary>Says so when a part that the system can do without is not on this machine.</summary>
    public void SayMissing(string name, string remedy) => _console.Say($"without {name}, which is not on this machine: {remedy}");

    /// <summary>A Prometheus that scrapes the replicas of projects.</summary>
    /// <param name="alertmanager">Whom it tells of alerts; null for nobody.</param>
    /// <param name="configuration">The folder with its configuration and rules; null for the repository's own.</param>
    public async Task<ServerResource<PrometheusServer>> AddPrometheusAsync(
        string name, int? port, ServerResource<AlertmanagerServer>? alertmanager, string? configuration, params ProjectResource[] scraped)
    {
        var server = new PrometheusServer(name, Path.Combine(_state.Data, "prometheus"), port, configuration) { Alertmanager = alertmanager?.Server };
        await server.SetTargetsAsync([.. scraped.SelectMany(project => project.ScrapeTargets)]);
        _endpoints[name] = server.Address;
        Prometheus = server;
        return AddServer(server);
    }

    /// <summary>A web executable of this solution.</summary>
    public ProjectResource AddProject(string name, string project, int replicas = 1, int? port = null)
    {
        var resource = new ProjectResource(name, project, replicas, port);
        foreach (var replica in resource.Replicas)
        {
            _endpoints[replica.Name] = replica.Address;
            _projects.Add(replica);
            Watch(replica);
        }

        return Add(resource);
    }

    /// <summary>A program of this solution that does its work and ends.</summary>
    public JobResource AddJob(string name, string project, params string[] arguments)
    {
        _console.Introduce(name);
        return Add(new JobResource(name, project, arguments, line => _console.Write(name, line)));
    }

    /// <summary>A job that succeeds once for the data of this system, and then is skipped.</summary>
    public JobResource AddFirstStartJob(string name, string project, params string[] arguments)
    {
        var job = AddJob(name, project, arguments);
        job.DoneFile = Path.Combine(_state.Data, $"{name}.done");
        return job;
    }

    /// <summary>Names an address of the system beside those of its services.</summary>
    public EmbeddedTopology WithEndpoint(string name, Uri address)
    {
        _endpoints[name] = address;
        return this;
    }

    /// <summary>Names an account that people can sign in to.</summary>
    public EmbeddedTopology WithAccount(string name, Account account)
    {
        _accounts[name] = account;
        return this;
    }

    /// <summary>Names a token that programs send to be let in.</summary>
    public EmbeddedTopology WithToken(string name, string token)
    {
        _tokens[name] = token;
        return this;
    }

    /// <summary>The environment of administrative commands while the system runs: that of a program, and more.</summary>
    public EmbeddedTopology WithAdministration(ProgramResource like, params IEnumerable<(string Name, string Value)> more)
    {
        foreach (var (name, value) in like.VariablesOf($"{like.Name}-cli"))
            _administration[name] = value;
        foreach (var (name, value) in more)
            _administration[name] = value;
        return this;
    }

    /// <summary>Runs the system until this process is asked to end (SIGINT, SIGTERM, SIGHUP) and stops it in order.</summary>
    /// <param name="work">What is done with it while it runs, and then it ends; null for nothing.</param>
    /// <returns>0 after an ordinary end, 1 when the system could not be started, and otherwise what the work returned.</returns>
    public async Task<int> RunAsync(Func<CancellationToken, Task<int>>? work = null)
    {
        using var stopping = new CancellationTokenSource();
        using var signals = StopOnSignals(stopping);
        var elapsed = Stopwatch.StartNew();
        try
        {
            await BringUpAsync(stopping.Token);
            _state.Publish(_endpoints, _accounts, _tokens, _administration);
            _console.Say($"ready after {elapsed.Elapsed.TotalSeconds:0.0} s; Ctrl-C stops it");
            foreach (var row in EndpointTable.Rows(_endpoints))
                _console.Say(row);
            foreach (var (name, account) in _accounts)
                _console.Say($"{name}: sign in to the tenant {account.Tenant} as {account.Email} with {account.Password}");
            var supervising = Task.WhenAll(_supervisors.Values.Select(supervisor => supervisor.RunAsync(stopping.Token)));
            if (work is not null)
                return await work(stopping.Token);
            await supervising;
            await Task.Delay(Timeout.Infinite, stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Asked to end.
        }
        catch (Exception exception) when (exception is ServerStartException or ToolMissingException or Npgsql.NpgsqlException)
        {
            _console.Say(exception.Message);
            return 1;
        }
        finally
        {
            // What ends from here on is meant to, and is not started again.
            await stopping.CancelAsync();
            await StopAsync();
        }

        return 0;
    }

    /// <summary>Stops what still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        foreach (var server in _servers.Concat(_projects))
            await server.DisposeAsync();
        await _console.DisposeAsync();
        _state.Dispose();
    }

    private async Task BringUpAsync(CancellationToken cancellationToken)
    {
        using var failing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var starts = _resources.Select(resource => resource.BringUpAsync(_console, failing.Token)).ToList();
        var pending = starts.ToList();
        while (pending.Count > 0)
        {
            var finished = await Task.WhenAny(pending);
            pending.Remove(finished);
            if (finished.IsFaulted)
                await failing.CancelAsync();
        }

        if (starts.Find(start => start.IsFaulted) is { } failed)
            await failed;
        await Task.WhenAll(starts);
    }

    private async Task StopAsync()
    {
        var running = _servers.Concat(_projects).Any(server => server.IsRunning);
        if (running)
            _console.Say("stopping");

        // The projects first: they drain, and flush their telemetry to servers that still run.
        await Task.WhenAll(_projects.Select(project => project.StopAsync()));
        await Task.WhenAll(_servers.Select(server => server.StopAsync()));
        _state.Withdraw();
        if (running)
            _console.Say("stopped");
    }

    private static SignalRegistrations StopOnSignals(CancellationTokenSource stopping) => new(
        new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT }.Select(signal =>
            PosixSignalRegistration.Create(signal, context =>
            {
                // A second signal has its usual effect: this process ends, and the guardians end its children.
                context.Cancel = !stopping.IsCancellationRequested;
                stopping.Cancel();
            })));

    private ServerResource<T> AddServer<T>(T server)
        where T : ServerProcess
    {
        _servers.Add(server);
        Watch(server);
        return Add(new ServerResource<T>(server));
    }

    private void Watch(ServerProcess server)
    {
        _supervisors[server.Name] = new Supervisor(server, _console);
        _console.Introduce(server.Name);
        server.LineWritten += line => _console.Write(server.Name, line);
    }

    private T Add<T>(T resource)
        where T : Resource
    {
        _resources.Add(resource);
        return resource;
    }

    private sealed class SignalRegistrations(IEnumerable<PosixSignalRegistration> registrations) : IDisposable
    {
        private readonly List<PosixSignalRegistration> _registrations = [.. registrations];

        public void Dispose() => _registrations.ForEach(registration => registration.Dispose());
    }
}
