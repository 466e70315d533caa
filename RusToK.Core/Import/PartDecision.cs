namespace RusToK.Core.Import;

/// <summary>What to do with one part of a thing that is here already.</summary>
internal enum PartDecision
{
    /// <summary>The file says what it said last time: what is here stays, whoever wrote it.</summary>
    Leave,

    /// <summary>What is here is what the file says.</summary>
    AlreadySo,

    /// <summary>The file says something new, and nobody has touched what the last import wrote.</summary>
    Apply,

    /// <summary>The file says something new, and somebody has changed what the last import wrote: that stays.</summary>
    Keep,
}

internal static class PartDecisions
{
    /// <param name="part">The part.</param>
    /// <param name="wanted">What the file says now.</param>
    /// <param name="last">What it said when it was last applied.</param>
    /// <param name="current">What is here.</param>
    /// <param name="overwrite">The file wins over changes made here.</param>
    public static PartDecision Decide(string part, Fingerprint wanted, Fingerprint last, Fingerprint current, bool overwrite)
    {
        if (wanted[part] == current[part])
            return wanted[part] == last[part] ? PartDecision.Leave : PartDecision.AlreadySo;
        if (overwrite)
            return PartDecision.Apply;
        if (wanted[part] == last[part])
            return PartDecision.Leave;
        return current[part] == last[part] ? PartDecision.Apply : PartDecision.Keep;
    }
}
