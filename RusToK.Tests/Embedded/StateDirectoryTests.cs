using System.Text.Json;
using RusToK.Embedded;
using RusToK.Embedded.Topology;
using Xunit;

namespace RusToK.Tests.Embedded;

public sealed class StateDirectoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = TemporaryFolder.Make();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Secrets_stay_with_their_data_and_those_that_lack_one_get_it_beside_what_they_have()
    {
        using var state = new StateDirectory(_folder.Path);
        Directory.CreateDirectory(state.Data);
        var older = new { SigningKey = "key", DemoAdmin = "demo", PlatformAdmin = "platform" };
        File.WriteAllText(Path.Combine(state.Data, "development.json"), JsonSerializer.Serialize(older));

        var secrets = state.DevelopmentSecrets();

        Assert.Equal(("key", "demo", "platform"), (secrets.SigningKey, secrets.DemoAdmin, secrets.PlatformAdmin));
        Assert.True(secrets.FaultToken is { Length: >= 32 });
        Assert.Equal(secrets, state.DevelopmentSecrets());
    }

    [Fact]
    public void Tokens_are_published_beside_the_addresses_and_are_none()
    {
        using var state = new StateDirectory(_folder.Path);
        state.Claim();
        state.Publish(
            new Dictionary<string, Uri> { ["api"] = new("http://127.0.0.1:15000") }, new Dictionary<string, Account>(),
            new Dictionary<string, string> { ["faults"] = "a token" }, new Dictionary<string, string>());

        using var published = JsonDocument.Parse(File.ReadAllText(state.EndpointsFile));
        Assert.Equal("a token", published.RootElement.GetProperty("tokens").GetProperty("faults").GetString());
        Assert.Equal(["api"], state.ReadEndpoints()!.Keys);
    }
}
