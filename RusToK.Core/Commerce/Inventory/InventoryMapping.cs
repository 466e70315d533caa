using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Variants;

namespace RusToK.Core.Commerce.Inventory;

internal sealed class LocationMapping : IEntityTypeConfiguration<Location>
{
    public void Configure(EntityTypeBuilder<Location> builder)
    {
        builder.ToTable("locations", CommerceSchema.Truth);
        builder.HasKey(l => new { l.TenantId, l.Id });
        builder.Property(l => l.Name).HasMaxLength(InventoryRules.MaxName);
        builder.HasIndex(l => new { l.TenantId, l.Name }).IsUnique();
    }
}

internal sealed class ProductStockMapping : IEntityTypeConfiguration<ProductStock>
{
    public void Configure(EntityTypeBuilder<ProductStock> builder)
    {
        builder.ToTable("product_stock", CommerceSchema.Truth);
        builder.HasKey(s => new { s.TenantId, s.ProductId });
        builder.HasOne<Product>().WithMany().HasForeignKey(s => new { s.TenantId, s.ProductId }).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class VariantStockMapping : IEntityTypeConfiguration<VariantStock>
{
    public void Configure(EntityTypeBuilder<VariantStock> builder)
    {
        builder.ToTable("variant_stock", CommerceSchema.Truth);
        builder.HasKey(s => new { s.TenantId, s.VariantId });
        builder.HasIndex(s => new { s.TenantId, s.ProductId });
        builder.HasOne<Variant>().WithMany().HasForeignKey(s => new { s.TenantId, s.VariantId }).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class StockLevelMapping : IEntityTypeConfiguration<StockLevel>
{
    public void Configure(EntityTypeBuilder<StockLevel> builder)
    {
        builder.ToTable("stock_levels", CommerceSchema.Truth);
        builder.HasKey(s => new { s.TenantId, s.VariantId, s.LocationId });
        builder.HasOne<Variant>().WithMany().HasForeignKey(s => new { s.TenantId, s.VariantId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Location>().WithMany().HasForeignKey(s => new { s.TenantId, s.LocationId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CommerceSettingsMapping : IEntityTypeConfiguration<CommerceSettings>
{
    public void Configure(EntityTypeBuilder<CommerceSettings> builder)
    {
        builder.ToTable("settings", CommerceSchema.Truth);
        builder.HasKey(s => s.TenantId);
        builder.Property(s => s.TenantId).ValueGeneratedNever();
    }
}
