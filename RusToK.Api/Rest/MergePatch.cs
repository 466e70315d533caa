using System.Text.Json;
using RusToK.Core.Content;
using RusToK.Core.Errors;

namespace RusToK.Api.Rest;

/// <summary>A JSON merge patch (RFC 7396): absent members stay as they are, null clears.</summary>
internal readonly struct MergePatch
{
    private readonly JsonElement _members;

    private MergePatch(JsonElement members) => _members = members;

    /// <exception cref="InvalidInputException">It is no object.</exception>
    public static MergePatch Of(JsonElement body) =>
        body.ValueKind == JsonValueKind.Object ? new MergePatch(body) : throw new InvalidInputException("body", "object", "The body must be a JSON object.");

    public Change<string?> Text(string name) => !_members.TryGetProperty(name, out var value)
        ? default
        : value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Null => (Change<string?>)(string?)null,
            _ => throw Wrong(name, "string", "a string or null"),
        };

    /// <summary>Text of a member that cannot be cleared; null when it is absent.</summary>
    public string? RequiredText(string name) => !_members.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw Wrong(name, "string", "a string");

    /// <inheritdoc cref="RequiredText"/>
    public bool? Flag(string name) => !_members.TryGetProperty(name, out var value) ? null
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean()
        : throw Wrong(name, "boolean", "true or false");

    /// <inheritdoc cref="RequiredText"/>
    public IReadOnlyList<string>? Texts(string name) => !_members.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String) ? [.. value.EnumerateArray().Select(v => v.GetString()!)]
        : throw Wrong(name, "strings", "an array of strings");

    /// <summary>The version the change was decided on; null for whatever there is.</summary>
    public long? ExpectedVersion => !_members.TryGetProperty("expectedVersion", out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var version) ? version
        : throw Wrong("expectedVersion", "integer", "a whole number");

    private static InvalidInputException Wrong(string name, string rule, string expected) => new(name, rule, $"{name} must be {expected}.");
}
