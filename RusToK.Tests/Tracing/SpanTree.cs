using System.Diagnostics;
using System.Text;
using Xunit;

namespace RusToK.Tests.Tracing;

/// <summary>
/// The spans of one trace as a tree, so that a test can say what it is exactly: one line a span, <c>name [kind, service]</c>, indented
/// below its parent, siblings in the order they began. What is chance is not shown: whether a pool had a connection left, whether a process had
/// to ask Redis since when a tag counts, and which of an event's consumers was first (they are in the order of their names, before what comes of them).
/// </summary>
internal sealed class SpanTree
{
    private readonly ILookup<string, RecordedSpan> _children;
    private readonly List<RecordedSpan> _roots;

    public SpanTree(IEnumerable<RecordedSpan> spans)
    {
        Spans = [.. spans.OrderBy(s => s.StartedAt)];
        var known = Spans.Select(s => s.SpanId).ToHashSet();
        _children = Spans.Where(s => s.ParentId is not null).ToLookup(s => s.ParentId!);
        _roots = [.. Spans.Where(s => s.ParentId is null || !known.Contains(s.ParentId))];
    }

    public IReadOnlyList<RecordedSpan> Spans { get; }

    /// <summary>Every exception recorded on any of the spans.</summary>
    public IEnumerable<RecordedEvent> Exceptions => Spans.SelectMany(s => s.Exceptions);

    /// <summary>The only span of that name.</summary>
    public RecordedSpan Single(string name)
    {
        var found = Spans.Where(s => s.Name == name).ToList();
        Assert.True(found.Count == 1, $"{found.Count} spans are called '{name}' in\n{this}");
        return found[0];
    }

    /// <summary>The spans directly below one.</summary>
    public IEnumerable<RecordedSpan> Below(RecordedSpan span)
    {
        var children = _children[span.SpanId].Where(IsShown);
        return span.Kind == ActivityKind.Producer
            ? children.OrderBy(Rank).ThenBy(s => s.Kind == ActivityKind.Consumer ? s.Attributes.GetValueOrDefault("handler") : null, StringComparer.Ordinal)
            : children;
    }

    /// <summary>A span with all that is shown below it.</summary>
    public IEnumerable<RecordedSpan> Branch(RecordedSpan span) => [span, .. Below(span).SelectMany(Branch)];

    /// <summary>The tree without the branches that begin with a span of that name, where it is chance whether there are any.</summary>
    public SpanTree Without(string name)
    {
        var branches = Spans.Where(s => s.Name == name).SelectMany(Branch).Select(s => s.SpanId).ToHashSet();
        return new SpanTree(Spans.Where(s => !branches.Contains(s.SpanId)));
    }

    /// <summary>Fails, showing both trees, unless this one is exactly the expected one.</summary>
    public void AssertIs(string expected)
    {
        var (wanted, actual) = (Normalize(expected), ToString());
        Assert.True(wanted == actual, $"The trace is not the expected one.\n\nExpected:\n{wanted}\n\nActual:\n{actual}\n{Failures}");
    }

    /// <summary>What was thrown, and where.</summary>
    private string Failures => string.Concat(
        Spans.SelectMany(s => s.Exceptions.Select(e => $"\n{s.Name}: {e.Attributes.GetValueOrDefault("exception.type")}: {e.Attributes.GetValueOrDefault("exception.message")}\n")));

    /// <summary>Fails unless every span has the attribute with the value.</summary>
    public void AssertAllHave(string attribute, string value) => AssertHave(Spans, attribute, value);

    /// <summary>Fails unless each of some spans has the attribute with the value.</summary>
    public void AssertHave(IEnumerable<RecordedSpan> spans, string attribute, string value) =>
        Assert.All(spans, s => Assert.True(
            s.Attributes.GetValueOrDefault(attribute) == value,
            $"{s.Name} has {attribute} = '{s.Attributes.GetValueOrDefault(attribute)}', not '{value}', in\n{this}"));

    /// <summary>Fails when a text is in any attribute of any span or of its events.</summary>
    public void AssertNowhere(string text) =>
        Assert.All(Spans, s => Assert.DoesNotContain(s.Texts, t => t.Contains(text, StringComparison.Ordinal)));

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var root in _roots)
            Append(text, root, 0);
        return text.ToString().TrimEnd();
    }

    private static bool IsShown(RecordedSpan span) =>
        !span.Name.StartsWith("CONNECT ", StringComparison.Ordinal)
        && !(span.Name.StartsWith("HMGET rustok:cache:", StringComparison.Ordinal) && span.Name.EndsWith(":tags", StringComparison.Ordinal));

    private static int Rank(RecordedSpan span) => span.Kind switch
    {
        ActivityKind.Producer => 0,
        ActivityKind.Consumer => 1,
        _ => 2,
    };

    private static string Normalize(string text) => text.Replace("\r", string.Empty, StringComparison.Ordinal).TrimEnd();

    private void Append(StringBuilder text, RecordedSpan span, int depth)
    {
        if (!IsShown(span))
            return;
        text.Append(' ', depth * 2).Append(span.Name).Append(" [").Append(span.Kind.ToString().ToLowerInvariant()).Append(", ")
            .Append(span.Service).Append(span.IsError ? ", error" : string.Empty).Append("]\n");
        foreach (var child in Below(span))
            Append(text, child, depth + 1);
    }
}
