using System.Collections.Concurrent;
using System.Diagnostics;
using HdrHistogram;
using Npgsql;

namespace RusToK.Benchmarks.Events.Measuring;

/// <summary>
/// Measures commit to visible as a reader sees it: takes about a hundred commits a second as samples and asks the read model
/// for them until they are there: about every millisecond, and less often once they are old, to within a hundredth of their age.
/// A value is from the commit's return to the answer that shows the version, so it is above the true one by up to one poll.
/// </summary>
internal sealed class FreshnessSampler(NpgsqlDataSource dataSource) : IAsyncDisposable
{
    private const int MaxOutstanding = 1_000;
    private static readonly long SampleGap = Stopwatch.Frequency / 100;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestPollInterval = TimeSpan.FromMilliseconds(100);
    private readonly ConcurrentQueue<Sample> offered = new();
    private readonly List<Sample> outstanding = [];
    private readonly List<FreshnessSample> seen = [];
    private readonly CancellationTokenSource stopping = new();
    private readonly LongHistogram histogram = new(TimeSpan.FromMinutes(2).Ticks / TimeSpan.TicksPerMicrosecond, 3);
    private Task polling = Task.CompletedTask;
    private long nextSample;
    private int unseen;

    /// <summary>In microseconds.</summary>
    public HistogramBase Histogram => histogram;

    /// <summary>Every sample; complete after <see cref="FinishAsync"/>.</summary>
    public IReadOnlyList<FreshnessSample> Seen => seen;

    public void Start() => polling = Task.Run(PollAsync);

    /// <summary>May take this commit as a sample; thread-safe and cheap when it does not.</summary>
    public void Offer(int productId, int version, long committedAt)
    {
        var next = Interlocked.Read(ref nextSample);
        if (committedAt < next
            || Volatile.Read(ref unseen) >= MaxOutstanding
            || Interlocked.CompareExchange(ref nextSample, committedAt + SampleGap, next) != next)
        {
            return;
        }

        Interlocked.Increment(ref unseen);
        offered.Enqueue(new Sample(productId, version, committedAt));
    }

    /// <summary>Gives samples still unseen time to appear; what does not counts with the age it has then.</summary>
    public async Task FinishAsync(TimeSpan grace)
    {
        var start = Stopwatch.GetTimestamp();
        while (Volatile.Read(ref unseen) > 0 && Stopwatch.GetElapsedTime(start) < grace)
        {
            await Task.Delay(PollInterval * 10);
        }

        await stopping.CancelAsync();
        await polling;
        foreach (var sample in outstanding.Concat(offered))
        {
            Record(sample, Stopwatch.GetTimestamp());
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await polling;
        stopping.Dispose();
    }

    private async Task PollAsync()
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        NpgsqlParameter<int[]> ids = new();
        await using NpgsqlCommand command = new(
            "select product_id, version from bench_read_model where product_id = any ($1)", connection)
        {
            Parameters = { ids },
        };
        Dictionary<int, int> versions = [];
        while (!stopping.IsCancellationRequested)
        {
            while (offered.TryDequeue(out var sample))
            {
                outstanding.Add(sample);
            }

            if (outstanding.Count > 0)
            {
                ids.TypedValue = [.. outstanding.Select(sample => sample.ProductId).Distinct()];
                versions.Clear();
                await using (var reader = await command.ExecuteReaderAsync())
                {
                    while (await reader.ReadAsync())
                    {
                        versions[reader.GetInt32(0)] = reader.GetInt32(1);
                    }
                }

                var answered = Stopwatch.GetTimestamp();
                outstanding.RemoveAll(sample =>
                {
                    if (versions.GetValueOrDefault(sample.ProductId) < sample.Version)
                    {
                        return false;
                    }

                    Record(sample, answered);
                    Interlocked.Decrement(ref unseen);
                    return true;
                });
            }

            await Task.Delay(NextPoll());
        }
    }

    private TimeSpan NextPoll()
    {
        if (outstanding.Count == 0)
        {
            return PollInterval;
        }

        var hundredth = Stopwatch.GetElapsedTime(outstanding[0].CommittedAt) / 100;
        return TimeSpan.FromTicks(Math.Clamp(hundredth.Ticks, PollInterval.Ticks, LongestPollInterval.Ticks));
    }

    private void Record(Sample sample, long seenAt)
    {
        var age = Stopwatch.GetElapsedTime(sample.CommittedAt, seenAt);
        seen.Add(new FreshnessSample(sample.CommittedAt, age.TotalMilliseconds));
        histogram.RecordValue(Math.Clamp((long)age.TotalMicroseconds, 1, histogram.HighestTrackableValue));
    }

    private readonly record struct Sample(int ProductId, int Version, long CommittedAt);
}
