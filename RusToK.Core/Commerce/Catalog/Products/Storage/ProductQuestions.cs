using RusToK.Core.Content;

namespace RusToK.Core.Commerce.Catalog.Products.Storage;

/// <summary>What a command has to know before it decides; all of it is asked in one round trip.</summary>
internal sealed record ProductQuestions
{
    /// <summary>The product that is changed; null when one is created.</summary>
    public Guid? ProductId { get; init; }

    /// <summary>The prices of its variants.</summary>
    public bool Prices { get; init; }

    /// <summary>Is this id free?</summary>
    public Guid? NewId { get; init; }

    public Guid? CategoryId { get; init; }

    /// <summary>Which of these (locale, handle) do other products have?</summary>
    public IReadOnlyList<(string Locale, string Handle)> Handles { get; init; } = [];

    /// <summary>Which of these do variants have?</summary>
    public IReadOnlyList<string> Skus { get; init; } = [];

    /// <summary>Which of these ids do variants have?</summary>
    public IReadOnlyList<Guid> VariantIds { get; init; } = [];

    public IReadOnlyList<Guid> PriceListIds { get; init; } = [];

    public ExternalReference? External { get; init; }
}

/// <summary>The answers to <see cref="ProductQuestions"/>; what was not asked for has its default.</summary>
internal sealed record ProductAnswers
{
    public LoadedProduct? Product { get; init; }

    public bool IdIsTaken { get; init; }

    public bool IdWasDeleted { get; init; }

    public bool CategoryExists { get; init; }

    public IReadOnlySet<(string Locale, string Handle)> TakenHandles { get; init; } = new HashSet<(string, string)>();

    /// <summary>The variant that has each of the taken numbers.</summary>
    public IReadOnlyDictionary<string, Guid> TakenSkus { get; init; } = new Dictionary<string, Guid>();

    public IReadOnlySet<Guid> TakenVariantIds { get; init; } = new HashSet<Guid>();

    /// <summary>Currency of each price list there is.</summary>
    public IReadOnlyDictionary<Guid, string> PriceLists { get; init; } = new Dictionary<Guid, string>();

    public bool ExternalIsKnown { get; init; }
}
