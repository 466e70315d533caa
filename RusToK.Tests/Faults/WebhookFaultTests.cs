using RusToK.Core.Faults;
using RusToK.Tests.Fixtures;
using RusToK.Tests.Webhooks;
using Xunit;

namespace RusToK.Tests.Faults;

public sealed class WebhookFaultTests(SpineFixture spine)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_receiver_that_is_down_by_a_fault_gets_everything_once_the_fault_has_ended()
    {
        await using var world = await WebhookWorld.StartAsync(spine);
        await using var receiver = await Receiver.StartAsync();
        using var board = new SwitchBoard();
        var tenant = await world.NewTenantAsync();
        await world.NewWebhookAsync(tenant, receiver.Url());
        board.Switch.SwitchOn(FaultCatalogue.WebhookTargetDown, new FaultSettings { Tenant = tenant.TenantId.ToString() });
        await world.NewTagAsync(tenant);
        await world.FanOutAsync();
        var options = WebhookWorld.Quick;
        options.MaxAttempts = 1000;
        await world.StartDelivererAsync(options, faults: board.Active);
        await Eventually.HoldsAsync(async () => (await world.OutcomesAsync()).Length >= 2, Cancellation);
        Assert.Empty(receiver.Received);
        Assert.Equal("The connection failed: ConnectionRefused.", await world.Database.ScalarAsync<string>("SELECT error FROM webhooks.attempts WHERE number = 1"));

        board.Switch.SwitchAllOff();

        await Eventually.HoldsAsync(async () => await world.CountAsync("delivered") == 1, Cancellation);
        Assert.Single(receiver.Received);
    }
}
