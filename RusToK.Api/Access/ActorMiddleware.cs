using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using RusToK.Api.Errors;
using RusToK.Core.Errors;
using RusToK.Core.Identity;
using RusToK.Core.Identity.Access;
using RusToK.Core.Identity.Sessions;
using RusToK.Core.Identity.Tokens;
using RusToK.Core.Telemetry;
using RusToK.Core.Tenancy;
using RusToK.Core.Tenancy.Lookup;

namespace RusToK.Api.Access;

/// <summary>
/// Finds out who a request comes from, by its access token. A token that does not count leaves the request anonymous, with the reason:
/// what is for everybody goes on, what needs somebody is refused by it. A token of another tenant is refused at once, unless it is a
/// super administrator's of the platform. A request without a token costs nothing here.
/// </summary>
internal sealed class ActorMiddleware(RequestDelegate next, AccessTokens tokens, SessionDirectory sessions)
{
    private const string Scheme = "Bearer ";

    public async Task InvokeAsync(HttpContext context, CurrentTenant tenant, CurrentActor current, RequestOrigin origin)
    {
        origin.Enter(context);
        var credentials = context.Request.Headers.Authorization;
        if (credentials.Count > 0 && tenant.IsResolved && !await TryEnterAsync(context, credentials.ToString(), tenant, current))
        {
            TenantMismatches.Count(TenantMismatches.Token);
            await new Refusal(
                StatusCodes.Status403Forbidden, ErrorCode.Forbidden, "The access token is of another tenant.", "Authorization", "same-tenant").WriteAsync(context);
            return;
        }

        await next(context);
    }

    /// <returns>False when the token is good, and of another tenant.</returns>
    private async ValueTask<bool> TryEnterAsync(HttpContext context, string credentials, CurrentTenant tenant, CurrentActor current)
    {
        if (!credentials.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            current.Refuse("The header Authorization must be: Bearer, a blank, and one access token.");
            return true;
        }

        if (await tokens.ReadAsync(credentials[Scheme.Length..].Trim()) is not { } claims)
        {
            current.Refuse("The access token is not valid, or not any more; refresh the session or sign in again.");
            return true;
        }

        var isStranger = claims.TenantId != tenant.Tenant.Id;
        if (isStranger && claims.TenantId != PlatformTenant.Id)
            return false;
        if (await sessions.FindAsync(claims.TenantId, claims.UserId, claims.SessionId, context.RequestAborted) is not { } session || session.UserId != claims.UserId)
        {
            current.Refuse("The session has ended; sign in again.");
            return true;
        }

        // The role of now, not the token's: what was taken from somebody is gone at once.
        if (isStranger && session.Role != Role.SuperAdmin)
            return false;
        current.Enter(new Actor(claims.UserId, claims.TenantId, session.Role, claims.SessionId));
        tenant.ActAs(claims.UserId);
        Mark(context, claims.UserId);
        return true;
    }

    /// <summary>Baggage reaches every span and log record below; the tag is for the request's own span, which began before.</summary>
    private static void Mark(HttpContext context, Guid userId)
    {
        if ((context.Features.Get<IHttpActivityFeature>()?.Activity ?? Activity.Current) is not { } span)
            return;
        span.SetTag(Attributes.UserId, userId.ToString());
        span.AddBaggage(Attributes.UserId, userId.ToString());
    }
}
