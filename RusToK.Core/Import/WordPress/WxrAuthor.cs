namespace RusToK.Core.Import.WordPress;

/// <summary>A user who wrote something in the export. Files of format 1.0 have none.</summary>
public sealed record WxrAuthor : WxrEntry
{
    /// <summary>WordPress id; null where the exporter left it out.</summary>
    public long? Id { get; init; }

    /// <summary>What <see cref="WxrItem.AuthorLogin"/> refers to. Never empty.</summary>
    public required string Login { get; init; }

    public required string Email { get; init; }

    public required string DisplayName { get; init; }

    public required string FirstName { get; init; }

    public required string LastName { get; init; }
}
