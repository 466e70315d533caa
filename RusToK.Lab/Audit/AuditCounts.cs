namespace RusToK.Lab.Audit;

/// <summary>How read models and truth differ.</summary>
/// <param name="Lost">Rows of the truth that the read models lack or have otherwise.</param>
/// <param name="Alien">Rows of the read models that the truth does not have.</param>
/// <param name="Doubled">Effects that were applied more than once.</param>
/// <param name="Torn">Aggregates whose events and truth do not belong together.</param>
internal sealed record AuditCounts(long Lost, long Alien, long Doubled, long Torn)
{
    public bool IsClean => this is { Lost: 0, Alien: 0, Doubled: 0, Torn: 0 };

    public override string ToString() => $"lost {Lost}, alien {Alien}, doubled {Doubled}, torn {Torn}";
}
