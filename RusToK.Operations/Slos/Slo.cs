namespace RusToK.Operations.Slos;

/// <summary>A promise to users, over 30 days.</summary>
/// <param name="Name">Label <c>slo</c> of everything recorded of it.</param>
/// <param name="Objective">The part of all events that is good.</param>
/// <param name="Service">Whose it is.</param>
/// <param name="Dashboard">Uid of the dashboard that shows why it is broken.</param>
/// <param name="Failing">What a bad event is, behind a percentage: <c>of the requests failed</c>.</param>
/// <param name="Errors">Bad events per second over a range: PromQL that is added up already and is there whenever <paramref name="Events"/> is.</param>
/// <param name="Events">All events per second over a range, added up.</param>
/// <param name="Traffic">The series that good and bad events per minute make, with what each grows by per minute.</param>
internal sealed record Slo(
    string Name,
    double Objective,
    string Service,
    string Dashboard,
    string Failing,
    Func<string, string> Errors,
    Func<string, string> Events,
    Func<double, double, IReadOnlyList<(string Selector, double PerMinute)>> Traffic)
{
    /// <summary>The part of all events that may be bad.</summary>
    public double Budget => Math.Round(1 - Objective, 6);

    /// <summary>As a type is called.</summary>
    public string Title => string.Concat(Name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
