using System.Globalization;
using RusToK.Core.Import;

namespace RusToK.Worker.Import;

/// <summary>The parts of a report as lines of text.</summary>
internal static class ImportTables
{
    private const int MaxKind = 24;
    private const int MaxTitle = 40;

    /// <summary>A line a kind, and one for all.</summary>
    public static IReadOnlyList<string> Counts(IReadOnlyList<ImportCounts> counts)
    {
        var all = new ImportCounts(
            "all", counts.Sum(c => c.InFile), counts.Sum(c => c.Imported), counts.Sum(c => c.Updated), counts.Sum(c => c.Unchanged),
            counts.Sum(c => c.InMetadata), counts.Sum(c => c.Skipped));
        return
        [
            Line("kind", "in file", "imported", "updated", "unchanged", "in metadata", "skipped"),
            .. counts.Append(all).Select(c => Line(
                Printable.Of(c.Kind, MaxKind), Number(c.InFile), Number(c.Imported), Number(c.Updated), Number(c.Unchanged), Number(c.InMetadata), Number(c.Skipped))),
        ];

        static string Line(string kind, params string[] cells) => kind.PadRight(MaxKind) + string.Concat(cells.Select(c => c.PadLeft(12)));
    }

    public static IReadOnlyList<string> Reasons(IReadOnlyList<ImportReasonCount> reasons) =>
    [
        .. reasons.Select(r => string.Create(
            CultureInfo.InvariantCulture, $"{r.Count,6} {Printable.Of(r.Kind, MaxKind)}, {r.Code}: {Printable.Of(r.Example)}")),
    ];

    public static IReadOnlyList<string> Remarks(IReadOnlyList<ImportRemark> remarks) =>
    [
        .. remarks.Select(r => string.Create(
            CultureInfo.InvariantCulture,
            $"{Printable.Of(r.Kind, MaxKind)} {Printable.Of(r.Id ?? "-")} \"{Printable.Of(r.Title ?? "", MaxTitle)}\" (line {r.Line}): {Printable.Of(r.Reason.Message)}")),
    ];

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
