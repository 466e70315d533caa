namespace RusToK.Core.Content.Pages.Blocks;

/// <summary>A question with its answer.</summary>
/// <param name="Question">1 to 1000 characters.</param>
/// <param name="Answer">Markdown, 1 to 10,000 characters.</param>
public sealed record FaqItem(string Question, string Answer);
