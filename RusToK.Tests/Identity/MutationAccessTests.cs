using System.Net;
using GraphQL.Types;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RusToK.Api.Access;
using RusToK.Api.GraphQL.Server.Access;
using RusToK.Api.Tenancy;
using RusToK.Core.Identity.Access;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Identity;

public sealed class MutationAccessTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly AccountsApi _api = fixture.Api;

    private IEnumerable<FieldType> Mutations => _api.Services.GetRequiredService<ISchema>().Mutation!.Fields;

    private IEnumerable<RouteEndpoint> Endpoints => _api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<TenantRequirement>() is { IsRequired: true });

    [Fact]
    public void Every_mutation_says_who_may_call_it()
    {
        Assert.NotEmpty(Mutations);
        Assert.Empty(Mutations.Where(field => !field.HasAccessMark()).Select(field => field.Name));
    }

    [Fact]
    public void Every_endpoint_of_a_tenant_says_who_may_call_it()
    {
        Assert.NotEmpty(Endpoints);
        Assert.Empty(Endpoints
            .Where(e => e.Metadata.GetMetadata<AccessRequirement>() is null && e.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .Select(e => e.RoutePattern.RawText));
    }

    [Fact]
    public async Task Every_mutation_that_needs_somebody_refuses_nobody_and_every_one_that_needs_a_permission_who_lacks_it()
    {
        var tenant = (await _api.NewTenantAsync()).Id;
        var customer = await _api.SignInAsync(tenant);
        var refused = 0;
        foreach (var mutation in Mutations.Where(m => m.NeedsSignIn()))
        {
            var query = ExampleOperation.Of("mutation", mutation);
            var nobody = await _api.GraphQLAsync(tenant, query);
            Assert.True(nobody.Codes is ["UNAUTHENTICATED"], $"{query}: {nobody.Body}");
            if (mutation.RequiredPermission() is not { } permission || RolePermissions.Of(Role.Customer).Allows(permission))
                continue;
            var answer = await _api.GraphQLAsync(customer, query);
            Assert.True(answer.Codes is ["FORBIDDEN"], $"{query}: {answer.Body}");
            Assert.Equal(permission, answer.Rule);
            Assert.Equal($"This needs the permission {permission}.", answer.Message);
            refused++;
        }

        Assert.True(refused >= 19, $"{refused} mutations were refused");
    }

    [Fact]
    public async Task Every_endpoint_that_needs_somebody_refuses_nobody_and_every_one_that_needs_a_permission_who_lacks_it()
    {
        var tenant = (await _api.NewTenantAsync()).Id;
        var customer = await _api.SignInAsync(tenant);
        var refused = 0;
        foreach (var endpoint in Endpoints.Where(e => e.Metadata.GetMetadata<AccessRequirement>() is not null))
        {
            var path = endpoint.RoutePattern.RawText!.Replace("{id:guid}", Guid.NewGuid().ToString(), StringComparison.Ordinal);
            var method = new HttpMethod(endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Single());
            using (var nobody = await _api.RequestAsync(method, path, tenant, new { }))
            {
                Assert.Equal((HttpStatusCode.Unauthorized, "Bearer"), (nobody.StatusCode, nobody.Headers.WwwAuthenticate.ToString()));
            }

            if (endpoint.Metadata.GetRequiredMetadata<AccessRequirement>().Permission is not { } permission || RolePermissions.Of(Role.Customer).Allows(permission))
                continue;
            using var answer = await _api.RequestAsync(method, path, tenant, new { }, customer.AccessToken);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.Contains(permission, await answer.Content.ReadAsStringAsync(AccountsApi.Cancellation), StringComparison.Ordinal);
            refused++;
        }

        Assert.True(refused >= 6, $"{refused} endpoints were refused");
    }

    [Theory]
    [InlineData("{ nodes(filter: { status: DRAFT }) { nodes { id } } }")]
    [InlineData("{ node(id: \"0198c0de-0000-7000-8000-000000000000\", status: ARCHIVED) { id } }")]
    [InlineData("{ node(id: \"0198c0de-0000-7000-8000-000000000000\", status: null) { id } }")]
    public async Task What_is_not_published_is_seen_only_with_the_permission(string query)
    {
        var tenant = (await _api.NewTenantAsync()).Id;

        Assert.Equal("UNAUTHENTICATED", (await _api.GraphQLAsync(tenant, query)).Code);
        var customer = await _api.GraphQLAsync(await _api.SignInAsync(tenant), query);
        Assert.Equal(("FORBIDDEN", "node:read_drafts"), (customer.Code, customer.Rule));
        Assert.Empty((await _api.GraphQLAsync(await _api.SignInAsync(tenant, Role.Manager), query)).Errors);
    }

    [Fact]
    public async Task Everybody_reads_what_is_published()
    {
        var tenant = (await _api.NewTenantAsync()).Id;

        Assert.Empty((await _api.GraphQLAsync(tenant, "{ nodes { nodes { id children { id } parent { id } } } categories { nodes { id } } tags { nodes { id } } }")).Errors);
    }

    [Fact]
    public async Task What_somebody_may_is_told_by_the_one_table()
    {
        var tenant = (await _api.NewTenantAsync()).Id;
        foreach (var role in (Role[])[Role.Customer, Role.Manager, Role.Admin])
        {
            var told = (await _api.GraphQLAsync(await _api.SignInAsync(tenant, role), "{ me { permissions } }")).Data("me").GetProperty("permissions");
            Assert.Equal(RolePermissions.Of(role).All, told.EnumerateArray().Select(p => p.GetString()));
        }
    }
}
