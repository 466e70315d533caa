using System.Globalization;
using Npgsql;

namespace RusToK.Worker.Hosting;

/// <summary>
/// How long PostgreSQL bears a process that says nothing (frozen, unreachable): its connections look alive, and what they hold would be held for
/// ever. PostgreSQL ends them, wherever they stopped.
/// </summary>
internal static class Silence
{
    /// <summary>Longest transaction of a process that may be silent for so long: one of its statements may take a while.</summary>
    public static TimeSpan LongestTransaction(TimeSpan silence) => 3 * silence;

    /// <summary>
    /// Ends the session when nothing comes between two statements, when a statement was begun and its end does not come, and when nobody reads
    /// the answer.
    /// </summary>
    public static void EndsSession(NpgsqlBatch batch, TimeSpan silence)
    {
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"SET idle_session_timeout = {Milliseconds(silence)}"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"SET transaction_timeout = {Milliseconds(LongestTransaction(silence))}"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"SET tcp_user_timeout = {Milliseconds(silence)}"));
    }

    /// <summary>As a setting of PostgreSQL's wants it.</summary>
    public static string Milliseconds(TimeSpan time) => ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
}
