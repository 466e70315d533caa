using RusToK.Lab.Faults;

namespace RusToK.Lab;

/// <summary>What the lab was asked for.</summary>
/// <param name="Faults">Which faults, in their order.</param>
/// <param name="Calm">How long to look on before the first one.</param>
/// <param name="Divisor">By what the durations of all rules are divided.</param>
/// <param name="Json">Where the report is written to; null for the lab's own folder.</param>
internal sealed record LabOptions(IReadOnlyList<LabFault> Faults, TimeSpan Calm, double Divisor, string? Json);
