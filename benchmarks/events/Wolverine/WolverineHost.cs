using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RusToK.Benchmarks.Events.Contestants;
using Wolverine;

namespace RusToK.Benchmarks.Events.Wolverine;

/// <summary>A host with Wolverine in it, set up alike for every contestant.</summary>
internal static class WolverineHost
{
    public static IHost Build(ContestantContext context, string serviceName, Action<WolverineOptions> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Error);
        builder.Services.AddSingleton(context.DataSource);
        builder.UseWolverine(options =>
        {
            options.ServiceName = serviceName;
            options.ApplicationAssembly = typeof(WolverineHost).Assembly;
            // One node of each service, so no leader election among nodes; the durability agent runs all the same.
            options.Durability.Mode = DurabilityMode.Solo;
            configure(options);
        });
        return builder.Build();
    }
}
