using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using RusToK.Api.GraphQL.Schema;
using RusToK.Api.GraphQL.Server.Access;
using Xunit;

namespace RusToK.Tests.Identity;

public sealed class MutationAccessTests
{
    [Fact]
    public async Task Every_mutation_says_who_may_call_it()
    {
        await using var services = new ServiceCollection().AddLogging().AddRusToKSchema().BuildServiceProvider();
        var schema = services.GetRequiredService<ISchema>();
        schema.Initialize();

        Assert.NotEmpty(schema.Mutation!.Fields);
        Assert.DoesNotContain(schema.Mutation!.Fields, field => !field.HasAccessMark());
    }
}
