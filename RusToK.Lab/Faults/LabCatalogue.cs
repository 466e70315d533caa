namespace RusToK.Lab.Faults;

/// <summary>Every fault of the lab, in the order in which they are made.</summary>
internal static class LabCatalogue
{
    public static IReadOnlyList<LabFault> All { get; } = [.. ApiFaults.All, .. EventFaults.All, .. LoadFaults.All, .. DataFaults.All, .. ProcessFaults.All];
}
