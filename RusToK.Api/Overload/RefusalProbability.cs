namespace RusToK.Api.Overload;

/// <summary>
/// Which share of requests is refused, so that a queue's delay stays at its target: PIE (RFC 8033), a controller that goes by how far the
/// delay is from the target and where it is going. A short burst is let through.
/// </summary>
/// <param name="target">The delay to be kept.</param>
internal sealed class RefusalProbability(TimeSpan target)
{
    /// <summary>Time between two updates, which the controller's parameters are made for (RFC 8033, section 4.2).</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(15);

    /// <summary>Change of the probability for each second of delay above the target, and for each second that it has grown by since the last update.</summary>
    private const double Alpha = 0.125;
    private const double Beta = 1.25;

    /// <summary>What remains after an update without any delay.</summary>
    private const double Decay = 1 - (1.0 / 64);

    /// <summary>Largest growth in one update, once something is refused.</summary>
    private const double LargestStep = 0.02;

    /// <summary>Below this nothing is refused while the delay is within half of the target.</summary>
    private const double Slight = 0.2;

    private static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(150);

    /// <summary>Less than this is no delay.</summary>
    private static readonly TimeSpan Nothing = TimeSpan.FromMilliseconds(1);

    /// <summary>Far beyond any target: the probability grows by a step at least.</summary>
    private static readonly TimeSpan Far = TimeSpan.FromMilliseconds(250);

    /// <summary>Smaller probabilities change by smaller steps.</summary>
    private static readonly (double Below, double Divisor)[] Tuning = [(0.000001, 2048), (0.00001, 512), (0.0001, 128), (0.001, 32), (0.01, 8), (0.1, 2)];

    private double _probability;
    private TimeSpan _last;
    private TimeSpan _burstLeft = Burst;

    /// <param name="delay">Of the queue, now.</param>
    /// <returns>The share that is refused until the next update, 0 to 1.</returns>
    public double Update(TimeSpan delay)
    {
        _probability = Math.Clamp(_probability + StepFor(delay), 0, 1);
        if (delay < Nothing && _last < Nothing)
            _probability *= Decay;
        var isCalm = delay < target / 2 && _last < target / 2;
        _burstLeft = isCalm && _probability < Tuning[0].Below ? Burst : _burstLeft - Interval;
        var isSpared = _burstLeft > TimeSpan.Zero || (isCalm && _probability < Slight);
        _last = delay;
        return isSpared ? 0 : _probability;
    }

    private double StepFor(TimeSpan delay)
    {
        var step = (Alpha * (delay - target).TotalSeconds) + (Beta * (delay - _last).TotalSeconds);
        foreach (var (below, divisor) in Tuning)
        {
            if (_probability < below)
            {
                step /= divisor;
                break;
            }
        }

        if (_probability >= 0.1)
            step = Math.Min(step, LargestStep);
        return delay > Far ? Math.Max(step, LargestStep) : step;
    }
}
