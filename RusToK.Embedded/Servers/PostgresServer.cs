using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using RusToK.Embedded.Ports;
using RusToK.Embedded.Processes;
using RusToK.Embedded.Tools;

namespace RusToK.Embedded.Servers;

/// <summary>A PostgreSQL cluster of its own: made by initdb on its first start, run as an ordinary user even for root.</summary>
public sealed class PostgresServer : ServerProcess
{
    private const string Superuser = "postgres";

    // Where data and programs go when the checkout lies in a folder that the unprivileged user cannot enter.
    private const string SharedState = "/var/lib/rustok";

    private readonly PostgresServerOptions _options;
    private readonly PortLease _port;
    private readonly UnprivilegedUser? _user;
    private PostgresBinaries _binaries;

    /// <exception cref="ToolMissingException">No PostgreSQL of version 15 or above was found.</exception>
    public PostgresServer(string name, PostgresServerOptions options)
        : base(name)
    {
        _options = options;
        _binaries = PostgresBinaries.Find();
        _user = UnprivilegedUser.ForRoot();
        _port = PortLease.Take(options.Port, name);
        DataDirectory = options.DataDirectory;
    }

    /// <summary>Port on 127.0.0.1; the same over all starts.</summary>
    public int Port => _port.Port;

    /// <summary>Where the cluster is, which for root may not be where it was asked to be.</summary>
    public string DataDirectory { get; private set; }

    /// <inheritdoc cref="PostgresServerOptions.MaxConnections"/>
    public int MaxConnections => _options.MaxConnections;

    /// <summary>True when pg_stat_statements is loaded.</summary>
    public bool HasStatementStatistics => _binaries.Has("pg_stat_statements");

    private protected override string? ProcessIdFile => Path.Combine(Path.GetDirectoryName(DataDirectory)!, $"{Name}.pid");

    /// <summary>Connection string of the superuser.</summary>
    public string SuperuserConnectionString(string database = "postgres") =>
        ConnectionString(database, Superuser, _options.SuperuserPassword);

