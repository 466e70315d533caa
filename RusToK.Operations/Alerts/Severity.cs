namespace RusToK.Operations.Alerts;

/// <summary>Who has to know of an alert, the most urgent last.</summary>
internal enum Severity
{
    /// <summary>Whoever looks at the system anyway.</summary>
    Info,

    /// <summary>Somebody within a working day.</summary>
    Ticket,

    /// <summary>Somebody now: users feel it, or will before the morning.</summary>
    Page,
}
