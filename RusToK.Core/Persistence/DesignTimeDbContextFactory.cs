using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace RusToK.Core.Persistence;

/// <summary>Used by <c>dotnet ef migrations add</c> only; it never connects.</summary>
internal sealed class DesignTimeDbContextFactory : IDesignTimeDbContextFactory<RusToKDbContext>
{
    public RusToKDbContext CreateDbContext(string[] args) => new(
        new DbContextOptionsBuilder<RusToKDbContext>()
            .UseNpgsql("Host=127.0.0.1", PersistenceRegistration.ConfigureNpgsql)
            .UseSnakeCaseNamingConvention()
            .Options,
        new TenantScope());
}
