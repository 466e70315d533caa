using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RusToK.Core.Commerce.Catalog.Categories;
using RusToK.Core.Commerce.Catalog.Collections;
using RusToK.Core.Commerce.Catalog.Prices;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Variants;
using RusToK.Core.Commerce.Money;
using RusToK.Core.Content;
using RusToK.Core.Content.Text;
using RusToK.Core.Tenancy;

namespace RusToK.Core.Commerce.Catalog;

internal sealed class ProductMapping : IEntityTypeConfiguration<Product>
{
    public void Configure(EntityTypeBuilder<Product> builder)
    {
        builder.ToTable("products", CommerceSchema.Truth);
        builder.HasKey(p => new { p.TenantId, p.Id });
        builder.Property(p => p.Status).StoredAsText();
        builder.Property(p => p.Vendor).HasMaxLength(ProductRules.MaxVendor);
        builder.Property(p => p.Type).HasMaxLength(ProductRules.MaxType);
        builder.Property(p => p.Options).StoredAsJson();
        builder.Property(p => p.Images).StoredAsJson();
        builder.HasOne<ProductCategory>().WithMany().HasForeignKey(p => new { p.TenantId, p.CategoryId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ProductTranslationMapping : IEntityTypeConfiguration<ProductTranslation>
{
    public void Configure(EntityTypeBuilder<ProductTranslation> builder)
    {
        builder.ToTable("product_translations", CommerceSchema.Truth);
        builder.HasKey(t => new { t.TenantId, t.ProductId, t.Locale });
        builder.Property(t => t.Locale).HasMaxLength(TenantRules.MaxLocale);
        builder.Property(t => t.Title).HasMaxLength(ProductRules.MaxTitle);
        builder.Property(t => t.Handle).HasMaxLength(SlugText.MaxLength);
        builder.Property(t => t.SeoTitle).HasMaxLength(ProductRules.MaxSeoTitle);
        builder.Property(t => t.SeoDescription).HasMaxLength(ProductRules.MaxSeoDescription);
        builder.HasIndex(t => new { t.TenantId, t.Locale, t.Handle }).IsUnique();
        builder.HasOne<Product>().WithMany().HasForeignKey(t => new { t.TenantId, t.ProductId }).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class VariantMapping : IEntityTypeConfiguration<Variant>
{
    public void Configure(EntityTypeBuilder<Variant> builder)
    {
        builder.ToTable("variants", CommerceSchema.Truth);
        builder.HasKey(v => new { v.TenantId, v.Id });
        builder.Property(v => v.Sku).HasMaxLength(VariantRules.MaxSku);
        builder.Property(v => v.Barcode).HasMaxLength(VariantRules.MaxBarcode);
        builder.Property(v => v.Policy).StoredAsText();
        builder.HasIndex(v => new { v.TenantId, v.Sku }).IsUnique();
        builder.HasIndex(v => new { v.TenantId, v.ProductId, v.OptionKey }).IsUnique();
        builder.HasOne<Product>().WithMany().HasForeignKey(v => new { v.TenantId, v.ProductId }).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class PriceMapping : IEntityTypeConfiguration<Price>
{
    public void Configure(EntityTypeBuilder<Price> builder)
    {
        builder.ToTable("prices", CommerceSchema.Truth);
        builder.HasKey(p => new { p.TenantId, p.VariantId, p.Currency });
        builder.Property(p => p.Currency).HasMaxLength(Currencies.CodeLength);
        builder.HasOne<Variant>().WithMany().HasForeignKey(p => new { p.TenantId, p.VariantId }).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class PriceListMapping : IEntityTypeConfiguration<PriceList>
{
    public void Configure(EntityTypeBuilder<PriceList> builder)
    {
        builder.ToTable("price_lists", CommerceSchema.Truth);
        builder.HasKey(l => new { l.TenantId, l.Id });
        builder.Property(l => l.Name).HasMaxLength(PriceListRules.MaxName);
        builder.Property(l => l.Currency).HasMaxLength(Currencies.CodeLength);
        builder.HasIndex(l => new { l.TenantId, l.Name }).IsUnique();
    }
}

internal sealed class ListPriceMapping : IEntityTypeConfiguration<ListPrice>
{
    public void Configure(EntityTypeBuilder<ListPrice> builder)
    {
        builder.ToTable("list_prices", CommerceSchema.Truth);
        builder.HasKey(p => new { p.TenantId, p.VariantId, p.PriceListId });
        builder.HasOne<Variant>().WithMany().HasForeignKey(p => new { p.TenantId, p.VariantId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<PriceList>().WithMany().HasForeignKey(p => new { p.TenantId, p.PriceListId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ProductCategoryMapping : IEntityTypeConfiguration<ProductCategory>
{
    public void Configure(EntityTypeBuilder<ProductCategory> builder)
    {
        builder.ToTable("product_categories", CommerceSchema.Truth);
        builder.HasKey(c => new { c.TenantId, c.Id });
        builder.HasOne<ProductCategory>().WithMany().HasForeignKey(c => new { c.TenantId, c.ParentId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ProductCategoryTranslationMapping : IEntityTypeConfiguration<ProductCategoryTranslation>
{
    public void Configure(EntityTypeBuilder<ProductCategoryTranslation> builder)
    {
        builder.ToTable("product_category_translations", CommerceSchema.Truth);
        builder.HasKey(t => new { t.TenantId, t.CategoryId, t.Locale });
        builder.Property(t => t.Locale).HasMaxLength(TenantRules.MaxLocale);
        builder.Property(t => t.Name).HasMaxLength(NameRules.MaxName);
        builder.Property(t => t.Slug).HasMaxLength(SlugText.MaxLength);
        builder.Property(t => t.Description).HasMaxLength(NameRules.MaxDescription);
        builder.HasIndex(t => new { t.TenantId, t.Locale, t.Slug }).IsUnique();
        builder.HasOne<ProductCategory>().WithMany().HasForeignKey(t => new { t.TenantId, t.CategoryId }).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class CollectionMapping : IEntityTypeConfiguration<Collection>
{
    public void Configure(EntityTypeBuilder<Collection> builder)
    {
        builder.ToTable("collections", CommerceSchema.Truth);
        builder.HasKey(c => new { c.TenantId, c.Id });
        builder.Property(c => c.Kind).StoredAsText();
        builder.Property(c => c.Rules).StoredAsJson();
    }
}

internal sealed class CollectionTranslationMapping : IEntityTypeConfiguration<CollectionTranslation>
{
    public void Configure(EntityTypeBuilder<CollectionTranslation> builder)
    {
        builder.ToTable("collection_translations", CommerceSchema.Truth);
        builder.HasKey(t => new { t.TenantId, t.CollectionId, t.Locale });
        builder.Property(t => t.Locale).HasMaxLength(TenantRules.MaxLocale);
        builder.Property(t => t.Title).HasMaxLength(NameRules.MaxName);
        builder.Property(t => t.Handle).HasMaxLength(SlugText.MaxLength);
        builder.Property(t => t.Description).HasMaxLength(NameRules.MaxDescription);
        builder.HasIndex(t => new { t.TenantId, t.Locale, t.Handle }).IsUnique();
        builder.HasOne<Collection>().WithMany().HasForeignKey(t => new { t.TenantId, t.CollectionId }).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class CollectionProductMapping : IEntityTypeConfiguration<CollectionProduct>
{
    public void Configure(EntityTypeBuilder<CollectionProduct> builder)
    {
        builder.ToTable("collection_products", CommerceSchema.Truth);
        builder.HasKey(p => new { p.TenantId, p.CollectionId, p.ProductId });
        builder.HasOne<Collection>().WithMany().HasForeignKey(p => new { p.TenantId, p.CollectionId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Product>().WithMany().HasForeignKey(p => new { p.TenantId, p.ProductId }).OnDelete(DeleteBehavior.Cascade);
    }
}
