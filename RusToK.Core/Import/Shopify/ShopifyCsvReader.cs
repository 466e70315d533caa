using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace RusToK.Core.Import.Shopify;

/// <summary>Reads a product CSV product by product; what it keeps does not grow with the file.</summary>
internal sealed class ShopifyCsvReader(Stream file)
{
    /// <summary>Characters; a description may have 100,000.</summary>
    private const int MaxField = 1_000_000;

    private const int MaxColumns = 1_000;

    private readonly Dictionary<string, long> _withoutPlace = [];

    /// <summary>Columns that have no place here, in the order of the file, with the number of records that say something in them.</summary>
    public IReadOnlyList<(string Column, long Records)> WithoutPlace => [.. _withoutPlace.Select(c => (c.Key, c.Value))];

    /// <exception cref="ShopifyFormatException">The file cannot be read further.</exception>
    public async IAsyncEnumerable<ShopifyProduct> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var text = new StreamReader(file, new UTF8Encoding(false, throwOnInvalidBytes: true), true, 1 << 16, leaveOpen: true);
        using var parser = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            MaxFieldSize = MaxField,
            BadDataFound = found => throw new ShopifyFormatException(found.Context.Parser!.RawRow, "A quotation mark stands where none may stand."),
        });
        if (!await NextAsync(parser, cancellationToken))
            throw new ShopifyFormatException(1, "The file is empty.");
        var columns = Columns(parser.Record!);
        var rows = new List<ShopifyRow>();
        var (handle, isCutOff) = ("", false);
        for (var line = parser.RawRow + 1; await NextAsync(parser, cancellationToken); line = parser.RawRow + 1)
        {
            var row = new ShopifyRow(line, columns, parser.Record!);
            CountWithoutPlace(row);
            var own = row[ShopifyColumns.Handle];
            if (rows.Count > 0 && own != handle)
            {
                yield return new ShopifyProduct(handle, [.. rows]) { IsCutOff = isCutOff };
                rows.Clear();
                isCutOff = false;
            }

            handle = own;
            if (rows.Count < ShopifyProduct.MaxRows)
                rows.Add(row);
            else
                isCutOff = true;
        }

        if (rows.Count > 0)
            yield return new ShopifyProduct(handle, rows) { IsCutOff = isCutOff };
    }

    private static async Task<bool> NextAsync(CsvParser parser, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await parser.ReadAsync();
        }
        catch (DecoderFallbackException error)
        {
            throw new ShopifyFormatException(parser.RawRow + 1, "The file is not UTF-8 from here on.", error);
        }
        catch (MaxFieldSizeException error)
        {
            throw new ShopifyFormatException(parser.RawRow + 1, $"A field has more than {MaxField} characters; a quotation mark may be missing.", error);
        }
    }

    private Dictionary<string, int> Columns(string[] names)
    {
        var columns = new Dictionary<string, int>();
        if (names.Length > MaxColumns)
            throw new ShopifyFormatException(1, $"There are {names.Length} columns; {MaxColumns} is the most.");
        for (var i = 0; i < names.Length; i++)
            if (!columns.TryAdd(names[i].Trim(), i))
                throw new ShopifyFormatException(1, $"The column '{names[i].Trim()}' is there twice.");
        if (ShopifyColumns.Required.FirstOrDefault(c => !columns.ContainsKey(c)) is { } missing)
            throw new ShopifyFormatException(1, $"The column '{missing}' is missing; the first line of a product CSV names its columns.");
        foreach (var column in columns.Keys.Where(c => !ShopifyColumns.HasPlace(c)))
            _withoutPlace[column] = 0;
        return columns;
    }

    private void CountWithoutPlace(ShopifyRow row)
    {
        foreach (var column in _withoutPlace.Keys)
            if (row[column].Length > 0)
                _withoutPlace[column]++;
    }
}
