using RusToK.Core.Privacy;

namespace RusToK.Core.Import.WordPress;

/// <summary>A user who wrote something in the export. Files of format 1.0 have none.</summary>
public sealed record WxrAuthor : WxrEntry
{
    /// <summary>WordPress id; null where the exporter left it out.</summary>
    public long? Id { get; init; }

    /// <summary>What <see cref="WxrItem.AuthorLogin"/> refers to. Never empty.</summary>
    [Confidential]
    public required string Login { get; init; }

    [Confidential]
    public required string Email { get; init; }

    [Confidential]
    public required string DisplayName { get; init; }

    [Confidential]
    public required string FirstName { get; init; }

    [Confidential]
    public required string LastName { get; init; }

    public override string ToString() => Printed.Of(this);
}
