using RusToK.Tests.Fixtures;

namespace RusToK.Tests.Isolation;

/// <summary>The API with three tenants that look alike: who attacks, who is attacked, and who shows that the same request has an answer.</summary>
public sealed class TenantWorld(SpineFixture spine) : LoneApiHost(spine)
{
    internal TenantData Attacker { get; private set; } = null!;

    internal TenantData Victim { get; private set; } = null!;

    /// <summary>The attacker's administrator says so in every request.</summary>
    internal string Credentials { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Attacker = await TenantData.FillAsync(Modules, "attacker");
        Victim = await TenantData.FillAsync(Modules, "victim");
        Credentials = $"Authorization: Bearer {await AdminTokenAsync(Attacker.Id)}";
    }
}
