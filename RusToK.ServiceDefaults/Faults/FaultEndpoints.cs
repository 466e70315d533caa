using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RusToK.Core.Errors;
using RusToK.Core.Faults;
using RusToK.ServiceDefaults.Access;

namespace RusToK.ServiceDefaults.Faults;

/// <summary><c>/faults</c>: what can be made to go wrong in this process, and what is. There only where faults are allowed.</summary>
public static class FaultEndpoints
{
    private const string Path = "/faults";
    private const long MaxRequestBytes = 16 * 1024;

    /// <summary>Maps them, for nobody in particular: whoever maps them says who may.</summary>
    /// <returns>Null where faults are not allowed.</returns>
    public static RouteGroupBuilder? MapFaults(this WebApplication app)
    {
        if (app.Services.GetService<FaultSwitch>() is null)
            return null;
        var faults = app.MapGroup(Path).WithMetadata(new FaultEndpoint(), new RequestSizeLimitAttribute(MaxRequestBytes)).ExcludeFromDescription();
        faults.AddEndpointFilter(RefuseAsync);
        faults.MapGet("", List);
        faults.MapPut("/{name}", SwitchOnAsync);
        faults.MapDelete("/{name}", SwitchOff);
        faults.MapDelete("", SwitchAllOff);
        return faults;
    }

    /// <summary>Only who sends <c>Faults:Token</c> may.</summary>
    public static RouteGroupBuilder RequireFaultToken(this RouteGroupBuilder faults)
    {
        faults.AddEndpointFilter((context, next) =>
        {
            if (TokenOf(context.HttpContext.RequestServices).IsSentBy(context.HttpContext.Request))
                return next(context);
            context.HttpContext.Response.Headers.WWWAuthenticate = "Bearer";
            throw new UnauthenticatedException("Send Faults:Token of this process in the header Authorization: Bearer.");
        });
        return faults;
    }

    /// <summary>
    /// Lets who sends <c>Faults:Token</c> pass to these endpoints before anybody asks a tenant's data or an account's: those need what a fault may
    /// have made fail, and a fault that is on has to be switched off all the same.
    /// </summary>
    public static WebApplication UseFaultToken(this WebApplication app)
    {
        if (app.Services.GetService<FaultSwitch>() is null)
            return app;
        var token = TokenOf(app.Services);
        app.Use((context, next) =>
            context.GetEndpoint() is { RequestDelegate: { } run } endpoint && endpoint.Metadata.GetMetadata<FaultEndpoint>() is not null && token.IsSentBy(context.Request)
                ? run(context)
                : next(context));
        return app;
    }

    private static BearerToken TokenOf(IServiceProvider services) => new(services.GetRequiredService<IOptions<FaultsOptions>>().Value.Token!);

    private static IEnumerable<FaultResponse> List(FaultSwitch faults, ActiveFaults active, TimeProvider clock)
    {
        var byFault = active.Active.ToDictionary(fault => fault.Fault);
        return faults.Possible.Select(fault => FaultResponse.Of(fault, byFault.GetValueOrDefault(fault), clock));
    }

    private static async Task<FaultResponse> SwitchOnAsync(string name, HttpContext context, FaultSwitch faults, TimeProvider clock)
    {
        var fault = faults.Find(name);
        var settings = context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody is true
            ? await ReadAsync(context.Request.Body, context.RequestAborted)
            : new FaultSettings();
        return FaultResponse.Of(fault, faults.SwitchOn(name, settings), clock);
    }

    private static NoContent SwitchOff(string name, FaultSwitch faults)
    {
        faults.SwitchOff(name);
        return TypedResults.NoContent();
    }

    private static NoContent SwitchAllOff(FaultSwitch faults)
    {
        faults.SwitchAllOff();
        return TypedResults.NoContent();
    }

    private static async Task<FaultSettings> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken);
            return FaultBody.Read(document.RootElement);
        }
        catch (JsonException)
        {
            throw new InvalidInputException("body", "json", "The body is no JSON that can be read.");
        }
    }

    private static async ValueTask<object?> RefuseAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (DomainException refused)
        {
            return FaultProblem.Of(refused);
        }
    }
}
