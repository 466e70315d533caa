using Microsoft.EntityFrameworkCore;
using RusToK.Core.Errors;
using RusToK.Core.Identity.OneTimeTokens;
using RusToK.Core.Identity.Sessions;
using RusToK.Core.Persistence;

namespace RusToK.Core.Identity.Users;

/// <summary>What the module's commands ask before they decide.</summary>
internal sealed class UserReader(RusToKDbContext database, TenantScope scope)
{
    public Task<User?> FindByEmailAsync(Guid tenantId, string normalized, CancellationToken cancellationToken) =>
        Of<User>(tenantId).FirstOrDefaultAsync(u => u.NormalizedEmail == normalized, cancellationToken);

    /// <exception cref="NotFoundException">There is no such user.</exception>
    public async Task<User> RequireAsync(Guid tenantId, Guid id, CancellationToken cancellationToken) =>
        await Of<User>(tenantId).FirstOrDefaultAsync(u => u.Id == id, cancellationToken) ?? throw NotFoundException.For("user", id, "id");

    public Task<Session?> FindSessionAsync(Guid tenantId, Guid id, CancellationToken cancellationToken) =>
        Of<Session>(tenantId).FirstOrDefaultAsync(s => s.Id == id, cancellationToken);

    public Task<Session?> FindFamilyAsync(Guid tenantId, byte[] familyHash, CancellationToken cancellationToken) =>
        Of<Session>(tenantId).FirstOrDefaultAsync(s => s.FamilyHash == familyHash, cancellationToken);

    public Task<OneTimeToken?> FindTokenAsync(Guid tenantId, byte[] hash, OneTimePurpose purpose, DateTimeOffset now, CancellationToken cancellationToken) =>
        Of<OneTimeToken>(tenantId).FirstOrDefaultAsync(t => t.TokenHash == hash && t.Purpose == purpose && t.ExpiresAt > now, cancellationToken);

    /// <summary>The newest sign-up of a user whose address is not proved yet.</summary>
    public Task<OneTimeToken?> FindSignUpAsync(Guid tenantId, Guid userId, CancellationToken cancellationToken) =>
        Of<OneTimeToken>(tenantId)
            .Where(t => t.UserId == userId && t.Purpose == OneTimePurpose.VerifyEmail)
            .OrderByDescending(t => t.CreatedAt)
            .FirstOrDefaultAsync(cancellationToken);

    private DbSet<T> Of<T>(Guid tenantId)
        where T : class
    {
        scope.Enter(tenantId);
        return database.Set<T>();
    }
}
