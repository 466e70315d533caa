using Microsoft.Extensions.Hosting;
using RusToK.Core.Identity.Mail;
using RusToK.Core.Tenancy;

namespace RusToK.Core.Identity;

/// <summary>Brings the module's counters into being once somebody can see them.</summary>
internal sealed class ActivityCounters : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        UserActivity.Initialise();
        MailMetrics.Initialise();
        TenantMismatches.Initialise();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
