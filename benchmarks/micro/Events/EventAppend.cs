using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using BenchmarkDotNet.Attributes;
using Npgsql;
using RusToK.Benchmarks.Micro.Telemetry;
using RusToK.Core.Commands;
using RusToK.Core.Content;
using RusToK.Core.Content.Events;
using RusToK.Core.Events;
using RusToK.Core.Events.Log;
using RusToK.Core.Telemetry;

namespace RusToK.Benchmarks.Micro.Events;

/// <summary>An event's identity, envelope and statement, all but the round trip, against the JSON of its payload alone.</summary>
public class EventAppend
{
    private const int PayloadParameter = 14;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly EventAppender _appender = new(EventTypeRegistry.FromAssembly(typeof(EventTypeRegistry).Assembly), TimeProvider.System);
    private readonly CommandContext _context = new(Guid.CreateVersion7(), "en", Guid.CreateVersion7(), Guid.CreateVersion7());
    private readonly NodeCreated _event = SampleEvents.Created;
    private readonly PendingEvent[] _pending = [new(SampleEvents.Created, ContentSchema.NodeAggregate, Guid.CreateVersion7(), 1)];
    private HeardSpans? _spans;

    [GlobalSetup]
    public void Prepare()
    {
        using var batch = new NpgsqlBatch();
        AppendTo(batch);
        var parameters = batch.BatchCommands[0].Parameters;
        Check.That(((NpgsqlParameter<ReadOnlyMemory<byte>>)parameters[PayloadParameter]).TypedValue.Span.SequenceEqual(Bare()));
        Check.That(parameters.Count == PayloadParameter + 1 && batch.BatchCommands.Count == 1);
    }

    [GlobalSetup(Target = nameof(Traced))]
    public void PrepareTraced()
    {
        _spans = HeardSpans.Of(TelemetrySources.EventsName);
        Prepare();
        Check.That(_spans.Last is { OperationName: "create node.created" });
    }

    [GlobalCleanup(Target = nameof(Traced))]
    public void Silence() => _spans?.Dispose();

    [Benchmark(Baseline = true, Description = "JSON of the payload")]
    public byte[] Bare() => JsonSerializer.SerializeToUtf8Bytes(_event, Json);

    [Benchmark(Description = "append of an event, not traced")]
    public int Untraced() => Append();

    [Benchmark(Description = "append of an event, traced")]
    public int Traced() => Append();

    private int Append()
    {
        using var batch = new NpgsqlBatch();
        AppendTo(batch);
        return batch.BatchCommands.Count;
    }

    private void AppendTo(NpgsqlBatch batch)
    {
        var created = _appender.Create(_pending, _context);
        created.AddTo(batch);
        created.Complete();
    }
}
