namespace RusToK.Core.Import.WordPress;

/// <summary>A term attached to an item.</summary>
/// <param name="Domain">Taxonomy: <c>category</c>, <c>post_tag</c> (format 1.0 wrote <c>tag</c>), <c>post_format</c>, ...</param>
/// <param name="Nicename">Slug of the term.</param>
/// <param name="Name">Name of the term.</param>
public sealed record WxrItemTerm(string Domain, string Nicename, string Name);
