using System.Text;
using System.Text.Json;

namespace RusToK.Core.Import;

/// <summary>
/// The report as JSON: a summary, then every skipped entry and every note, one a line. Remarks wait in files without a name until
/// the end, so that memory does not grow with them and a killed import leaves nothing behind.
/// </summary>
public sealed class ImportReportFile : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Indented = new(ImportJson.Options) { WriteIndented = true };

    private readonly string _path;
    private readonly FileStream _skipped = Nameless();
    private readonly FileStream _notes = Nameless();

    /// <param name="path">Written when the import has ended, replacing what is there.</param>
    /// <exception cref="IOException">The folder does not exist, or may not be written to.</exception>
    public ImportReportFile(string path)
    {
        _path = Path.GetFullPath(path);
        // Better to learn now than after an hour that it cannot be written.
        using var probe = new FileStream(Unfinished, FileMode.Create, FileAccess.Write);
    }

    private string Unfinished => _path + ".unfinished";

    /// <summary>Writes the report.</summary>
    /// <param name="summary">Becomes the first properties of the document.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public async Task WriteAsync(object summary, CancellationToken cancellationToken)
    {
        await using (var file = new FileStream(Unfinished, FileMode.Create, FileAccess.Write))
        {
            var head = JsonSerializer.SerializeToUtf8Bytes(summary, summary.GetType(), Indented);
            // Without the closing brace: the lists follow.
            await file.WriteAsync(head.AsMemory(0, head.AsSpan().TrimEnd("}\r\n"u8).Length), cancellationToken);
            await AppendAsync(file, ",\n  \"skipped\": [", _skipped, cancellationToken);
            await AppendAsync(file, ",\n  \"notes\": [", _notes, cancellationToken);
            await file.WriteAsync("\n}\n"u8.ToArray(), cancellationToken);
        }

        File.Move(Unfinished, _path, overwrite: true);
    }

    public async ValueTask DisposeAsync()
    {
        await _skipped.DisposeAsync();
        await _notes.DisposeAsync();
        File.Delete(Unfinished);
    }

    internal void Skipped(ImportRemark remark) => Append(_skipped, remark);

    internal void Noted(ImportRemark remark) => Append(_notes, remark);

    private static void Append(FileStream list, ImportRemark remark)
    {
        list.Write(list.Length == 0 ? "\n    "u8 : ",\n    "u8);
        list.Write(JsonSerializer.SerializeToUtf8Bytes(
            new { remark.Kind, remark.Id, remark.Title, reason = remark.Reason.Code, remark.Reason.Message, remark.Line, remark.TraceId },
            ImportJson.Options));
    }

    private static async Task AppendAsync(FileStream file, string opening, FileStream list, CancellationToken cancellationToken)
    {
        await file.WriteAsync(Encoding.UTF8.GetBytes(opening), cancellationToken);
        list.Position = 0;
        await list.CopyToAsync(file, cancellationToken);
        await file.WriteAsync(Encoding.UTF8.GetBytes(list.Length == 0 ? "]" : "\n  ]"), cancellationToken);
    }

    private static FileStream Nameless()
    {
        var path = Path.GetTempFileName();
        var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Delete);
        File.Delete(path);
        return file;
    }
}
