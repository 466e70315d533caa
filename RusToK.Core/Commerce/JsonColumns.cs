using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RusToK.Core.Commerce;

internal static class JsonColumns
{
    /// <summary>Keeps a value as <c>jsonb</c>, compared by its JSON.</summary>
    public static PropertyBuilder<T> StoredAsJson<T>(this PropertyBuilder<T> property)
    {
        property.HasConversion(
            v => CommerceJson.Write(v),
            j => CommerceJson.Read<T>(j),
            new ValueComparer<T>((a, b) => CommerceJson.Write(a) == CommerceJson.Write(b), v => CommerceJson.Write(v).GetHashCode(StringComparison.Ordinal), v => v));
        return property.HasColumnType("jsonb");
    }
}
