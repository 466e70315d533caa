namespace RusToK.Core.Content.Menus;

/// <param name="Locale">BCP 47 tag.</param>
/// <param name="Text">1 to 255 characters.</param>
public sealed record MenuLabel(string Locale, string Text);
