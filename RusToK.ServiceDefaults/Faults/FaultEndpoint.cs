namespace RusToK.ServiceDefaults.Faults;

/// <summary>Endpoint metadata: it switches faults, or tells of them.</summary>
internal sealed record FaultEndpoint;
