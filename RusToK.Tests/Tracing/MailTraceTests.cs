using System.Diagnostics;
using RusToK.Core.Identity.Access;
using RusToK.Tests.Fixtures;
using RusToK.Tests.Identity;
using RusToK.Tests.Telemetry.Proof;
using Xunit;

namespace RusToK.Tests.Tracing;

public sealed class MailTraceTests(SpineFixture spine)
{
    private const string Invite = "mutation { createUser(input: { email: \"invited@example.test\" }) { user { id } } }";

    [Fact]
    [Proves("send mail")]
    public async Task A_mail_is_below_the_command_that_wrote_it_and_names_who_asked_for_it_and_not_whom_it_is_for()
    {
        using var telemetry = new RecordedTelemetry();
        await using var api = await AccountsApi.StartAsync(await spine.CreateDatabaseAsync(AccountsApi.Cancellation), telemetry, "Development");
        var admin = await api.SignInAsync((await api.NewTenantAsync()).Id, Role.Admin);

        var answer = await api.GraphQLAsync(admin, Invite);

        answer.Data("createUser");
        var trace = answer.Body.GetProperty("extensions").GetProperty("traceId").GetString();
        await Eventually.HoldsAsync(() => Of(trace).Any(s => s.DisplayName == "send mail"), AccountsApi.Cancellation);
        var mail = Of(trace).Single(s => s.DisplayName == "send mail");
        var command = Of(trace).Single(s => s.SpanId == mail.ParentSpanId);
        Assert.Equal("identity.create_user", command.DisplayName);
        Assert.Equal(
            (ActivityKind.Client, admin.TenantId.ToString(), admin.Id.ToString(), "invitation"),
            (mail.Kind, $"{mail.GetTagItem("tenant.id")}", $"{mail.GetTagItem("user.id")}", mail.GetTagItem("rustok.mail.kind")));
        Assert.Equal(ActivityStatusCode.Unset, mail.Status);
        Assert.DoesNotContain(mail.TagObjects, t => $"{t.Value}".Contains('@', StringComparison.Ordinal));

        IEnumerable<Activity> Of(string? id) => telemetry.Spans.Where(s => s.TraceId.ToHexString() == id);
    }
}
