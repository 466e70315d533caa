using System.Collections.Concurrent;

namespace RusToK.Core.Events.Log;

/// <summary>Span names of one event type, made once: there are few types and many spans.</summary>
internal static class CreateSpanName
{
    private static readonly ConcurrentDictionary<string, string> Names = new();

    public static string For(string eventType) => Names.GetOrAdd(eventType, static type => "create " + type);
}
