using System.Text.Json;
using RusToK.Lab.Audit;
using RusToK.Lab.Experiments;
using RusToK.Lab.Report;
using Xunit;

namespace RusToK.Tests.Lab;

public sealed class ReportTests
{
    private static readonly FaultResult AsExpected = new("redis-down", "RedisUnavailable")
    {
        DetectedAfterSeconds = 4.25,
        ResolvedAfterSeconds = 6,
        Fired = ["RedisUnavailable", "CircuitBreakerOpen"],
        IsCulpritNamed = true,
        Culprit = "dependency=redis (12)",
        Concluded = "dependency redis",
        ToConclude = "dependency redis",
    };

    public static TheoryData<string, string> Broken => new()
    {
        { "never detected", "RedisUnavailable did not fire" },
        { "broken off", "broken off: TimeoutException: too busy" },
        { "never resolved", "RedisUnavailable did not end" },
        { "unexpected", "unexpected: DatabaseSlow" },
        { "not named", "the culprit was not named: dependency=http (1)" },
        { "explained wrongly", "explain concluded tenant paper instead of dependency redis" },
        { "lost", "lost 2, alien 0, doubled 0, torn 0" },
        { "doubled", "lost 0, alien 0, doubled 1, torn 0" },
    };

    [Fact]
    public void A_fault_that_was_seen_as_it_has_to_be_has_no_failures() => Assert.Empty(AsExpected.Failures);

    [Theory]
    [MemberData(nameof(Broken))]
    public void Whatever_is_not_as_expected_is_told_and_fails_the_report(string how, string told)
    {
        var result = how switch
        {
            "never detected" => AsExpected with { DetectedAfterSeconds = null, ResolvedAfterSeconds = null },
            "broken off" => new FaultResult("redis-down", "RedisUnavailable") { Error = "TimeoutException: too busy" },
            "never resolved" => AsExpected with { ResolvedAfterSeconds = null },
            "unexpected" => AsExpected with { Unexpected = ["DatabaseSlow"] },
            "not named" => AsExpected with { IsCulpritNamed = false, Culprit = "dependency=http (1)" },
            "explained wrongly" => AsExpected with { Concluded = "tenant paper" },
            "lost" => AsExpected with { Audit = new AuditCounts(2, 0, 0, 0) },
            _ => AsExpected with { Audit = new AuditCounts(0, 0, 1, 0) },
        };
        var report = Report(new CalmResult(600, []), AsExpected, result);

        Assert.Equal([told], result.Failures);
        Assert.False(report.IsAsExpected);
        var table = ReportText.Table(report);
        Assert.Contains($"redis-down: {told}", table, StringComparison.Ordinal);
        Assert.Contains("1 of 2 faults were seen as they have to be", table, StringComparison.Ordinal);
    }

    [Fact]
    public void An_alert_without_a_fault_fails_the_report()
    {
        Assert.True(Report(new CalmResult(600, []), AsExpected).IsAsExpected);
        Assert.True(Report(null, AsExpected).IsAsExpected);
        var noisy = Report(new CalmResult(600, ["TargetDown"]), AsExpected);

        Assert.False(noisy.IsAsExpected);
        Assert.Contains("600 s without a fault: 1 alerts: TargetDown", ReportText.Table(noisy), StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_has_a_row_a_fault_and_says_which_alerts_were_never_seen()
    {
        var table = ReportText.Table(Report(null, AsExpected));

        Assert.Matches(@"(?m)^redis-down +RedisUnavailable +4\.3 s +6\.0 s +dependency=redis \(12\) +dependency redis +0 +0 +ok$", table);
        Assert.Matches(@"(?m)^2 of \d+ alerts fired; not: .*ServiceDown", table);
        Assert.DoesNotMatch("not: .*RedisUnavailable", table);
    }

    [Fact]
    public void The_json_has_what_the_table_has()
    {
        var report = JsonDocument.Parse(ReportText.Json(Report(new CalmResult(600, []), AsExpected))).RootElement;

        Assert.True(report.GetProperty("isAsExpected").GetBoolean());
        Assert.Equal(60, report.GetProperty("divisor").GetDouble());
        var fault = report.GetProperty("faults")[0];
        Assert.Equal(("redis-down", 4.25, 0), (fault.GetProperty("fault").GetString(), fault.GetProperty("detectedAfterSeconds").GetDouble(), fault.GetProperty("audit").GetProperty("lost").GetInt32()));
    }

    private static LabReport Report(CalmResult? calm, params FaultResult[] faults) => new(DateTimeOffset.UnixEpoch, 60, calm, faults);
}
