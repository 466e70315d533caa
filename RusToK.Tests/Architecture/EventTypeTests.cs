using System.Text;
using RusToK.Core.Events;
using Xunit;

namespace RusToK.Tests.Architecture;

public sealed class EventTypeTests
{
    /// <summary>Section 4 of the specification.</summary>
    private static readonly Dictionary<string, string[]> Specified = new()
    {
        ["node"] = ["created", "updated", "translation_updated", "published", "unpublished", "archived", "deleted"],
        ["category"] = ["created", "updated", "deleted"],
        ["tag"] = ["created", "attached", "detached"],
        ["user"] = ["registered", "signed_in", "updated", "disabled"],
        ["product"] = ["created", "updated", "published", "archived", "deleted"],
        ["variant"] = ["created", "updated", "deleted"],
        ["price"] = ["updated"],
        ["inventory"] = ["adjusted", "low"],
        ["order"] = ["placed", "status_changed", "completed", "cancelled"],
        ["tenant"] = ["created", "updated"],
        ["locale"] = ["enabled", "disabled"],
        ["webhook"] = ["created", "updated", "deleted"],
        ["search"] = ["reindex_requested"],
    };

    /// <summary>Changes the specification has no event for, though every change is one (ADR 0060).</summary>
    private static readonly Dictionary<string, string[]> Beyond = new()
    {
        ["collection"] = ["created", "updated", "deleted", "products_changed"],
        ["price_list"] = ["created", "updated", "deleted"],
        ["product_category"] = ["created", "updated", "deleted"],
        ["location"] = ["created", "updated"],
        ["product"] = ["translation_updated"],
        ["user"] = ["session_revoked", "sessions_revoked"],
        ["menu"] = ["created", "updated", "deleted"],
    };

    private static readonly EventTypeRegistry Registry = EventTypeRegistry.FromAssembly(typeof(IEvent).Assembly);

    [Fact]
    public void Every_event_is_one_of_the_specification() => Offenders.AssertNone(
        from type in Registry.Types
        where !(type.Type.Split('.') is [var subject, var fact] && (Specified.GetValueOrDefault(subject)?.Contains(fact) == true || Beyond.GetValueOrDefault(subject)?.Contains(fact) == true))
        select $"{type.Record.FullName}: {type.Type}",
        "An event has a type that the specification does not have.");

    [Fact]
    public void A_subject_that_has_events_has_all_of_them() => Offenders.AssertNone(
        from subject in Registry.Types.Select(t => t.Type.Split('.')[0]).Distinct()
        from fact in Specified.GetValueOrDefault(subject) ?? []
        let type = $"{subject}.{fact}"
        where Registry.Types.All(t => t.Type != type)
        select type,
        "A module leaves out an event of the specification.");

    [Fact]
    public void Every_event_lies_with_the_events_of_its_module_and_is_a_sealed_record() => Offenders.AssertNone(
        from type in Registry.Types
        where !type.Record.Namespace!.EndsWith(".Events", StringComparison.Ordinal) || !type.Record.IsSealed || type.Record.GetMethod("<Clone>$") is null
        select type.Record.FullName!,
        "An event is a sealed record in the Events of its module.");

    [Fact]
    public void A_version_that_nothing_lifts_is_refused_when_the_registry_is_made()
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => new EventTypeRegistry([typeof(Third)], [new FirstToSecond()]));
        Assert.Equal("The event type 'test.lifted' is at version 3, but nothing lifts version 2 to 3.", refusal.Message);
        Assert.Throws<InvalidOperationException>(() => new EventTypeRegistry([typeof(Nameless)], []));
        Assert.Contains("test.lifted", Assert.Throws<InvalidOperationException>(() => new EventTypeRegistry([typeof(Third), typeof(Again)], [])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_old_version_is_lifted_step_by_step_and_an_unknown_one_is_unreadable()
    {
        var registry = new EventTypeRegistry([typeof(Third)], [new FirstToSecond(), new SecondToThird()]);

        Assert.Equal(new Third("a12"), registry.Read(Envelope("test.lifted", 1, """{"value":"a"}""")));
        Assert.Equal(new Third("a2"), registry.Read(Envelope("test.lifted", 2, """{"value":"a"}""")));
        Assert.Equal(new Third("a"), registry.Read(Envelope("test.lifted", 3, """{"value":"a"}""")));
        foreach (var unreadable in (EventEnvelope[])
            [Envelope("test.lifted", 4, "{}"), Envelope("test.lifted", 0, "{}"), Envelope("test.other", 1, "{}"), Envelope("test.lifted", 3, "null"), Envelope("test.lifted", 3, "[]"), Envelope("test.lifted", 3, "")])
            Assert.Throws<UnreadableEventException>(() => registry.Read(unreadable));
    }

    private static EventEnvelope Envelope(string type, int version, string payload) => new()
    {
        Id = Guid.NewGuid(),
        Type = type,
        SchemaVersion = version,
        TenantId = Guid.NewGuid(),
        AggregateType = "test",
        AggregateId = Guid.NewGuid(),
        AggregateVersion = 1,
        CorrelationId = Guid.NewGuid(),
        OccurredAt = DateTimeOffset.UnixEpoch,
        Payload = Encoding.UTF8.GetBytes(payload),
    };

    [EventType("test.lifted", 3)]
    private sealed record Third(string Value) : IEvent;

    [EventType("test.lifted")]
    private sealed record Again(string Value) : IEvent;

    private sealed record Nameless(string Value) : IEvent;

    private sealed class FirstToSecond : IEventUpcaster
    {
        public string EventType => "test.lifted";

        public int FromVersion => 1;

        public ReadOnlyMemory<byte> Lift(ReadOnlyMemory<byte> payload) => Append(payload, "1");
    }

    private sealed class SecondToThird : IEventUpcaster
    {
        public string EventType => "test.lifted";

        public int FromVersion => 2;

        public ReadOnlyMemory<byte> Lift(ReadOnlyMemory<byte> payload) => Append(payload, "2");
    }

    private static byte[] Append(ReadOnlyMemory<byte> payload, string text) => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(payload.Span).Replace("\"}", text + "\"}", StringComparison.Ordinal));
}
