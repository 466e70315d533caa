namespace RusToK.Core.Import;

/// <summary>
/// What an import did. Counts and the first remarks are kept in memory; all remarks go to the file, if there is one. Safe to use
/// from several threads.
/// </summary>
/// <param name="file">Where all remarks are written.</param>
/// <param name="kept">Remarks of each sort kept in memory.</param>
public sealed class ImportReport(ImportReportFile? file = null, int kept = 20)
{
    /// <summary>A hostile file may invent a kind for each of its entries; past so many they are counted as one.</summary>
    private const int MaxKinds = 200;

    private const string OtherKinds = "(other)";

    /// <summary>Characters of any text that are kept: enough to recognise a thing by, whatever a file calls it.</summary>
    private const int MaxText = 300;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, long[]> _counts = [];
    private readonly Dictionary<(string Kind, string Code), (long Count, string Example)> _skips = [];
    private readonly Dictionary<(string Kind, string Code), (long Count, string Example)> _notes = [];
    private readonly List<ImportRemark> _firstSkipped = [];
    private readonly List<ImportRemark> _firstNotes = [];

    /// <summary>By kind, in the order in which the file first named them.</summary>
    public IReadOnlyList<ImportCounts> Counts
    {
        get
        {
            lock (_lock)
                return [.. _counts.Select(c => new ImportCounts(c.Key, c.Value[^1], c.Value[0], c.Value[1], c.Value[2], c.Value[3], c.Value[4]))];
        }
    }

    /// <summary>Why entries were skipped; the most frequent first.</summary>
    public IReadOnlyList<ImportReasonCount> SkippedBecause => Tally(_skips);

    /// <summary>What is not quite as in the file; the most frequent first.</summary>
    public IReadOnlyList<ImportReasonCount> NotedBecause => Tally(_notes);

    /// <summary>The first skipped entries but those whose whole kind was skipped.</summary>
    public IReadOnlyList<ImportRemark> FirstSkipped
    {
        get
        {
            lock (_lock)
                return [.. _firstSkipped];
        }
    }

    public IReadOnlyList<ImportRemark> FirstNotes
    {
        get
        {
            lock (_lock)
                return [.. _firstNotes];
        }
    }

    /// <summary>The counts of one kind; zeros when the file has none of it.</summary>
    public ImportCounts CountsOf(string kind) => Counts.FirstOrDefault(c => c.Kind == kind) ?? new ImportCounts(kind, 0, 0, 0, 0, 0, 0);

    /// <summary>The file holds entries of a kind.</summary>
    public void Found(string kind, long number = 1) => Add(Shorten(kind), ^1, number);

    public void Count(string kind, ImportOutcome outcome, long number = 1) => Add(Shorten(kind), (int)outcome, number);

    /// <summary>One entry was skipped.</summary>
    /// <param name="remark">Which, and why.</param>
    /// <param name="wholeKind">All entries of the kind are; one is as good as another.</param>
    public void Skip(ImportRemark remark, bool wholeKind = false)
    {
        remark = Shorten(remark);
        lock (_lock)
        {
            Count(remark.Kind, ImportOutcome.Skipped);
            Tally(_skips, remark, 1);
            if (!wholeKind && _firstSkipped.Count < kept)
                _firstSkipped.Add(remark);
            file?.Skipped(remark);
        }
    }

    /// <summary>Entries too small to be named one by one were skipped.</summary>
    public void SkipMany(string kind, long number, ImportReason reason)
    {
        if (number == 0)
            return;
        lock (_lock)
        {
            Count(kind, ImportOutcome.Skipped, number);
            Tally(_skips, Shorten(new ImportRemark(kind, null, null, reason, 0)), number);
        }
    }

    /// <summary>Something about an entry is not as in the file.</summary>
    public void Note(ImportRemark remark)
    {
        remark = Shorten(remark);
        lock (_lock)
        {
            Tally(_notes, remark, 1);
            if (_firstNotes.Count < kept)
                _firstNotes.Add(remark);
            file?.Noted(remark);
        }
    }

    private void Add(string kind, Index column, long number)
    {
        if (number == 0)
            return;
        lock (_lock)
        {
            if (!_counts.TryGetValue(kind, out var counts))
            {
                if (_counts.Count >= MaxKinds)
                    kind = OtherKinds;
                if (!_counts.TryGetValue(kind, out counts))
                    _counts[kind] = counts = new long[Enum.GetValues<ImportOutcome>().Length + 1];
            }

            counts[column] += number;
        }
    }

    private static ImportRemark Shorten(ImportRemark remark) => remark with
    {
        Kind = Shorten(remark.Kind),
        Id = remark.Id is null ? null : Shorten(remark.Id),
        Title = remark.Title is null ? null : Shorten(remark.Title),
        Reason = remark.Reason with { Message = Shorten(remark.Reason.Message) },
    };

    private static string Shorten(string text) =>
        text.Length <= MaxText ? text : text[..(char.IsHighSurrogate(text[MaxText - 2]) ? MaxText - 2 : MaxText - 1)] + "…";

    private static void Tally(Dictionary<(string Kind, string Code), (long Count, string Example)> reasons, ImportRemark remark, long number)
    {
        var key = (remark.Kind, remark.Reason.Code);
        if (!reasons.ContainsKey(key) && reasons.Count >= MaxKinds)
            key = (OtherKinds, remark.Reason.Code);
        var (count, example) = reasons.GetValueOrDefault(key, (0, remark.Reason.Message));
        reasons[key] = (count + number, example);
    }

    private IReadOnlyList<ImportReasonCount> Tally(Dictionary<(string Kind, string Code), (long Count, string Example)> reasons)
    {
        lock (_lock)
            return
            [
                .. reasons.Select(r => new ImportReasonCount(r.Key.Kind, r.Key.Code, r.Value.Count, r.Value.Example))
                    .OrderByDescending(r => r.Count).ThenBy(r => r.Kind, StringComparer.Ordinal).ThenBy(r => r.Code, StringComparer.Ordinal),
            ];
    }
}
