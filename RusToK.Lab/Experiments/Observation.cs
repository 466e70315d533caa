using System.Diagnostics;
using RusToK.Lab.Running;

namespace RusToK.Lab.Experiments;

/// <summary>What Alertmanager tells over a time, asked for again and again.</summary>
/// <param name="system">Whose.</param>
internal sealed class Observation(LabSystem system)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly HashSet<string> _told = [];
    private readonly HashSet<string> _fired = [];

    /// <summary>Names of the alerts that somebody was told of, at any time of it.</summary>
    public IReadOnlySet<string> Told => _told;

    /// <summary>Names of the alerts that fired, whether somebody was told or another one explained them.</summary>
    public IReadOnlySet<string> Fired => _fired;

    /// <summary>Goes on until a condition holds.</summary>
    /// <param name="atMost">When to give up.</param>
    /// <param name="holds">Over the names of the alerts that fire, explained by others or not.</param>
    /// <returns>Whether it held.</returns>
    public async Task<bool> UntilAsync(TimeSpan atMost, Func<IReadOnlySet<string>, bool> holds, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        do
        {
            if (await LookAsync(cancellationToken) is { } firing && holds(firing))
                return true;
            await Task.Delay(Interval, cancellationToken);
        }
        while (clock.Elapsed < atMost);
        return false;
    }

    /// <summary>Goes on for a time.</summary>
    public Task ForAsync(TimeSpan time, CancellationToken cancellationToken) => UntilAsync(time, _ => false, cancellationToken);

    /// <summary>The alerts that fire; null when Alertmanager is too busy to say.</summary>
    private async Task<IReadOnlySet<string>?> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            _told.UnionWith(await system.Alertmanager.ToldAsync(cancellationToken));
            var firing = await system.Alertmanager.FiringAsync(cancellationToken);
            _fired.UnionWith(firing);
            return firing;
        }
        catch (Exception error) when (error is HttpRequestException || (error is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }
}
