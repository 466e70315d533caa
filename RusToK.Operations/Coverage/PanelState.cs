namespace RusToK.Operations.Coverage;

/// <summary>What a panel shows.</summary>
public enum PanelState
{
    /// <summary>Each of its queries has a value, or had one in the last hour.</summary>
    Filled,

    /// <summary>A query has none, as long as nothing fails.</summary>
    Waiting,

    /// <summary>A query has none, and healthy traffic should fill it.</summary>
    Dead,
}
