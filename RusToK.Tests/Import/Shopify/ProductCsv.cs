using System.Text;

namespace RusToK.Tests.Import.Shopify;

/// <summary>Writes a product CSV: records as dictionaries, columns in the order in which they first appear.</summary>
internal sealed class ProductCsv
{
    private readonly List<string> _columns = ["Handle", "Title"];
    private readonly List<Dictionary<string, string>> _records = [];

    /// <summary>A record.</summary>
    /// <param name="handle">Its product.</param>
    /// <param name="cells">Column and text.</param>
    public ProductCsv Add(string handle, params (string Column, string Text)[] cells)
    {
        var record = cells.ToDictionary(c => c.Column, c => c.Text);
        record["Handle"] = handle;
        _columns.AddRange(record.Keys.Except(_columns));
        _records.Add(record);
        return this;
    }

    /// <summary>A product of one variant.</summary>
    public ProductCsv Simple(string handle, string title, string price = "10", params (string Column, string Text)[] cells) => Add(
        handle, [("Title", title), ("Option1 Name", "Title"), ("Option1 Value", "Default Title"), ("Variant Price", price), .. cells]);

    public byte[] ToBytes()
    {
        var text = new StringBuilder().AppendJoin(',', _columns.Select(Quote)).Append("\r\n");
        foreach (var record in _records)
            text.AppendJoin(',', _columns.Select(c => Quote(record.GetValueOrDefault(c, "")))).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Quote(string text) => text.IndexOfAny([',', '"', '\n']) < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
