using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RusToK.Core.Commerce;

// Every reference between tenant tables is (tenant_id, x) → (tenant_id, id): the database checks references without
// row-level security, so a reference by id alone could point into another tenant.

internal sealed class DeletedIdMapping : IEntityTypeConfiguration<DeletedId>
{
    public void Configure(EntityTypeBuilder<DeletedId> builder)
    {
        builder.ToTable("deleted_ids", CommerceSchema.Truth);
        // Named here, because the names that are made know no schemas, and the content has tables of the same names.
        builder.HasKey(d => new { d.TenantId, d.Aggregate, d.Id }).HasName("pk_commerce_deleted_ids");
        builder.Property(d => d.Aggregate).HasMaxLength(32);
    }
}

internal sealed class ExternalIdMapping : IEntityTypeConfiguration<ExternalId>
{
    public void Configure(EntityTypeBuilder<ExternalId> builder)
    {
        builder.ToTable("external_ids", CommerceSchema.Truth);
        builder.HasKey(e => new { e.TenantId, e.Source, e.Kind, e.External }).HasName("pk_commerce_external_ids");
        builder.Property(e => e.Source).HasMaxLength(Content.ExternalIdMapping.MaxPart);
        builder.Property(e => e.Kind).HasMaxLength(Content.ExternalIdMapping.MaxKind);
        builder.Property(e => e.External).HasColumnName("external_id").HasMaxLength(Content.ExternalIdMapping.MaxPart);
        builder.Property(e => e.Fingerprint).HasMaxLength(Content.ExternalIdMapping.MaxFingerprint);
    }
}
