using RusToK.Core.Content.Categories;
using RusToK.Core.Content.Events;

namespace RusToK.Core.Content.External;

/// <summary>A category as it is, with its name in one language; null when it has none in that language.</summary>
internal sealed record CategorySnapshot(Category Category, NameState? Name);
