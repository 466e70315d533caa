using RusToK.Lab.Running;

namespace RusToK.Lab.Experiments;

/// <summary>What Alertmanager tells over a time, asked for again and again.</summary>
/// <param name="system">Whose.</param>
internal sealed class Observation(LabSystem system)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly HashSet<string> _told = [];

    /// <summary>Names of the alerts that somebody was told of, at any time of it.</summary>
    public IReadOnlySet<string> Told => _told;

    /// <summary>Goes on until a condition holds.</summary>
    /// <param name="atMost">When to give up.</param>
    /// <param name="holds">Over the names of the alerts that fire, explained by others or not.</param>
    /// <returns>Whether it held.</returns>
    public async Task<bool> UntilAsync(TimeSpan atMost, Func<IReadOnlySet<string>, bool> holds, CancellationToken cancellationToken)
    {
        var deadline = DateTimeOffset.UtcNow + atMost;
        do
        {
            _told.UnionWith(await system.Alertmanager.ToldAsync(cancellationToken));
            if (holds(await system.Alertmanager.FiringAsync(cancellationToken)))
                return true;
            await Task.Delay(Interval, cancellationToken);
        }
        while (DateTimeOffset.UtcNow < deadline);
        return false;
    }

    /// <summary>Goes on for a time.</summary>
    public Task ForAsync(TimeSpan time, CancellationToken cancellationToken) => UntilAsync(time, _ => false, cancellationToken);
}
