using RusToK.Core.Content.External;
using RusToK.Core.Import.Content;

namespace RusToK.Core.Import.WordPress.Running;

/// <summary>What a run of the import works with.</summary>
internal sealed record WordPressServices(
    ExternalIds ExternalIds, ContentSnapshots Snapshots, NodeImport Nodes, CategoryImport Categories, TagImport Tags, TimeProvider Clock);
