using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using RusToK.Core.Faults;

namespace RusToK.ServiceDefaults.Resilience;

/// <summary>The faults of outgoing HTTP, in the place of the connection.</summary>
internal static class HttpFaults
{
    public static void Apply(ResiliencePipelineBuilder<HttpResponseMessage> builder, ResilienceHandlerContext context) => builder.AddFaults(
        context.ServiceProvider.GetRequiredService<ActiveFaults>(), FaultSeams.Http,
        static fault => new HttpRequestException(HttpRequestError.ConnectionError, InjectedFaultException.TextOf(fault)));
}
