namespace RusToK.Core.Import.WordPress;

/// <summary>Where an entry stands in its file.</summary>
/// <param name="Ordinal">Count of entries before this one; the same for every read of the same file, so an import can resume
/// after the last ordinal it committed.</param>
/// <param name="Line">Line of the entry's start tag, from 1.</param>
/// <param name="Column">Column of the name in the entry's start tag, from 1.</param>
/// <param name="BytesRead">Bytes taken from the stream when the start tag was reached; ahead of the tag itself by at most one
/// read buffer (tens of KiB). Meant for progress.</param>
public readonly record struct WxrPosition(long Ordinal, int Line, int Column, long BytesRead);
