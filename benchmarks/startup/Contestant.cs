using System.Runtime.InteropServices;
using RusToK.Embedded.Tools;

namespace RusToK.Benchmarks.Startup;

/// <summary>The API, built and started in one way.</summary>
/// <param name="Name">As in the table.</param>
/// <param name="Assembly">What <c>dotnet</c> is given.</param>
/// <param name="Environment">Beside what all have.</param>
internal sealed record Contestant(string Name, string Assembly, params (string Name, string Value)[] Environment)
{
    public static async Task<IReadOnlyList<Contestant>> AllAsync(Builds builds, CancellationToken cancellationToken)
    {
        var built = RepositoryRoot.AssemblyOf("RusToK.Api");
        var compiled = await builds.PublishAsync(
            "ready-to-run", ["PublishReadyToRun=true", $"RuntimeIdentifier={RuntimeInformation.RuntimeIdentifier}", "SelfContained=false"], cancellationToken);
        return
        [
            new("as built", built),
            new("as built, no profile-guided code", built, ("DOTNET_TieredPGO", "0")),
            new("ReadyToRun", compiled),
            new("ReadyToRun, no profile-guided code", compiled, ("DOTNET_TieredPGO", "0")),
        ];
    }
}
