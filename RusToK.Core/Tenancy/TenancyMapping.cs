using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RusToK.Core.Tenancy;

internal sealed class TenantMapping : IEntityTypeConfiguration<Tenant>
{
    public void Configure(EntityTypeBuilder<Tenant> builder)
    {
        builder.ToTable("tenants", "tenancy");
        builder.HasKey(t => t.Id);
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.Property(t => t.Name).HasMaxLength(TenantRules.MaxName);
        builder.Property(t => t.Slug).HasMaxLength(TenantRules.MaxSlug);
        builder.Property(t => t.Domain).HasMaxLength(TenantRules.MaxDomain);
        builder.Property(t => t.DefaultLocale).HasMaxLength(TenantRules.MaxLocale);
        builder.Property(t => t.Settings).HasColumnType("jsonb");
        builder.HasIndex(t => t.Slug).IsUnique();
        builder.HasIndex(t => t.Domain).IsUnique();
    }
}

internal sealed class TenantLocaleMapping : IEntityTypeConfiguration<TenantLocale>
{
    public void Configure(EntityTypeBuilder<TenantLocale> builder)
    {
        builder.ToTable("locales", "tenancy");
        builder.HasKey(l => new { l.TenantId, l.Locale });
        builder.Property(l => l.Locale).HasMaxLength(TenantRules.MaxLocale);
        builder.Property(l => l.Fallback).HasMaxLength(TenantRules.MaxLocale);
        builder.HasOne<Tenant>().WithMany().HasForeignKey(l => l.TenantId);
    }
}

internal sealed class TenantModuleMapping : IEntityTypeConfiguration<TenantModule>
{
    public void Configure(EntityTypeBuilder<TenantModule> builder)
    {
        builder.ToTable("modules", "tenancy");
        builder.HasKey(m => new { m.TenantId, m.Module });
        builder.Property(m => m.Module).HasMaxLength(32);
        builder.HasOne<Tenant>().WithMany().HasForeignKey(m => m.TenantId);
    }
}