    /// <summary>Connection string, in Npgsql's format, for a database and a login of this cluster.</summary>
    public string ConnectionString(string database, string user, string password) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = Port,
            Database = database,
            Username = user,
            Password = password,
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
        }.ConnectionString;

    /// <summary>Makes a database, as a copy of <paramref name="template"/> when one is given.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="template">A database nobody is connected to.</param>
    /// <param name="owner">The role that owns it; the superuser by default.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Connection string of the superuser in the new database.</returns>
    public async Task<string> CreateDatabaseAsync(
        string name, string? template = null, string? owner = null, CancellationToken cancellationToken = default)
    {
        var statement = new StringBuilder($"create database {Quote(name)}");
        if (template is not null)
            statement.Append(CultureInfo.InvariantCulture, $" template {Quote(template)}");
        if (owner is not null)
            statement.Append(CultureInfo.InvariantCulture, $" owner {Quote(owner)}");
        await ExecuteAsync(statement.ToString(), cancellationToken: cancellationToken);
        return SuperuserConnectionString(name);
    }

    /// <summary>Drops a database with all connections to it.</summary>
    public Task DropDatabaseAsync(string name, CancellationToken cancellationToken = default) =>
        ExecuteAsync($"drop database if exists {Quote(name)} with (force)", cancellationToken: cancellationToken);

    /// <summary>Makes sure that a login and a database it owns exist. The login may create roles and is no superuser.</summary>
    public async Task EnsureOwnedDatabaseAsync(
        string database, string owner, string password, CancellationToken cancellationToken = default)
    {
        var verb = await ExistsAsync("select exists (select from pg_roles where rolname = $1)", owner, cancellationToken) ? "alter" : "create";
        await ExecuteAsync(
            $"{verb} role {Quote(owner)} login createrole password '{password.Replace("'", "''", StringComparison.Ordinal)}'",
            cancellationToken: cancellationToken);

        // So that the owner can let a monitoring role see other sessions.
        await ExecuteAsync($"grant pg_monitor to {Quote(owner)} with admin option", cancellationToken: cancellationToken);
        if (!await ExistsAsync("select exists (select from pg_database where datname = $1)", database, cancellationToken))
            await CreateDatabaseAsync(database, owner: owner, cancellationToken: cancellationToken);
        if (HasStatementStatistics)
            await ExecuteAsync("create extension if not exists pg_stat_statements", database, cancellationToken);
    }

    /// <summary>Runs a statement as the superuser.</summary>
    public async Task ExecuteAsync(string statement, string database = "postgres", CancellationToken cancellationToken = default)
    {
        await using var connection = await OpenAsync(database, cancellationToken);
#pragma warning disable CA2100 // Names are quoted by the callers; utility statements take no parameters.
        await using var command = new NpgsqlCommand(statement, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Ends it at once without a checkpoint, as <c>pg_ctl stop -m immediate</c>: the next start recovers.</summary>
    public Task StopImmediateAsync() => EndAsync(UnixSignal.Quit, TimeSpan.FromSeconds(5));

    private protected override async Task<ChildCommand> PrepareAsync(CancellationToken cancellationToken)
    {
        await InitializeAsync(cancellationToken);
        List<string> arguments = ["-D", DataDirectory];
        foreach (var (name, value) in EffectiveSettings())
            arguments.AddRange(["-c", $"{name}={value}"]);
        return new ChildCommand(_binaries.Server, arguments)
        {
            // INT is a fast shutdown; an orphan whose data nobody wants may go at once.
            StopSignal = _options.ThrowAway ? UnixSignal.Quit : UnixSignal.Interrupt,
            Grace = TimeSpan.FromSeconds(10),
        }.As(_user);
    }

    private protected override async Task<bool> ProbeAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync("postgres", cancellationToken);
        await using var command = new NpgsqlCommand("select 1", connection);
        return await command.ExecuteScalarAsync(cancellationToken) is 1;
    }

    private protected override void ReleaseResources()
    {
        _port.Dispose();
        if (_options.ThrowAway && Directory.Exists(DataDirectory))
            Directory.Delete(DataDirectory, recursive: true);
    }

    private static string Quote(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private Dictionary<string, string> EffectiveSettings()
    {
        var settings = new Dictionary<string, string>
        {
            ["listen_addresses"] = "127.0.0.1",
            ["port"] = Port.ToString(CultureInfo.InvariantCulture),
            ["unix_socket_directories"] = "",
            ["max_connections"] = _options.MaxConnections.ToString(CultureInfo.InvariantCulture),
            ["shared_buffers"] = _options.SharedBuffers,
        };
        if (HasStatementStatistics)
            settings["shared_preload_libraries"] = "pg_stat_statements";
        if (!_options.Durable)
        {
            settings["fsync"] = "off";
            settings["full_page_writes"] = "off";
        }

        foreach (var (name, value) in _options.Settings)
            settings[name] = value;
        return settings;
    }

    private async Task<NpgsqlConnection> OpenAsync(string database, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection($"{SuperuserConnectionString(database)};Pooling=false;Timeout=5");
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task<bool> ExistsAsync(string question, string name, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync("postgres", cancellationToken);
#pragma warning disable CA2100 // The question is a constant of the callers above.
        await using var command = new NpgsqlCommand(question, connection) { Parameters = { new NpgsqlParameter { Value = name } } };
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private async Task InitializeAsync(CancellationToken cancellationToken)
    {
        var versionFile = Path.Combine(DataDirectory, "PG_VERSION");
        if (File.Exists(versionFile))
        {
            var version = (await File.ReadAllTextAsync(versionFile, cancellationToken)).Trim();
            if (version != _binaries.Version.ToString(CultureInfo.InvariantCulture))
                throw new ServerStartException(
                    Name,
                    $"is version {_binaries.Version}, and {DataDirectory} was made by version {version}; "
                    + "./rustok up --fresh begins anew, or dump the data with the old version and restore it with the new one",
                    []);
            return;
        }

        // initdb leaves an unfinished cluster behind when it is killed.
        if (Directory.EnumerateFileSystemEntries(DataDirectory).Any())
        {
            Directory.Delete(DataDirectory, recursive: true);
            MakeDirectory(DataDirectory);
        }

        var passwordFile = $"{DataDirectory}.{RandomNumberGenerator.GetHexString(8)}";
        await using (var stream = new FileStream(passwordFile, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(_options.SuperuserPassword), cancellationToken);
        }

        try
        {
            if (_user is not null)
                NativeProcess.ChangeOwner(passwordFile, _user.UserId, _user.GroupId);
            List<string> arguments =
            [
                "-D", DataDirectory, "-U", Superuser, "-A", "scram-sha-256", $"--pwfile={passwordFile}",
                "--encoding=UTF8", "--no-instructions", .. LocaleArguments(),
            ];
            if (!_options.Durable)
                arguments.Add("--no-sync");
            await RunAsync(_binaries.InitDb, arguments, cancellationToken);
        }
        finally
        {
            File.Delete(passwordFile);
        }
    }

    // Upper and lower case of all scripts, byte order for sorting, and no dependence on the machine's locales.
    private string[] LocaleArguments()
    {
        var characters = OperatingSystem.IsMacOS() ? "en_US.UTF-8" : "C.UTF-8";
        return _binaries.Version >= 17
            ? ["--locale=C", $"--lc-ctype={characters}", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
            : ["--locale=C", $"--lc-ctype={characters}"];
    }

    private protected override async Task LocateAsync(CancellationToken cancellationToken)
    {
        MakeDirectory(DataDirectory);
        if (_user is null)
            return;
        if (!await CanAsync(_user, "-x", _binaries.Server, cancellationToken))
        {
            var copy = Path.Combine(SharedState, "tools", $"postgresql-{_binaries.Version}");
            if (!_binaries.IsBundled)
                throw new ServerStartException(Name, $"cannot run: the user {_user.Name} may not execute {_binaries.Server}", []);
            Write($"{_binaries.Root} is closed to the user {_user.Name}: its programs are copied to {copy}");
            MakeShared();
            _binaries = await _binaries.CopyToAsync(copy, cancellationToken);
        }

        if (!await CanAsync(_user, "-w", DataDirectory, cancellationToken))
        {
            var elsewhere = SharedDataDirectory(_options.DataDirectory);
            Write($"{DataDirectory} is closed to the user {_user.Name}: its data is kept in {elsewhere}");
            if (!Directory.EnumerateFileSystemEntries(DataDirectory).Any())
                Directory.Delete(DataDirectory);
            MakeShared();
            DataDirectory = elsewhere;
            MakeDirectory(DataDirectory);
        }
    }

    /// <summary>Where the cluster asked for at a path is when the unprivileged user cannot enter that path.</summary>
    internal static string SharedDataDirectory(string dataDirectory)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(dataDirectory)))[..16];
        return Path.Combine(SharedState, hash, "postgres");
    }

    private static void MakeShared()
    {
        Directory.CreateDirectory(SharedState);
        File.SetUnixFileMode(
            SharedState,
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
    }

    private void MakeDirectory(string path)
    {
        if (Directory.Exists(path))
            return;
        var parent = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(parent))
            Directory.CreateDirectory(parent);
        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (_user is not null)
            NativeProcess.ChangeOwner(path, _user.UserId, _user.GroupId);
    }

    private async Task<bool> CanAsync(UnprivilegedUser user, string test, string path, CancellationToken cancellationToken)
    {
        var refusal = "";
        await using var process = await ChildProcess.StartAsync(
            new ChildCommand("test", [test, path]).As(user), line => refusal = line, cancellationToken);
        var exitCode = await process.Completion.WaitAsync(cancellationToken);
        return refusal.Length == 0
            ? exitCode == 0
            : throw new ServerStartException(
                Name, $"must run as the user {user.Name} because root started it, and the system refuses that", [refusal]);
    }

    private async Task RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        await using var process = await ChildProcess.StartAsync(
            new ChildCommand(program, arguments).As(_user), line => { lock (lines) lines.Add(line); }, cancellationToken);
        var exitCode = await process.Completion.WaitAsync(cancellationToken);
        if (exitCode != 0)
            throw new ServerStartException(Name, $"could not be set up: {Path.GetFileName(program)} ended with exit code {exitCode}", lines);
    }
}
