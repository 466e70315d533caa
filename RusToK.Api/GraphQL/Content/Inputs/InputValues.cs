using RusToK.Core.Content;

namespace RusToK.Api.GraphQL.Content.Inputs;

/// <summary>Reads the fields of an input object. The schema has checked their types; null and absent differ.</summary>
internal static class InputValues
{
    public static T Get<T>(this IDictionary<string, object?> input, string name) => (T)input[name]!;

    public static T? Find<T>(this IDictionary<string, object?> input, string name) =>
        input.TryGetValue(name, out var value) && value is not null ? (T)value : default;

    public static IReadOnlyList<T> List<T>(this IDictionary<string, object?> input, string name) =>
        input.TryGetValue(name, out var value) && value is System.Collections.IEnumerable items ? [.. items.Cast<T>()] : [];

    /// <summary>A field of a partial update; null clears it.</summary>
    public static Change<T> Change<T>(this IDictionary<string, object?> input, string name) =>
        input.TryGetValue(name, out var value) ? (Change<T>)(T)value! : default;
}
