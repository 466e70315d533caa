namespace RusToK.ServiceDefaults.Telemetry.Border;

/// <summary>What becomes of the trace that a caller from outside is in.</summary>
internal enum IncomingTrace
{
    /// <summary>It goes on here, so that a caller of the same house sees one trace.</summary>
    Continue,

    /// <summary>A trace begins here and points to it: who calls cannot mix his spans, or other people's, with ours.</summary>
    Link,
}
