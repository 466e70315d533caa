using System.Text.Json.Serialization;

namespace RusToK.Operations.Coverage;

/// <summary>A panel, asked.</summary>
/// <param name="Dashboard">Uid of its dashboard.</param>
/// <param name="Title">Its own.</param>
/// <param name="State">What it shows.</param>
/// <param name="FilledBy">What fills it when it waits; else null.</param>
/// <param name="Empty">The queries without a value, as they were asked.</param>
public sealed record CheckedPanel(
    string Dashboard, string Title, [property: JsonConverter(typeof(JsonStringEnumConverter<PanelState>))] PanelState State, string? FilledBy, IReadOnlyList<string> Empty);
