using System.Buffers.Binary;
using RusToK.Core.Events;
using RusToK.Core.Faults;
using RusToK.Core.Telemetry;

namespace RusToK.Worker.Consumers;

/// <summary>Where faults of the handling of events come in: before the transaction of an attempt, which then meets them as its own failure.</summary>
internal sealed class HandlerFaults(ActiveFaults faults)
{
    private readonly FaultPoint _point = new(faults, FaultSeams.Handler, Failure);

    /// <param name="handler">The consumer.</param>
    /// <param name="events">What the attempt is to apply.</param>
    /// <param name="spans">Theirs; null when they are not traced.</param>
    /// <param name="stop">Ends a delay.</param>
    public ValueTask PassAsync(string handler, IReadOnlyList<Delivery> events, ProcessSpans? spans, CancellationToken stop) =>
        _point.PassAsync(new Attempt(handler, events, spans), stop);

    /// <summary>One that is transient repeats the batch, any other is the event's own.</summary>
    private static Exception Failure(Fault fault) => fault.Name == FaultCatalogue.HandlerError
        ? new IOException(InjectedFaultException.TextOf(fault))
        : new InjectedFaultException(fault);

    private readonly record struct Attempt(string Handler, IReadOnlyList<Delivery> Events, ProcessSpans? Spans) : IFaultSubject
    {
        public double RateOf(ActiveFault fault)
        {
            if (fault.Fault.Name == FaultCatalogue.PoisonEvent)
                return Struck(fault).Any() ? 1 : 0;
            return Struck(fault).Any() ? fault.Rate : 0;
        }

        public void Mark(ActiveFault fault)
        {
            foreach (var index in Struck(fault))
                Spans?.All[index]?.SetTag(Attributes.Fault, fault.Fault.Name);
        }

        private IEnumerable<int> Struck(ActiveFault fault)
        {
            for (var i = 0; i < Events.Count; i++)
                if (Concerns(fault, Events[i].Envelope))
                    yield return i;
        }

        private bool Concerns(ActiveFault fault, EventEnvelope e) =>
            (fault.Handler is null || fault.Handler == Handler) && (fault.EventType is null || fault.EventType == e.Type) && fault.IsFor(e.TenantId)
            && (fault.Fault.Name != FaultCatalogue.PoisonEvent || IsChosen(e.Id, fault.Rate));

        /// <summary>By its id, so that it is the same event in each attempt.</summary>
        private static bool IsChosen(Guid id, double rate)
        {
            Span<byte> bytes = stackalloc byte[16];
            id.TryWriteBytes(bytes);
            return BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]) < rate * uint.MaxValue || rate >= 1;
        }
    }
}
