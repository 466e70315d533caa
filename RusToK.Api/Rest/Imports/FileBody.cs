namespace RusToK.Api.Rest.Imports;

/// <summary>Endpoint metadata: the body is a file, whatever its content type.</summary>
internal sealed record FileBody;
