using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using RusToK.Api.Access;
using RusToK.Api.Rest;
using RusToK.Core.Content.Queries;
using RusToK.Core.Errors;
using RusToK.Core.Identity.Access;
using RusToK.Core.Identity.Users;
using RusToK.Core.Identity.Users.Commands;

namespace RusToK.Api.Identity;

/// <summary>Administration of users over HTTP.</summary>
internal static class UsersApi
{
    public static RouteGroupBuilder MapUsers(this RouteGroupBuilder users)
    {
        users.MapGet("/", ListAsync).RequirePermission(Permissions.UserRead).WithSummary("Users of the tenant, newest first");
        users.MapGet("/{id:guid}", FindAsync).RequirePermission(Permissions.UserRead).WithSummary("One user");
        users.MapPost("/", CreateAsync).RequirePermission(Permissions.UserCreate).WithSummary("Make an account, or invite to one");
        users.MapPatch("/{id:guid}", UpdateAsync).RequireSignIn().WithSummary("Change one's own name, or with user:update anybody's name and address");
        users.MapPut("/{id:guid}/role", SetRoleAsync).RequirePermission(Permissions.UserSetRole).WithSummary("Change a user's role");
        users.MapPost("/{id:guid}/disable", DisableAsync).RequirePermission(Permissions.UserDisable).WithSummary("Shut an account");
        users.MapPost("/{id:guid}/enable", EnableAsync).RequirePermission(Permissions.UserDisable).WithSummary("Open an account again");
        return users;
    }

    /// <summary>Without a filter by address, which GraphQL has: addresses of people have no place in a URL, and so in everybody's logs.</summary>
    private static async Task<Ok<PageResponse<UserResponse>>> ListAsync(
        [AsParameters] AuthServices services, UserQueries users, string? role = null, string? status = null, int? first = null, string? after = null)
    {
        var filter = new UserFilter { Role = QueryValues.EnumOf<Role>("role", role), Status = QueryValues.EnumOf<UserStatus>("status", status) };
        var page = PageRequest.Create(UserQueries.UserList, first, after, last: null, before: null);
        return TypedResults.Ok((await users.ListAsync(services.Tenant.Tenant.Id, filter, page, services.Cancellation)).To(UserResponse.Of));
    }

    private static async Task<Ok<UserResponse>> FindAsync(Guid id, [AsParameters] AuthServices services, UserQueries users) =>
        TypedResults.Ok(UserResponse.Of(
            await users.FindAsync(services.Tenant.Tenant.Id, id, services.Cancellation) ?? throw NotFoundException.For("user", id, "id")));

    private static async Task<Created<UserResponse>> CreateAsync(CreateUserRequest request, [AsParameters] AuthServices services)
    {
        var user = await services.SendAsync<CreateUser, User>(new CreateUser(request.Email, request.DisplayName, request.Role, request.Password));
        return TypedResults.Created($"/api/auth/users/{user.Id}", UserResponse.Of(user));
    }

    private static async Task<Ok<UserResponse>> UpdateAsync(Guid id, JsonElement request, [AsParameters] AuthServices services)
    {
        var patch = MergePatch.Of(request);
        var command = new UpdateUser(id, patch.ExpectedVersion) { DisplayName = patch.Text("displayName"), Email = patch.Text("email") };
        return TypedResults.Ok(UserResponse.Of(await services.SendAsync<UpdateUser, User>(command)));
    }

    private static async Task<Ok<UserResponse>> SetRoleAsync(Guid id, SetRoleRequest request, [AsParameters] AuthServices services) =>
        TypedResults.Ok(UserResponse.Of(await services.SendAsync<SetUserRole, User>(new SetUserRole(id, request.Role, request.ExpectedVersion))));

    private static async Task<Ok<UserResponse>> DisableAsync(Guid id, VersionRequest? request, [AsParameters] AuthServices services) =>
        TypedResults.Ok(UserResponse.Of(await services.SendAsync<DisableUser, User>(new DisableUser(id, request?.ExpectedVersion))));

    private static async Task<Ok<UserResponse>> EnableAsync(Guid id, VersionRequest? request, [AsParameters] AuthServices services) =>
        TypedResults.Ok(UserResponse.Of(await services.SendAsync<EnableUser, User>(new EnableUser(id, request?.ExpectedVersion))));
}
