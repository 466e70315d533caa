using System.Diagnostics;
using Npgsql;
using RusToK.Core.Events.Streams;
using RusToK.Core.Persistence;
using RusToK.Core.Telemetry;

namespace RusToK.Worker.Consumers;

/// <summary>
/// One transaction that writes the effects of several events, as traces show it. Of an event that is alone the statement's span is a child.
/// Of several it is in a trace of the batch, <c>process rustok.events</c>, which links to all of them; and each event's own trace has a
/// span of the same name, time and outcome below its <c>process</c> span, linked to the batch.
/// </summary>
internal sealed class WriteSpans : IDisposable
{
    private const int MaxLinks = 128;
    private readonly List<Activity> _events;
    private readonly Activity? _batch;
    private List<Activity> _copies = [];

    private WriteSpans(string consumer, List<Activity> events)
    {
        _events = events;
        if (events.Count == 1)
        {
            Activity.Current = events[0];
            return;
        }

        Activity.Current = null;
        _batch = TelemetrySources.Events.StartActivity(
            $"process {StreamNames.Destination}", ActivityKind.Consumer, default(ActivityContext), tags: null,
            events.Take(MaxLinks).Select(span => new ActivityLink(span.Context)));
        _batch?.SetTag(Attributes.MessagingSystem, StreamNames.System)
            .SetTag(Attributes.MessagingOperationType, ProcessSpans.Process)
            .SetTag(Attributes.MessagingOperationName, ProcessSpans.Process)
            .SetTag(Attributes.MessagingDestination, StreamNames.Destination)
            .SetTag(Attributes.MessagingConsumerGroup, consumer)
            .SetTag(Attributes.MessagingBatchCount, events.Count)
            .SetTag(Attributes.Handler, consumer);
        var tenant = events[0].GetTagItem(Attributes.TenantId);
        if (events.TrueForAll(span => Equals(span.GetTagItem(Attributes.TenantId), tenant)))
            _batch?.SetBaggage(Attributes.TenantId, tenant?.ToString());
    }

    /// <param name="consumer">The projection.</param>
    /// <param name="events">The <c>process</c> spans of the events; what is current afterwards is the parent of the statement's span.</param>
    public static WriteSpans? Start(string consumer, IEnumerable<Activity> events)
    {
        List<Activity> traced = [.. events];
        return traced.Count == 0 ? null : new WriteSpans(consumer, traced);
    }

    /// <summary>The statements are about to be sent.</summary>
    public void Send(NpgsqlBatch batch, NpgsqlConnection connection)
    {
        if (_events.Count == 1)
            return;
        var name = SqlSummary.Of(batch);
        ActivityLink[] link = _batch is null ? [] : [new ActivityLink(_batch.Context)];
        _copies = new List<Activity>(_events.Count);
        foreach (var span in _events)
        {
            Activity.Current = span;
            if (TelemetrySources.Events.StartActivity(name, ActivityKind.Client, default(ActivityContext), tags: null, link) is { } copy)
                _copies.Add(copy
                    .SetTag(Attributes.DbSystem, "postgresql")
                    .SetTag(Attributes.DbNamespace, connection.Database)
                    .SetTag(Attributes.DbQuerySummary, name)
                    .SetTag(Attributes.DbBatchSize, batch.BatchCommands.Count)
                    .SetTag(Attributes.ServerAddress, connection.Host)
                    .SetTag(Attributes.ServerPort, connection.Port));
        }

        Activity.Current = _batch;
    }

    public void Fail(Exception error)
    {
        _batch.Fail(error);
        foreach (var copy in _copies)
            copy.Fail(error);
    }

    public void Dispose()
    {
        foreach (var copy in _copies)
            copy.Dispose();
        _batch?.Dispose();
        Activity.Current = null;
    }
}
