namespace RusToK.Core.Faults;

/// <summary>By what a fault can be narrowed; without any it strikes whatever passes its seam.</summary>
[Flags]
public enum FaultTargets
{
    None = 0,

    /// <summary>A field of the schema whose resolver does I/O: <c>Query.node</c>.</summary>
    Field = 1,

    /// <summary>A consumer of events: <c>content</c>.</summary>
    Handler = 2,

    /// <summary>A type of event: <c>node.published</c>.</summary>
    EventType = 4,

    /// <summary>The id of a tenant.</summary>
    Tenant = 8,
}
