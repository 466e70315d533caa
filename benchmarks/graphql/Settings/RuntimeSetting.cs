namespace RusToK.Benchmarks.GraphQL.Settings;

/// <summary>How the runtime of the API's process is set.</summary>
/// <param name="Name">As in the table.</param>
/// <param name="Environment">Variables of .NET; numbers are hexadecimal.</param>
internal sealed record RuntimeSetting(string Name, params (string Name, string Value)[] Environment)
{
    public const string Delivered = "as delivered";

    /// <summary>What is added to the connection string of PostgreSQL.</summary>
    public string Connection { get; init; } = "";

    public static IReadOnlyList<RuntimeSetting> All { get; } =
    [
        new(Delivered),
        new("server GC", ("DOTNET_gcServer", "1"), ("DOTNET_GCGen0MaxBudget", "0")),
        new("workstation GC", ("DOTNET_gcServer", "0"), ("DOTNET_GCGen0MaxBudget", "0")),
        new("workstation GC, not concurrent", ("DOTNET_gcServer", "0"), ("DOTNET_gcConcurrent", "0"), ("DOTNET_GCGen0MaxBudget", "0")),
        new("workstation GC, youngest generation 64 MB", ("DOTNET_gcServer", "0"), ("DOTNET_GCGen0MaxBudget", "4000000")),
        new("workstation GC, youngest generation 32 MB", ("DOTNET_gcServer", "0"), ("DOTNET_GCGen0MaxBudget", "2000000")),
        new("workstation GC, youngest generation 16 MB", ("DOTNET_gcServer", "0"), ("DOTNET_GCGen0MaxBudget", "1000000")),
        new("no profile-guided code", ("DOTNET_TieredPGO", "0")),
        new("threads wait without spinning", ("DOTNET_ThreadPool_UnfairSemaphoreSpinLimit", "0")),
        new("code mapped once", ("DOTNET_EnableWriteXorExecute", "0")),
        new("code mapped once, no spinning", ("DOTNET_EnableWriteXorExecute", "0"), ("DOTNET_ThreadPool_UnfairSemaphoreSpinLimit", "0")),
        new("sockets complete inline", ("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1")),
        new("reads of 32 KB from PostgreSQL") { Connection = ";Read Buffer Size=32768" },
        new("inline, and reads of 32 KB", ("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1")) { Connection = ";Read Buffer Size=32768" },
    ];
}
