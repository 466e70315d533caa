using System.Globalization;
using System.Text.Json;
using RusToK.Embedded.Servers;

namespace RusToK.Embedded.Topology;

/// <summary>What a running system keeps in a folder: its data, its secrets, and where others find it.</summary>
public sealed class StateDirectory : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly JsonSerializerOptions Published = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private const string AccountsMember = "accounts";

    private const string TokensMember = "tokens";

    private FileStream? _lock;

    /// <param name="path">The folder, such as <c>.rustok</c>; made when absent.</param>
    public StateDirectory(string path)
    {
        Path = path;
        Directory.CreateDirectory(path);
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>What survives a stop.</summary>
    public string Data => In("data");

    /// <summary>Every service's name and address, and under <c>accounts</c> who can sign in and under <c>tokens</c> what programs send, as JSON; there while the system is ready.</summary>
    public string EndpointsFile => In("endpoints.json");

    /// <summary>Lines NAME=VALUE: the environment of administrative commands; there while the system is ready.</summary>
    public string EnvironmentFile => In("worker.env");

    private string ProcessIdFile => In("apphost.pid");

    /// <summary>Makes this process the one that runs the system of this folder.</summary>
    /// <exception cref="InvalidOperationException">Another process does.</exception>
    public void Claim()
    {
        try
        {
            _lock = new FileStream(In("apphost.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            var holder = File.Exists(ProcessIdFile) ? $" as process {File.ReadAllText(ProcessIdFile).Trim()}" : "";
            throw new InvalidOperationException(
                $"The system of {Path} runs already{holder}: see ./rustok status, or end it by ./rustok down.", exception);
        }

        Withdraw();
        File.WriteAllText(ProcessIdFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Removes all data, once the servers of an earlier run have let go of it.</summary>
    public async Task EmptyAsync(CancellationToken cancellationToken)
    {
        string[] places = [Data, System.IO.Path.GetDirectoryName(PostgresServer.SharedDataDirectory(PostgresData))!];
        foreach (var place in places.Where(Directory.Exists))
        {
            foreach (var file in Directory.EnumerateFiles(place, "*.pid", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 }))
                await ServerProcess.EndOrphanAsync(file, _ => { }, cancellationToken);
            Directory.Delete(place, recursive: true);
        }
    }

    /// <summary>Passwords made for this data, kept beside it in a file only its owner reads.</summary>
    public ClusterSecrets Secrets() => Kept("secrets.json", ClusterSecrets.Generate, static secrets => secrets);

    /// <summary>Keys and passwords of the applications, made for this data and kept like <see cref="Secrets"/>.</summary>
    public DevelopmentSecrets DevelopmentSecrets() => Kept("development.json", Topology.DevelopmentSecrets.Generate, static secrets => secrets.Complete());

    /// <summary>Lets others find the system.</summary>
    /// <param name="endpoints">Every service's name and address.</param>
    /// <param name="accounts">Who can sign in, by name.</param>
    /// <param name="tokens">What programs send to be let in, by name.</param>
    /// <param name="environment">That of administrative commands.</param>
    public void Publish(
        IReadOnlyDictionary<string, Uri> endpoints, IReadOnlyDictionary<string, Account> accounts, IReadOnlyDictionary<string, string> tokens,
        IReadOnlyDictionary<string, string> environment)
    {
        WriteAtomically(EnvironmentFile, string.Concat(environment.Select(pair => $"{pair.Key}={pair.Value}\n")), OwnerOnly);
        var members = endpoints.ToDictionary(pair => pair.Key, object (pair) => pair.Value.ToString().TrimEnd('/'));
        if (accounts.Count > 0)
            members[AccountsMember] = accounts;
        if (tokens.Count > 0)
            members[TokensMember] = tokens;
        WriteAtomically(EndpointsFile, JsonSerializer.Serialize(members, Published) + "\n", OwnerOnly);
    }

    /// <summary>The addresses of the system that runs in this folder; null when none does.</summary>
    public IReadOnlyDictionary<string, Uri>? ReadEndpoints()
    {
        if (!File.Exists(EndpointsFile) || !IsClaimed())
            return null;
        using var document = JsonDocument.Parse(File.ReadAllText(EndpointsFile));
        return document.RootElement.EnumerateObject()
            .Where(member => member.Name is not (AccountsMember or TokensMember))
            .ToDictionary(member => member.Name, member => new Uri(member.Value.GetString()!));
    }

    /// <summary>Takes back what <see cref="Publish"/> and <see cref="Claim"/> have said.</summary>
    public void Withdraw()
    {
        File.Delete(EndpointsFile);
        File.Delete(EnvironmentFile);
        File.Delete(ProcessIdFile);
    }

    /// <summary>Lets another process run the system of this folder.</summary>
    public void Dispose() => _lock?.Dispose();

    internal string PostgresData => System.IO.Path.Combine(Data, "postgres");

    private bool IsClaimed()
    {
        try
        {
            using var free = new FileStream(In("apphost.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private T Kept<T>(string name, Func<T> make, Func<T, T> complete)
        where T : class
    {
        Directory.CreateDirectory(Data);
        var file = System.IO.Path.Combine(Data, name);
        var kept = File.Exists(file) ? JsonSerializer.Deserialize<T>(File.ReadAllText(file)) : null;
        var secrets = kept is null ? make() : complete(kept);
        if (!ReferenceEquals(secrets, kept))
            WriteAtomically(file, JsonSerializer.Serialize(secrets, Indented), OwnerOnly);
        return secrets;
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);

    private static void WriteAtomically(string file, string text, UnixFileMode mode)
    {
        var half = $"{file}.{Guid.NewGuid():N}";
        using (var writer = new StreamWriter(half, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = mode,
        }))
        {
            writer.Write(text);
        }

        File.Move(half, file, overwrite: true);
    }
}
