using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RusToK.Core.Content.Categories;
using RusToK.Core.Content.Menus;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Scheduling;
using RusToK.Core.Content.Tags;
using RusToK.Core.Content.Text;
using RusToK.Core.Tenancy;

namespace RusToK.Core.Content;

// Every reference between tenant tables is (tenant_id, x) → (tenant_id, id): the database checks references without
// row-level security, so a reference by id alone could point into another tenant.

internal sealed class NodeMapping : IEntityTypeConfiguration<Node>
{
    public void Configure(EntityTypeBuilder<Node> builder)
    {
        builder.ToTable("nodes", ContentSchema.Truth);
        builder.HasKey(n => new { n.TenantId, n.Id });
        builder.Property(n => n.Kind).StoredAsText();
        builder.Property(n => n.Status).StoredAsText();
        builder.Property(n => n.Metadata).HasColumnType("jsonb");
        builder.Property(n => n.ArchiveReason).HasMaxLength(NodeRules.MaxArchiveReason);
        builder.Property(n => n.RejectionReason).HasMaxLength(NodeRules.MaxArchiveReason);
        builder.HasOne<Node>().WithMany().HasForeignKey(n => new { n.TenantId, n.ParentId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Category>().WithMany().HasForeignKey(n => new { n.TenantId, n.CategoryId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class NodeTranslationMapping : IEntityTypeConfiguration<NodeTranslation>
{
    public void Configure(EntityTypeBuilder<NodeTranslation> builder)
    {
        builder.ToTable("node_translations", ContentSchema.Truth);
        builder.HasKey(t => new { t.TenantId, t.NodeId, t.Locale });
        builder.Property(t => t.Locale).HasMaxLength(TenantRules.MaxLocale);
        builder.Property(t => t.Kind).StoredAsText();
        builder.Property(t => t.Title).HasMaxLength(NodeRules.MaxTitle);
        builder.Property(t => t.Slug).HasMaxLength(SlugText.MaxLength);
        builder.Property(t => t.Excerpt).HasMaxLength(NodeRules.MaxExcerpt);
        builder.Property(t => t.BodyFormat).StoredAsText();
        builder.Property(t => t.Blocks).StoredAsJson();
        builder.HasIndex(t => new { t.TenantId, t.Locale, t.Kind, t.Slug }).IsUnique();
        builder.HasOne<Node>().WithMany().HasForeignKey(t => new { t.TenantId, t.NodeId }).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class NodeTagMapping : IEntityTypeConfiguration<NodeTag>
{
    public void Configure(EntityTypeBuilder<NodeTag> builder)
    {
        builder.ToTable("node_tags", ContentSchema.Truth);
        builder.HasKey(t => new { t.TenantId, t.NodeId, t.TagId });
        builder.HasOne<Node>().WithMany().HasForeignKey(t => new { t.TenantId, t.NodeId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Tag>().WithMany().HasForeignKey(t => new { t.TenantId, t.TagId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CategoryMapping : IEntityTypeConfiguration<Category>
{
    public void Configure(EntityTypeBuilder<Category> builder)
    {
        builder.ToTable("categories", ContentSchema.Truth);
        builder.HasKey(c => new { c.TenantId, c.Id });
        builder.Property(c => c.ForumModeration).StoredAsText();
        builder.HasOne<Category>().WithMany().HasForeignKey(c => new { c.TenantId, c.ParentId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CategoryTranslationMapping : IEntityTypeConfiguration<CategoryTranslation>
{
    public void Configure(EntityTypeBuilder<CategoryTranslation> builder)
    {
        builder.ToTable("category_translations", ContentSchema.Truth);
        builder.HasKey(t => new { t.TenantId, t.CategoryId, t.Locale });
        builder.Property(t => t.Locale).HasMaxLength(TenantRules.MaxLocale);
        builder.Property(t => t.Name).HasMaxLength(NameRules.MaxName);
        builder.Property(t => t.Slug).HasMaxLength(SlugText.MaxLength);
        builder.Property(t => t.Description).HasMaxLength(NameRules.MaxDescription);
        builder.HasIndex(t => new { t.TenantId, t.Locale, t.Slug }).IsUnique();
        builder.HasOne<Category>().WithMany().HasForeignKey(t => new { t.TenantId, t.CategoryId }).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class TagMapping : IEntityTypeConfiguration<Tag>
{
    public void Configure(EntityTypeBuilder<Tag> builder)
    {
        builder.ToTable("tags", ContentSchema.Truth);
        builder.HasKey(t => new { t.TenantId, t.Id });
    }
}

internal sealed class TagTranslationMapping : IEntityTypeConfiguration<TagTranslation>
{
    public void Configure(EntityTypeBuilder<TagTranslation> builder)
    {
        builder.ToTable("tag_translations", ContentSchema.Truth);
        builder.HasKey(t => new { t.TenantId, t.TagId, t.Locale });
        builder.Property(t => t.Locale).HasMaxLength(TenantRules.MaxLocale);
        builder.Property(t => t.Name).HasMaxLength(NameRules.MaxName);
        builder.Property(t => t.Slug).HasMaxLength(SlugText.MaxLength);
        builder.HasIndex(t => new { t.TenantId, t.Locale, t.Slug }).IsUnique();
        builder.HasOne<Tag>().WithMany().HasForeignKey(t => new { t.TenantId, t.TagId }).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class PublicationScheduleMapping : IEntityTypeConfiguration<PublicationSchedule>
{
    public void Configure(EntityTypeBuilder<PublicationSchedule> builder)
    {
        builder.ToTable("publication_schedules", ContentSchema.Truth);
        builder.HasKey(s => new { s.TenantId, s.NodeId, s.Action });
        builder.Property(s => s.Action).StoredAsText();
        builder.Property(s => s.TraceParent).HasColumnName("traceparent");
        builder.Property(s => s.TraceState).HasColumnName("tracestate");
        builder.HasIndex(s => s.AttemptAt);
        builder.HasOne<Node>().WithMany().HasForeignKey(s => new { s.TenantId, s.NodeId }).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class MenuMapping : IEntityTypeConfiguration<Menu>
{
    public void Configure(EntityTypeBuilder<Menu> builder)
    {
        builder.ToTable("menus", ContentSchema.Truth);
        builder.HasKey(m => new { m.TenantId, m.Id });
        builder.Property(m => m.Handle).HasMaxLength(MenuRules.MaxHandle);
        builder.Property(m => m.Items).StoredAsJson();
        builder.HasIndex(m => new { m.TenantId, m.Handle }).IsUnique();
    }
}

internal sealed class DeletedIdMapping : IEntityTypeConfiguration<DeletedId>
{
    public void Configure(EntityTypeBuilder<DeletedId> builder)
    {
        builder.ToTable("deleted_ids", ContentSchema.Truth);
        builder.HasKey(d => new { d.TenantId, d.Aggregate, d.Id });
        builder.Property(d => d.Aggregate).HasMaxLength(32);
    }
}

internal sealed class ExternalIdMapping : IEntityTypeConfiguration<ExternalId>
{
    public const int MaxPart = 255;
    public const int MaxKind = 32;
    public const int MaxFingerprint = 500;

    public void Configure(EntityTypeBuilder<ExternalId> builder)
    {
        builder.ToTable("external_ids", ContentSchema.Truth);
        builder.HasKey(e => new { e.TenantId, e.Source, e.Kind, e.External });
        builder.Property(e => e.Source).HasMaxLength(MaxPart);
        builder.Property(e => e.Kind).HasMaxLength(MaxKind);
        builder.Property(e => e.External).HasColumnName("external_id").HasMaxLength(MaxPart);
        builder.Property(e => e.Fingerprint).HasMaxLength(MaxFingerprint);
    }
}

internal static class TextColumns
{
    /// <summary>Keeps a value as <c>jsonb</c>, compared by its JSON. Entity Framework asks for no conversion of null.</summary>
    public static PropertyBuilder<T> StoredAsJson<T>(this PropertyBuilder<T> property)
    {
        property.HasConversion(
            v => ContentJson.Write(v),
            j => ContentJson.Read<T>(j),
            new ValueComparer<T>((a, b) => ContentJson.Write(a) == ContentJson.Write(b), v => ContentJson.Write(v).GetHashCode(StringComparison.Ordinal), v => v));
        return property.HasColumnType("jsonb");
    }

    public static PropertyBuilder<TEnum> StoredAsText<TEnum>(this PropertyBuilder<TEnum> property)
        where TEnum : struct, Enum =>
        property.HasConversion(v => EnumText<TEnum>.Of(v), t => EnumText<TEnum>.Parse(t)).HasMaxLength(32);

    public static PropertyBuilder<TEnum?> StoredAsText<TEnum>(this PropertyBuilder<TEnum?> property)
        where TEnum : struct, Enum =>
        property.HasConversion(v => v == null ? null : EnumText<TEnum>.Of(v.Value), t => t == null ? null : EnumText<TEnum>.Parse(t)).HasMaxLength(32);
}
