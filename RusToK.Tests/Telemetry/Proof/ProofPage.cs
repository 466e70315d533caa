using System.Text;

namespace RusToK.Tests.Telemetry.Proof;

/// <summary>The page that says which test proves which signal.</summary>
internal static class ProofPage
{
    /// <summary>Whole, as Markdown, with line feeds only and the same for the same proofs.</summary>
    public static string Render()
    {
        var page = new StringBuilder("""
            # What proves the telemetry

            Every metric and span, and the tests that assert what it tells. Written from the tests by `ProofTests` (with `RUSTOK_WRITE_DOCS=1`), which
            fails when a signal has no test, when a test names none, and when this page is old.

            ## Metrics

            *Scraped* says whether a real Prometheus has data of it after everyday traffic, which `ScrapeTests` checks, or what fills it instead.

            | metric | kind | proved by | scraped |
            | --- | --- | --- | --- |

            """);
        foreach (var metric in Signal.All.Where(signal => !signal.IsSpan))
            Line(page, $"| `{metric.Name}` | {metric.Kind} | {TestsOf(metric)} | {(metric.FilledBy is { } cause ? $"filled by {cause}" : "yes")} |");
        Line(page, """

            ## Spans

            | span | source | kind | proved by |
            | --- | --- | --- | --- |
            """);
        foreach (var span in Signal.All.Where(signal => signal.IsSpan))
            Line(page, $"| `{span.Name}` | {span.Source} | {span.Kind} | {TestsOf(span)} |");
        return page.ToString();
    }

    private static string TestsOf(Signal signal) =>
        string.Join("<br>", SignalProof.All.Where(proof => proof.Proves(signal)).Select(proof => $"[{proof.Name}](../{proof.File})"));

    private static void Line(StringBuilder page, string text) => page.Append(text).Append('\n');
}
