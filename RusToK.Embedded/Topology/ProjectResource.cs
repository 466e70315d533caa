using System.Globalization;
using RusToK.Embedded.Servers;

namespace RusToK.Embedded.Topology;

/// <summary>A web executable of this solution, in one or more replicas.</summary>
public sealed class ProjectResource : ProgramResource
{
    /// <summary>All processes start at the same time, on a machine that may have other things to do.</summary>
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(2);

    internal ProjectResource(string name, string project, int replicas, int? port)
        : base(name)
    {
        // A port that was asked for is the first replica's.
        Replicas = [.. Enumerable.Range(1, replicas).Select(number => new ProjectProcess(
            project,
            number == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}-{number}"),
            new Dictionary<string, string>(),
            number == 1 ? port : null)
        {
            StartTimeout = StartTimeout,
        })];
    }

    /// <summary>Its processes; the first one bears the name of the resource, the next ones a number behind it.</summary>
    public IReadOnlyList<ProjectProcess> Replicas { get; }

    /// <summary>Where <c>/metrics</c> of the replicas is read.</summary>
    public IEnumerable<ScrapeTarget> ScrapeTargets =>
        Replicas.Select((replica, index) => new ScrapeTarget(Variables.GetValueOrDefault("OTEL_SERVICE_NAME", Name), Instance(index), replica.Port));

    private protected override async Task<string?> StartAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(Replicas.Select((replica, index) =>
        {
            replica.Environment = VariablesOf(Instance(index));
            return replica.StartAsync(cancellationToken);
        }));
        return "is ready";
    }

    private string Instance(int index) => string.Create(CultureInfo.InvariantCulture, $"{Name}-{index + 1}");
}
