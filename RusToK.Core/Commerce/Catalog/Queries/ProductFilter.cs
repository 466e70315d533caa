using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Money;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;

namespace RusToK.Core.Commerce.Catalog.Queries;

/// <summary>Which products a list holds; what is empty does not restrict. Of several values of one field one is enough; all fields must fit.</summary>
public sealed record ProductFilter
{
    public const int MaxValues = 50;

    /// <summary>Null for any.</summary>
    public ProductStatus? Status { get; init; } = ProductStatus.Active;

    public IReadOnlyList<string> Vendors { get; init; } = [];

    public IReadOnlyList<string> Types { get; init; } = [];

    public IReadOnlyList<string> Tags { get; init; } = [];

    public Guid? CollectionId { get; init; }

    /// <summary>Those below it are meant as well.</summary>
    public Guid? CategoryId { get; init; }

    /// <summary>Whether some variant can be ordered.</summary>
    public bool? InStock { get; init; }

    public PriceFilter? Price { get; init; }

    /// <summary>Whether anything but the status restricts.</summary>
    internal bool Restricts =>
        Vendors.Count > 0 || Types.Count > 0 || Tags.Count > 0 || CollectionId is not null || CategoryId is not null || InStock is not null || Price is not null;

    /// <exception cref="InvalidInputException">A value is out of bounds.</exception>
    internal void Check()
    {
        var violations = new Violations();
        CheckTexts(violations, "filter.vendors", Vendors);
        CheckTexts(violations, "filter.types", Types);
        CheckTexts(violations, "filter.tags", Tags);
        Price?.Check(violations, "filter.price");
        violations.ThrowIfAny();
    }

    private static void CheckTexts(Violations violations, string field, IReadOnlyList<string> values)
    {
        if (values.Count > MaxValues)
            violations.Add(field, "count", $"{field} must hold at most {MaxValues} values; there are {values.Count}.");
        for (var i = 0; i < Math.Min(values.Count, MaxValues); i++)
            violations.RequireAtMost($"{field}[{i}]", values[i], ProductRules.MaxTag);
    }
}

/// <summary>By the lowest regular price of a product.</summary>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Min">At least this; 0 when null.</param>
/// <param name="Max">At most this; any when null.</param>
public sealed record PriceFilter(string Currency, decimal? Min = null, decimal? Max = null)
{
    internal long MinMinor => Currencies.ToMinor(Currency, Min ?? 0);

    internal long MaxMinor => Max is { } max ? Currencies.ToMinor(Currency, max) : long.MaxValue;

    internal void Check(Violations violations, string field)
    {
        if (!violations.RequireCurrency(field + ".currency", Currency))
            return;
        if (Min is { } min)
            violations.RequireAmount(field + ".min", Currency, min);
        if (Max is { } max)
            violations.RequireAmount(field + ".max", Currency, max);
    }
}
