using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RusToK.Core.Webhooks;

internal sealed class WebhookMapping : IEntityTypeConfiguration<Webhook>
{
    public void Configure(EntityTypeBuilder<Webhook> builder)
    {
        builder.ToTable("endpoints", "webhooks");
        builder.HasKey(w => new { w.TenantId, w.Id });
        builder.Property(w => w.Url).HasMaxLength(WebhookRules.MaxUrl);
        builder.Property(w => w.Description).HasMaxLength(WebhookRules.MaxDescription);
        builder.Property(w => w.DisabledReason).HasMaxLength(32);
    }
}
