using System.Reflection;
using Xunit;
using Xunit.v3;

namespace RusToK.Tests.GraphQL;

/// <summary>
/// Names the root fields of the schema that a test exercises. The test fails unless each of them was answered without errors while it
/// ran, and <c>SchemaCoverageTests</c> fails when a field of the schema is named by no test.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ExercisesAttribute(params string[] fields) : BeforeAfterTestAttribute
{
    public IReadOnlyList<string> Fields { get; } = fields;

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (TestContext.Current.TestState?.Result is TestResult.Failed)
            return;
        var missing = Fields.Except(Exercised.By(test.UniqueID)).ToList();
        Assert.True(missing.Count == 0, $"The test is said to exercise {string.Join(", ", missing)}, which no request of it was answered for without errors.");
    }
}
