using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RusToK.Core.Content;
using RusToK.Core.Identity.Audit;
using RusToK.Core.Identity.OneTimeTokens;
using RusToK.Core.Identity.Sessions;
using RusToK.Core.Identity.Users;

namespace RusToK.Core.Identity;

internal sealed class UserMapping : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.ToTable("users", IdentitySchema.Name);
        builder.HasKey(u => new { u.TenantId, u.Id });
        builder.Property(u => u.Email).HasMaxLength(EmailAddress.MaxLength);
        builder.Property(u => u.NormalizedEmail).HasMaxLength(EmailAddress.MaxLength);
        builder.Property(u => u.DisplayName).HasMaxLength(UserRules.MaxDisplayName);
        builder.Property(u => u.Role).StoredAsText();
        builder.Property(u => u.Status).StoredAsText();
        builder.Property(u => u.PasswordHash).HasMaxLength(512);
        builder.HasIndex(u => new { u.TenantId, u.NormalizedEmail }).IsUnique();
        builder.HasIndex(u => new { u.TenantId, u.Role, u.Id });
        builder.HasIndex(u => new { u.TenantId, u.Status, u.Id });
    }
}

internal sealed class SessionMapping : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.ToTable("sessions", IdentitySchema.Name);
        builder.HasKey(s => new { s.TenantId, s.Id });
        builder.Property(s => s.IpAddress).HasMaxLength(ClientInfo.MaxAddress);
        builder.Property(s => s.UserAgent).HasMaxLength(ClientInfo.MaxUserAgent);
        builder.Property(s => s.RevokedBecause).StoredAsText();
        builder.HasIndex(s => new { s.TenantId, s.FamilyHash }).IsUnique();
        builder.HasIndex(s => new { s.TenantId, s.UserId, s.Id });
        builder.HasIndex(s => s.ExpiresAt);
        builder.HasOne<User>().WithMany().HasForeignKey(s => new { s.TenantId, s.UserId }).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class OneTimeTokenMapping : IEntityTypeConfiguration<OneTimeToken>
{
    public void Configure(EntityTypeBuilder<OneTimeToken> builder)
    {
        builder.ToTable("one_time_tokens", IdentitySchema.Name);
        builder.HasKey(t => new { t.TenantId, t.TokenHash });
        builder.Property(t => t.Purpose).StoredAsText();
        builder.Property(t => t.PasswordHash).HasMaxLength(512);
        builder.Property(t => t.DisplayName).HasMaxLength(UserRules.MaxDisplayName);
        builder.HasIndex(t => new { t.TenantId, t.UserId });
        builder.HasIndex(t => t.ExpiresAt);
        builder.HasOne<User>().WithMany().HasForeignKey(t => new { t.TenantId, t.UserId }).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class AuditRecordMapping : IEntityTypeConfiguration<AuditRecord>
{
    public void Configure(EntityTypeBuilder<AuditRecord> builder)
    {
        builder.ToTable("audit_log", IdentitySchema.Name);
        builder.HasKey(r => new { r.TenantId, r.Id });
        builder.Property(r => r.ActorRole).StoredAsText();
        builder.Property(r => r.Outcome).StoredAsText();
        builder.Property(r => r.Operation).HasMaxLength(128);
        builder.Property(r => r.Code).HasMaxLength(32);
        builder.Property(r => r.TraceId).HasMaxLength(32);
    }
}
