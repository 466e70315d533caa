namespace RusToK.Operations.Budget;

/// <summary>What is left of a promise.</summary>
/// <param name="Slo">Its name.</param>
/// <param name="Objective">The part of all events that is good.</param>
/// <param name="WindowSeconds">The time that the promise is for: 30 days, unless the rules are divided.</param>
/// <param name="SeenSeconds">The part of it for which there are measurements.</param>
/// <param name="Events">How many there were in that time, about.</param>
/// <param name="Bad">How many of them were bad, about.</param>
/// <param name="Used">The part of the budget that is used up, of the events so far; above 1 the promise is broken. Null when nothing was measured.</param>
/// <param name="BurnNow">How many times faster than allowed it goes, over the window of five minutes; null when there were no events.</param>
/// <param name="BurnHour">The same over an hour.</param>
/// <param name="SecondsLeft">How long the budget lasts if it goes on like in the last hour; null when it lasts, 0 when it is used up.</param>
public sealed record ErrorBudget(
    string Slo, double Objective, double WindowSeconds, double SeenSeconds, double Events, double Bad, double? Used, double? BurnNow, double? BurnHour,
    double? SecondsLeft)
{
    /// <summary>Null like <see cref="Used"/>.</summary>
    public double? Left => 1 - Used;

    /// <summary>Whether there are measurements of less than the window: <see cref="Used"/> then says how the system did so far, not what is left of the whole.</summary>
    public bool IsYoung => SeenSeconds < 0.99 * WindowSeconds;

    /// <summary>
    /// How long until the errors of the window have used the budget up, at a steady rate of events. What leaves the window at its other end has
    /// burnt as the average until now.
    /// </summary>
    /// <param name="used">As <see cref="Used"/>.</param>
    /// <param name="burn">How many times faster than allowed it goes from now on.</param>
    /// <returns>In seconds; null when it never will.</returns>
    public static double? Exhaustion(double used, double burn, double windowSeconds, double seenSeconds)
    {
        if (used >= 1)
            return 0;
        if (burn <= 1)
            return null;
        // While the window fills, nothing leaves it: (used seen + burn x) / (seen + x) = 1.
        var growing = seenSeconds * (1 - used) / (burn - 1);
        return seenSeconds + growing <= windowSeconds ? growing : windowSeconds * (1 - used) / (burn - used);
    }
}
