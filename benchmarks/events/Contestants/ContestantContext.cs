using Npgsql;

namespace RusToK.Benchmarks.Events.Contestants;

/// <param name="ConnectionString">The round's own database, as superuser.</param>
/// <param name="DataSource">Pooled connections to it, statements prepared automatically.</param>
/// <param name="Redis">host:port, or null when the run has no Redis.</param>
/// <param name="Options">Of the run.</param>
internal sealed record ContestantContext(
    string ConnectionString,
    NpgsqlDataSource DataSource,
    string? Redis,
    BenchmarkOptions Options);
