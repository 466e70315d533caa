using GraphQL;
using GraphQL.Builders;
using GraphQL.Types;
using RusToK.Api.Access;
using RusToK.Api.GraphQL.Content;
using RusToK.Api.GraphQL.Identity.Inputs;
using RusToK.Api.GraphQL.Identity.Types;
using RusToK.Api.GraphQL.Server.Access;
using RusToK.Api.GraphQL.Server.Execution;
using RusToK.Core.Commands;
using RusToK.Core.Identity;
using RusToK.Core.Identity.Access;
using RusToK.Core.Identity.Sessions;
using RusToK.Core.Identity.Sessions.Commands;
using RusToK.Core.Identity.Users;
using RusToK.Core.Identity.Users.Commands;

namespace RusToK.Api.GraphQL.Identity;

/// <summary>Mutations of accounts and sessions: each is one command, whose input type makes it.</summary>
internal static class IdentityMutationFields
{
    private const string InputArgument = "input";
    private const string SameAnswer = "The answer is the same whether the address has an account or not; what comes next is in a mail to it.";

    public static void AddTo(ObjectGraphType mutation)
    {
        mutation.Command<DonePayloadType, SignUpInput, SignUp, Done>("signUp", $"Asks for an account. {SameAnswer}", static (c, client) => c with { Client = client }).AllowAnonymous();
        mutation.Command<SignedInPayloadType, SignInInput, SignIn, SignedIn>("signIn", "Begins a session.", static (c, client) => c with { Client = client }).AllowAnonymous();
        mutation.Command<SignedInPayloadType, RefreshSessionInput, RefreshSession, SignedIn>(
            "refreshSession", "Takes a refresh token, which is good once, and gives the next. One that comes again ends its session.",
            static (c, client) => c with { Client = client }).AllowAnonymous();
        mutation.Command<DonePayloadType, RequestPasswordResetInput, RequestPasswordReset, Done>(
            "requestPasswordReset", $"Asks for a mail to set a new password with. {SameAnswer}", static (c, client) => c with { Client = client }).AllowAnonymous();
        mutation.Command<DonePayloadType, ResetPasswordInput, ResetPassword, Done>(
            "resetPassword", "Sets a password by the token of a mail, that of an invitation too. All sessions end.").AllowAnonymous();
        mutation.Command<DonePayloadType, RequestEmailVerificationInput, RequestEmailVerification, Done>(
            "requestEmailVerification", $"Asks for the mail of a sign-up again. {SameAnswer}", static (c, client) => c with { Client = client }).AllowAnonymous();
        mutation.Command<DonePayloadType, VerifyEmailInput, VerifyEmail, Done>("verifyEmail", "Proves the address of a sign-up by the token of its mail.").AllowAnonymous();

        mutation.Command<DonePayloadType, SignOut, Done>("signOut", "Ends this session.").RequireSignIn();
        mutation.Command<DonePayloadType, SignOutEverywhere, Done>("signOutEverywhere", "Ends all of the caller's sessions, this one too.").RequireSignIn();
        mutation.Command<DonePayloadType, ChangePasswordInput, ChangePassword, Done>(
            "changePassword", "Changes the caller's password; the other sessions end.", static (c, client) => c with { Client = client }).RequireSignIn();
        mutation.Command<SessionPayloadType, RevokeSessionInput, RevokeSession, Session>(
            "revokeSession", "Ends a session: one's own, or with user:update anybody's.").RequireSignIn();

        mutation.Command<UserPayloadType, CreateUserInput, CreateUser, User>(
            "createUser", "Makes an account: with a password it is ready, without one its owner is invited by mail.").RequirePermission(Permissions.UserCreate);
        mutation.Command<UserPayloadType, UpdateUserInput, UpdateUser, User>(
            "updateUser", "Changes one's own name, or with user:update anybody's name and address.").RequireSignIn();
        mutation.Command<UserPayloadType, SetUserRoleInput, SetUserRole, User>(
            "setUserRole", "Changes somebody else's role, up to one's own.").RequirePermission(Permissions.UserSetRole);
        mutation.Command<UserPayloadType, DisableUserInput, DisableUser, User>(
            "disableUser", "Shuts somebody else's account and ends its sessions.").RequirePermission(Permissions.UserDisable);
        mutation.Command<UserPayloadType, EnableUserInput, EnableUser, User>("enableUser", "Opens a disabled account again.").RequirePermission(Permissions.UserDisable);
    }

    private static FieldBuilder<object?, object> Command<TPayload, TInput, TCommand, TResult>(
        this ObjectGraphType mutation, string name, string description, Func<TCommand, ClientInfo, TCommand>? from = null)
        where TPayload : IObjectGraphType
        where TInput : InputObjectGraphType
        where TCommand : ICommand<TResult> =>
        mutation.Field<NonNullGraphType<TPayload>>(name)
            .Description(description)
            .Argument<NonNullGraphType<TInput>>(InputArgument)
            .WithResolverSpan()
            .ResolveAsync(async c =>
            {
                var command = c.GetArgument<TCommand>(InputArgument);
                return await c.SendAsync<TCommand, TResult>(from is null ? command : from(command, c.Service<RequestOrigin>().Client));
            });

    private static FieldBuilder<object?, object> Command<TPayload, TCommand, TResult>(this ObjectGraphType mutation, string name, string description)
        where TPayload : IObjectGraphType
        where TCommand : ICommand<TResult>, new() =>
        mutation.Field<NonNullGraphType<TPayload>>(name)
            .Description(description)
            .WithResolverSpan()
            .ResolveAsync(async c => await c.SendAsync<TCommand, TResult>(new TCommand()));
}
