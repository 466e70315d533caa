namespace RusToK.Core.Import;

/// <summary>How far an import is. Written by the import, read by whoever shows it, from another thread.</summary>
public sealed class ImportProgress
{
    private long _entries;
    private Func<long> _bytes = static () => 0;

    /// <summary>What is being done now, such as <c>Reading</c>.</summary>
    public string Phase { get; private set; } = "";

    /// <summary>Bytes of the file.</summary>
    public long TotalBytes { get; private set; }

    /// <summary>Bytes read in this phase.</summary>
    public long Bytes => _bytes();

    /// <summary>Entries that are done, over all phases.</summary>
    public long Entries => Interlocked.Read(ref _entries);

    internal void Begin(string phase, long totalBytes, Func<long> bytes)
    {
        _bytes = bytes;
        TotalBytes = totalBytes;
        Phase = phase;
    }

    /// <summary>The whole file was read, as often as it takes.</summary>
    internal void End() => Begin("Done", TotalBytes, () => TotalBytes);

    internal void Done(long entries = 1) => Interlocked.Add(ref _entries, entries);
}
