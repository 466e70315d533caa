using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RusToK.Api.Access;
using RusToK.Api.Errors;
using RusToK.Api.Tenancy;
using RusToK.Core.Identity;
using RusToK.Core.Identity.Sessions;
using RusToK.Core.Identity.Sessions.Commands;
using RusToK.Core.Identity.Users;
using RusToK.Core.Identity.Users.Commands;

namespace RusToK.Api.Identity;

/// <summary>Accounts and sessions over HTTP: the commands of the GraphQL mutations under <c>/api/auth</c>.</summary>
internal static class AuthApi
{
    private const long MaxRequestBytes = 16 * 1024;

    public static IEndpointRouteBuilder MapAuthApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/auth").RequireTenant().WithRefusals().WithTags("Auth").WithMetadata(new RequestSizeLimitAttribute(MaxRequestBytes));
        api.MapPost("/sign-up", SignUpAsync).AllowAnonymous().WithSummary("Ask for an account; the answer is the same for every address");
        api.MapPost("/sign-in", SignInAsync).AllowAnonymous().WithSummary("Begin a session");
        api.MapPost("/refresh", RefreshAsync).AllowAnonymous().WithSummary("Take a refresh token and get the next");
        api.MapPost("/request-password-reset", RequestPasswordResetAsync).AllowAnonymous().WithSummary("Ask for a mail to set a new password with");
        api.MapPost("/reset-password", ResetPasswordAsync).AllowAnonymous().WithSummary("Set a password by the token of a mail");
        api.MapPost("/request-email-verification", RequestEmailVerificationAsync).AllowAnonymous().WithSummary("Ask for the mail of a sign-up again");
        api.MapPost("/verify-email", VerifyEmailAsync).AllowAnonymous().WithSummary("Prove the address of a sign-up by the token of its mail");
        api.MapPost("/sign-out", SignOutAsync).RequireSignIn().WithSummary("End this session");
        api.MapPost("/sign-out-everywhere", SignOutEverywhereAsync).RequireSignIn().WithSummary("End all of the caller's sessions");
        api.MapPost("/change-password", ChangePasswordAsync).RequireSignIn().WithSummary("Change the caller's password; the other sessions end");
        api.MapGet("/me", MeAsync).RequireSignIn().WithSummary("The caller");
        api.MapGet("/sessions", SessionsAsync).RequireSignIn().WithSummary("The caller's sessions");
        api.MapDelete("/sessions/{id:guid}", RevokeSessionAsync).RequireSignIn().WithSummary("End a session");
        api.MapGroup("/users").MapUsers();
        return routes;
    }

    private static async Task<Accepted> SignUpAsync(SignUpRequest request, [AsParameters] AuthServices services)
    {
        await services.SendAsync<SignUp, Done>(new SignUp(request.Email, request.Password, request.DisplayName, services.Client));
        return TypedResults.Accepted((string?)null);
    }

    private static async Task<Ok<SignedInResponse>> SignInAsync(SignInRequest request, [AsParameters] AuthServices services, HttpResponse response)
    {
        var signedIn = await services.SendAsync<SignIn, SignedIn>(new SignIn(request.Email, request.Password, services.Client));
        return Tokens(signedIn, response);
    }

    private static async Task<Ok<SignedInResponse>> RefreshAsync(RefreshRequest request, [AsParameters] AuthServices services, HttpResponse response)
    {
        var signedIn = await services.SendAsync<RefreshSession, SignedIn>(new RefreshSession(request.RefreshToken, services.Client));
        return Tokens(signedIn, response);
    }

    private static async Task<Accepted> RequestPasswordResetAsync(EmailRequest request, [AsParameters] AuthServices services)
    {
        await services.SendAsync<RequestPasswordReset, Done>(new RequestPasswordReset(request.Email, services.Client));
        return TypedResults.Accepted((string?)null);
    }

    private static async Task<NoContent> ResetPasswordAsync(ResetPasswordRequest request, [AsParameters] AuthServices services)
    {
        await services.SendAsync<ResetPassword, Done>(new ResetPassword(request.Token, request.NewPassword));
        return TypedResults.NoContent();
    }

    private static async Task<Accepted> RequestEmailVerificationAsync(EmailRequest request, [AsParameters] AuthServices services)
    {
        await services.SendAsync<RequestEmailVerification, Done>(new RequestEmailVerification(request.Email, services.Client));
        return TypedResults.Accepted((string?)null);
    }

    private static async Task<NoContent> VerifyEmailAsync(TokenRequest request, [AsParameters] AuthServices services)
    {
        await services.SendAsync<VerifyEmail, Done>(new VerifyEmail(request.Token));
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> SignOutAsync([AsParameters] AuthServices services)
    {
        await services.SendAsync<SignOut, Done>(new SignOut());
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> SignOutEverywhereAsync([AsParameters] AuthServices services)
    {
        await services.SendAsync<SignOutEverywhere, Done>(new SignOutEverywhere());
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> ChangePasswordAsync(ChangePasswordRequest request, [AsParameters] AuthServices services)
    {
        await services.SendAsync<ChangePassword, Done>(new ChangePassword(request.CurrentPassword, request.NewPassword, services.Client));
        return TypedResults.NoContent();
    }

    private static async Task<Ok<UserResponse>> MeAsync([AsParameters] AuthServices services, UserQueries users)
    {
        var actor = services.Actor.Require();
        return TypedResults.Ok(UserResponse.Of((await users.FindAsync(actor.TenantId, actor.UserId, services.Cancellation))!));
    }

    private static async Task<Ok<IEnumerable<SessionResponse>>> SessionsAsync([AsParameters] AuthServices services, UserQueries users, TimeProvider clock)
    {
        var actor = services.Actor.Require();
        var sessions = await users.SessionsAsync(actor.TenantId, actor.UserId, clock.GetUtcNow(), services.Cancellation);
        return TypedResults.Ok(sessions.Select(s => SessionResponse.Of(s, actor.SessionId)));
    }

    private static async Task<NoContent> RevokeSessionAsync(Guid id, [AsParameters] AuthServices services)
    {
        await services.SendAsync<RevokeSession, Session>(new RevokeSession(id));
        return TypedResults.NoContent();
    }

    private static Ok<SignedInResponse> Tokens(SignedIn signedIn, HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(SignedInResponse.Of(signedIn));
    }
}
