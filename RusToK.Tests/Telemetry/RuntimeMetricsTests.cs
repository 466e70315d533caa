using System.Globalization;
using System.Text.RegularExpressions;
using RusToK.Tests.Fixtures;
using RusToK.Tests.Telemetry.Proof;
using Xunit;

namespace RusToK.Tests.Telemetry;

/// <summary>What <c>/metrics</c> has of the runtime is true of the process, which is this one.</summary>
public sealed class RuntimeMetricsTests(SpineFixture spine)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Proves("dotnet.process.cpu.time")]
    [Proves("dotnet.process.memory.working_set")]
    public async Task Processor_time_and_memory_are_those_of_the_process()
    {
        var least = Environment.CpuUsage.TotalTime.TotalSeconds;
        var cpu = await ScrapeAsync("dotnet_process_cpu_time_seconds_total");
        var memory = Assert.Single(await ScrapeAsync("dotnet_process_memory_working_set_bytes"));

        Assert.Equal(["system", "user"], cpu.Select(s => Label(s.Labels, "cpu_mode")).Order());
        // The page is made at most every few hundred milliseconds.
        Assert.InRange(cpu.Sum(s => s.Value), least - 5, Environment.CpuUsage.TotalTime.TotalSeconds);
        Assert.InRange(memory.Value, Environment.WorkingSet / 2.0, Environment.WorkingSet * 2.0);
    }

    [Fact]
    [Proves("dotnet.gc.collections")]
    [Proves("dotnet.gc.pause.time")]
    public async Task Collections_are_counted_by_generation_with_the_time_that_everything_stood_still()
    {
        const string collections = "dotnet_gc_collections_total";
        var before = await OldestAsync();

        GC.Collect();

        await Eventually.HoldsAsync(async () => await OldestAsync() > before, Cancellation);
        Assert.Equal(["gen0", "gen1", "gen2"], (await ScrapeAsync(collections)).Select(s => Label(s.Labels, "gc_heap_generation")).Order());
        Assert.InRange(Assert.Single(await ScrapeAsync("dotnet_gc_pause_time_seconds_total")).Value, double.Epsilon, GC.GetTotalPauseDuration().TotalSeconds);

        async Task<double> OldestAsync() => (await ScrapeAsync(collections)).Single(s => Label(s.Labels, "gc_heap_generation") == "gen2").Value;
    }

    [Fact]
    [Proves("dotnet.exceptions")]
    public async Task Exceptions_are_counted_by_their_type()
    {
        for (var i = 0; i < 3; i++)
            Assert.Throws<CountedException>(Throw);

        await Eventually.HoldsAsync(
            async () => (await ScrapeAsync("dotnet_exceptions_total")).SingleOrDefault(s => Label(s.Labels, "error_type") == nameof(CountedException)).Value == 3, Cancellation);

        static void Throw() => throw new CountedException();
    }

    [Fact]
    [Proves("dotnet.thread_pool.queue.length")]
    public async Task What_waits_for_a_thread_of_the_pool_is_counted()
    {
        var waiting = Assert.Single(await ScrapeAsync("dotnet_thread_pool_queue_length_total"));

        Assert.InRange(waiting.Value, 0, 100_000);
    }

    private async Task<List<(string Labels, double Value)>> ScrapeAsync(string series)
    {
        var api = await spine.SharedApiAsync();
        var page = await api.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Cancellation);
        return
        [
            .. from line in page.Split('\n')
               let match = Regex.Match(line, $@"^{series}(?:\{{(?<labels>[^}}]*)\}})? (?<value>\S+)")
               where match.Success
               select (match.Groups["labels"].Value, double.Parse(match.Groups["value"].Value, CultureInfo.InvariantCulture)),
        ];
    }

    private static string Label(string labels, string name) => Regex.Match(labels, $"{name}=\"([^\"]*)\"").Groups[1].Value;

    private sealed class CountedException : Exception;
}
