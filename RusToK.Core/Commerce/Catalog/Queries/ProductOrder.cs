namespace RusToK.Core.Commerce.Catalog.Queries;

/// <summary>How a list of products is ordered; equal ones by id.</summary>
public enum ProductOrder
{
    CreatedAtDesc,

    CreatedAtAsc,

    UpdatedAtDesc,

    /// <summary>By title, in the order of the alphabet.</summary>
    TitleAsc,

    TitleDesc,

    /// <summary>By the lowest regular price in the filter's or the list's currency; products without one are left out.</summary>
    PriceAsc,

    PriceDesc,

    /// <summary>As the collection that is filtered by was ordered by hand.</summary>
    Position,

    /// <summary>What fits the search best comes first.</summary>
    BestMatch,
}
