using System.Text.Json.Serialization;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Import.Jobs;

/// <summary>How far an import is that was asked for over HTTP.</summary>
[JsonConverter(typeof(EnumTextConverter<ImportStatus>))]
public enum ImportStatus
{
    /// <summary>The file is coming; it goes away when it does not come to its end.</summary>
    Uploading,

    /// <summary>It waits for a Worker, or for another import into the tenant.</summary>
    Requested,

    Running,

    /// <summary>The whole file was read; what was skipped is in the report.</summary>
    Complete,

    /// <summary>The file ends before its end; what came before is imported.</summary>
    Damaged,

    /// <summary>It could not be done; the error says why.</summary>
    Failed,

    /// <summary>Somebody stopped it; what came before is imported.</summary>
    Cancelled,
}
