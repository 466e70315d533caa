using System.Reflection;
using RusToK.Embedded.Tools;
using RusToK.Tests.Architecture;
using Xunit;

namespace RusToK.Tests.Telemetry.Proof;

/// <summary>No metric and no span goes without a test that asserts what it tells.</summary>
public sealed class ProofTests
{
    private static readonly string Page = Path.Combine(RepositoryRoot.Path, "docs", "telemetry-proof.md");

    [Fact]
    public void Every_signal_is_proved_by_a_test() => Offenders.AssertNone(
        Signal.All.Where(signal => !SignalProof.All.Any(proof => proof.Proves(signal))).Select(signal => $"{signal.Source}: {signal.Name}"),
        "No test has [Proves(...)] with what is in the catalogue:");

    [Fact]
    public void Every_proof_names_one_signal() => Offenders.AssertNone(
        from proof in SignalProof.All
        let found = proof.Signals.Select(signal => signal.Source).ToList()
        where found.Count != 1
        select $"{proof.Name} proves {proof.Claim.Signal}, {(found.Count == 0 ? "which is in no catalogue" : $"without the Source, which is one of {string.Join(", ", found)}")}",
        "A proof's name is that of one metric or span:");

    [Fact]
    public void A_proof_is_a_test_that_runs() => Offenders.AssertNone(
        from proof in SignalProof.All
        let fact = proof.Test.GetCustomAttribute<FactAttribute>()
        where fact is not { Skip: null }
        select $"{proof.Name} is {(fact is null ? "no test" : "skipped")}",
        "[Proves(...)] stands on a test:");

    [Fact]
    public void The_file_of_a_proof_mentions_what_it_proves() => Offenders.AssertNone(
        from proof in SignalProof.All
        from signal in proof.Signals
        where signal.Spellings.Count > 0
        let lines = File.ReadAllLines(Path.Combine(RepositoryRoot.Path, proof.File)).Where(line => !line.Contains("[Proves(", StringComparison.Ordinal))
        where !lines.Any(line => signal.Spellings.Any(spelling => line.Contains(spelling, StringComparison.Ordinal)))
        select $"{proof.File} proves {signal.Name}",
        "Who asserts what a signal tells has to ask for it by its name:");

    [Fact]
    public void The_page_lists_every_signal_with_its_tests()
    {
        var expected = ProofPage.Render();
        if (Environment.GetEnvironmentVariable("RUSTOK_WRITE_DOCS") == "1")
            File.WriteAllText(Page, expected);
        Assert.True(File.Exists(Page) && File.ReadAllText(Page) == expected, $"{Page} is not what the tests say: run this test with RUSTOK_WRITE_DOCS=1.");
    }
}
