namespace RusToK.Core.Identity.Audit;

public enum AuditOutcome
{
    /// <summary>About to be done. Without a later line: the process ended in between, and the trace tells.</summary>
    Begun,
    Done,
    Refused,
    Failed,
}
