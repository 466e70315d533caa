using RusToK.Core.Content.Events;

namespace RusToK.Core.Commerce.Catalog.Collections.Storage;

internal static class CollectionRows
{
    public static IEnumerable<CollectionTranslation> For(Collection collection, IEnumerable<NameState> names) =>
        names.Select(n => new CollectionTranslation
        {
            TenantId = collection.TenantId,
            CollectionId = collection.Id,
            Locale = n.Locale,
            Title = n.Name,
            Handle = n.Slug,
            Description = n.Description,
        });
}
