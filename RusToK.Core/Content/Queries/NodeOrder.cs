namespace RusToK.Core.Content.Queries;

/// <summary>How a list of nodes is ordered; equal ones by id.</summary>
public enum NodeOrder
{
    /// <summary>Newest publication first; what was never published stands at its creation.</summary>
    PublishedAtDesc,

    PublishedAtAsc,

    /// <summary>By position among siblings.</summary>
    Position,

    /// <summary>By title, in the order of the alphabet.</summary>
    Title,
}
