namespace RusToK.Operations.Dashboards.Json;

/// <summary>A rectangle in Grafana's grid: columns are a 24th of the width, lines are 30 pixels.</summary>
internal sealed record GridPlace(int Left, int Top, int Width, int Height)
{
    public int Bottom => Top + Height;
}
