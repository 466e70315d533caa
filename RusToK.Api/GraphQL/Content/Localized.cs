using RusToK.Api.GraphQL.Schema;
using RusToK.Core.Content.Queries;

namespace RusToK.Api.GraphQL.Content;

/// <summary>Something read in one language, with the languages the reader wanted, so that what hangs on it is read in the same.</summary>
internal sealed record Localized<T>(T Value, LocaleChain Locales)
{
    public static implicit operator T(Localized<T> localized) => localized.Value;
}

/// <summary>Languages to try, best first; equal when they are the same, so that it can be part of a loader's key.</summary>
internal sealed class LocaleChain(IReadOnlyList<string> locales) : IEquatable<LocaleChain>
{
    private readonly string _text = string.Join(',', locales);

    public IReadOnlyList<string> Locales { get; } = locales;

    /// <summary>The item in the best language there is, or else the first.</summary>
    public T Best<T>(IReadOnlyList<T> items, Func<T, string> locale)
        where T : class =>
        Locales.Select(l => items.FirstOrDefault(i => locale(i) == l)).FirstOrDefault(i => i is not null) ?? items[0];

    public bool Equals(LocaleChain? other) => other is not null && other._text == _text;

    public override bool Equals(object? obj) => Equals(obj as LocaleChain);

    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => _text;
}

internal static class LocalizedExtensions
{
    public static Localized<T>? In<T>(this T? value, LocaleChain locales)
        where T : class =>
        value is null ? null : new Localized<T>(value, locales);

    public static Connection<Localized<T>> In<T>(this Page<T> page, LocaleChain locales) =>
        Connection<Localized<T>>.Of(page, item => new Localized<T>(item, locales));
}
