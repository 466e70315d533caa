namespace RusToK.Core.DeadLetters;

/// <summary>What became of an event that a consumer gave up on.</summary>
public enum DeadLetterStatus
{
    /// <summary>It waits for somebody's decision.</summary>
    Dead,

    /// <summary>It was asked for again; the worker that owns its partition will try.</summary>
    Replaying,

    /// <summary>The replay went well.</summary>
    Replayed,

    /// <summary>It was given up; a rebuild leaves it out as well.</summary>
    Discarded,
}
