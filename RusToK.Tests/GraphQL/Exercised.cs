using System.Collections.Concurrent;
using GraphQLParser;
using GraphQLParser.AST;
using Xunit;

namespace RusToK.Tests.GraphQL;

/// <summary>Root fields that were answered without errors, by test.</summary>
internal static class Exercised
{
    private static readonly ConcurrentDictionary<string, ConcurrentBag<string>> Fields = new();

    /// <summary>Notes the root fields of a document for the running test.</summary>
    public static void Note(string document)
    {
        if (TestContext.Current.Test is not { } test)
            return;
        var fields = Fields.GetOrAdd(test.UniqueID, static _ => []);
        foreach (var operation in Parser.Parse(document).Definitions.OfType<GraphQLOperationDefinition>())
            foreach (var field in operation.SelectionSet.Selections.OfType<GraphQLField>())
                fields.Add(field.Name.StringValue);
    }

    public static IEnumerable<string> By(string test) => Fields.TryGetValue(test, out var fields) ? fields : [];
}
