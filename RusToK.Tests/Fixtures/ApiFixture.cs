using Xunit;

namespace RusToK.Tests.Fixtures;

/// <summary>One running API for the tests of a class.</summary>
public sealed class ApiFixture(SpineFixture spine) : IAsyncLifetime
{
    internal AccountsApi Api { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Api = await AccountsApi.StartAsync(await spine.CreateDatabaseAsync(CancellationToken.None));

    public ValueTask DisposeAsync() => Api.DisposeAsync();
}
