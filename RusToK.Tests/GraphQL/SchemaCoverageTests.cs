using System.Reflection;
using GraphQL.Types;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RusToK.Api.GraphQL.Schema;
using Xunit;

namespace RusToK.Tests.GraphQL;

public sealed class SchemaCoverageTests
{
    [Fact]
    public async Task Every_operation_of_the_schema_has_a_test_and_no_test_names_one_that_is_gone()
    {
        await using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddLogging()
            .AddRusToKSchema()
            .BuildServiceProvider();
        var schema = services.GetRequiredService<ISchema>();
        schema.Initialize();
        var operations = schema.Query.Fields.Concat(schema.Mutation!.Fields).Select(f => f.Name).ToHashSet();

        var exercised = typeof(SchemaCoverageTests).Assembly.GetTypes()
            .SelectMany(t => t.GetMethods())
            .SelectMany(m => m.GetCustomAttribute<ExercisesAttribute>()?.Fields ?? [])
            .ToHashSet();

        var untested = operations.Except(exercised).Order().ToList();
        var gone = exercised.Except(operations).Order().ToList();
        Assert.True(untested.Count == 0, $"No test has [Exercises(...)] with: {string.Join(", ", untested)}.");
        Assert.True(gone.Count == 0, $"[Exercises(...)] names what the schema does not have: {string.Join(", ", gone)}.");
    }
}
