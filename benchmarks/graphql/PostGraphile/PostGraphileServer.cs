using Npgsql;
using RusToK.Benchmarks.GraphQL.Contestants;
using RusToK.Benchmarks.GraphQL.Load;
using RusToK.Benchmarks.GraphQL.Servers;

namespace RusToK.Benchmarks.GraphQL.PostGraphile;

/// <summary>PostGraphile over the same tables, as superuser, in a process of Node.js; or the reason why it is not there.</summary>
internal sealed class PostGraphileServer : IAsyncDisposable
{
    private const string Name = "PostGraphile 5";

    private readonly ServedProcess? _process;

    private PostGraphileServer(ServedProcess? process, IReadOnlyList<Contestant> contestants, string remark) => (_process, Contestants, Remark) = (process, contestants, remark);

    /// <summary>It, or nobody.</summary>
    public IReadOnlyList<Contestant> Contestants { get; }

    /// <summary>For the title of the table: why it is not in it.</summary>
    public string Remark { get; }

    /// <summary>Its process, which has no others below it, as processor time is told by.</summary>
    public Dictionary<string, int> Processes => _process is null ? [] : new() { [Name] = _process.ProcessId };

    /// <param name="system">Whose tables.</param>
    /// <param name="question">What it is asked.</param>
    /// <param name="data">What the API answers.</param>
    /// <param name="wanted">Parts of the names of those that take part.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<PostGraphileServer> StartAsync(
        SystemUnderTest system, ProductQuestion question, ReadOnlyMemory<byte> data, IReadOnlyList<string> wanted, CancellationToken cancellationToken)
    {
        if (!wanted.Any(part => Name.Contains(part, StringComparison.OrdinalIgnoreCase)))
            return new PostGraphileServer(null, [], "");
        ServedProcess? process = null;
        try
        {
            var installation = await PostGraphileInstallation.EnsureAsync(cancellationToken);
            await PostGraphileQuestion.PrepareAsync(system.Database.Superuser, cancellationToken);
            process = await ServedProcess.StartAsync(
                installation.Node, [Path.Combine(AppContext.BaseDirectory, "PostGraphile", "server.cjs")], Environment(system, installation), cancellationToken);
            var request = Requests.Text(PostGraphileQuestion.DocumentOf(question));
            using var connection = await HttpConnection.OpenAsync(process.Port, cancellationToken);
            var answer = await connection.AskAsync(request, cancellationToken);
            if (answer.Status != 200 || !PostGraphileQuestion.IsRight(answer.Body, data, question))
                throw new InvalidOperationException($"it does not answer right: {answer}");
            return new PostGraphileServer(process, [new Contestant(Name, Name, process.Port, request, Answer: answer.Body.ToArray())], "");
        }
        catch (Exception failure) when (failure is InvalidOperationException or IOException)
        {
            if (process is not null)
                await process.DisposeAsync();
            return new PostGraphileServer(null, [], $"; {Name} is not there: {failure.Message}");
        }
    }

    public ValueTask DisposeAsync() => _process?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static Dictionary<string, string> Environment(SystemUnderTest system, PostGraphileInstallation installation)
    {
        var database = new NpgsqlConnectionStringBuilder(system.SuperuserConnectionString);
        return new Dictionary<string, string>
        {
            ["NODE_ENV"] = "production",
            ["GRAPHILE_ENV"] = "production",
            ["NODE_PATH"] = installation.Modules,
            ["BENCHMARK_DATABASE"] = FormattableString.Invariant(
                $"postgres://{Uri.EscapeDataString(database.Username!)}:{Uri.EscapeDataString(database.Password ?? "")}@{database.Host}:{database.Port}/{database.Database}"),
            ["BENCHMARK_SCHEMA"] = PostGraphileQuestion.Schema,
        };
    }
}
