using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Variants;
using RusToK.Core.Commerce.Inventory;
using RusToK.Core.Commerce.Money;
using RusToK.Core.Content;

namespace RusToK.Core.Commerce.Orders;

internal sealed class OrderMapping : IEntityTypeConfiguration<Order>
{
    public void Configure(EntityTypeBuilder<Order> builder)
    {
        builder.ToTable("orders", CommerceSchema.Truth);
        builder.HasKey(o => new { o.TenantId, o.Id });
        builder.Property(o => o.Number).HasMaxLength(32);
        builder.Property(o => o.Status).StoredAsText();
        builder.Property(o => o.Currency).HasMaxLength(Currencies.CodeLength);
        builder.Property(o => o.PaymentReference).HasMaxLength(OrderRules.MaxReference);
        builder.Property(o => o.TrackingNumber).HasMaxLength(OrderRules.MaxReference);
        builder.Property(o => o.RefundId).HasMaxLength(OrderRules.MaxReference);
        builder.Property(o => o.CancelReason).HasMaxLength(OrderRules.MaxReason);
        builder.HasIndex(o => new { o.TenantId, o.Number }).IsUnique();
    }
}

internal sealed class OrderLineMapping : IEntityTypeConfiguration<OrderLine>
{
    public void Configure(EntityTypeBuilder<OrderLine> builder)
    {
        builder.ToTable("order_lines", CommerceSchema.Truth);
        builder.HasKey(l => new { l.TenantId, l.OrderId, l.Position });
        builder.Property(l => l.Sku).HasMaxLength(VariantRules.MaxSku);
        builder.Property(l => l.Title).HasMaxLength(ProductRules.MaxTitle);
        builder.HasOne<Order>().WithMany().HasForeignKey(l => new { l.TenantId, l.OrderId }).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class OrderContactMapping : IEntityTypeConfiguration<OrderContact>
{
    public void Configure(EntityTypeBuilder<OrderContact> builder)
    {
        builder.ToTable("order_contacts", CommerceSchema.Truth);
        builder.HasKey(c => new { c.TenantId, c.OrderId });
        builder.Property(c => c.Email).HasMaxLength(OrderRules.MaxEmail);
        builder.Property(c => c.Name).HasMaxLength(OrderRules.MaxName);
        builder.Property(c => c.Phone).HasMaxLength(OrderRules.MaxPhone);
        builder.Property(c => c.Note).HasMaxLength(OrderRules.MaxNote);
        builder.Property(c => c.ShippingAddress).StoredAsJson();
        builder.HasOne<Order>().WithMany().HasForeignKey(c => new { c.TenantId, c.OrderId }).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class OrderKeyMapping : IEntityTypeConfiguration<OrderKey>
{
    public void Configure(EntityTypeBuilder<OrderKey> builder)
    {
        builder.ToTable("order_keys", CommerceSchema.Truth);
        builder.HasKey(k => new { k.TenantId, k.Key });
        builder.Property(k => k.Key).HasMaxLength(OrderRules.MaxKey);
    }
}

internal sealed class ReservationMapping : IEntityTypeConfiguration<Reservation>
{
    public void Configure(EntityTypeBuilder<Reservation> builder)
    {
        builder.ToTable("reservations", CommerceSchema.Truth);
        builder.HasKey(r => new { r.TenantId, r.OrderId, r.VariantId, r.LocationId });
        builder.HasOne<Order>().WithMany().HasForeignKey(r => new { r.TenantId, r.OrderId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Location>().WithMany().HasForeignKey(r => new { r.TenantId, r.LocationId }).OnDelete(DeleteBehavior.Restrict);
    }
}
