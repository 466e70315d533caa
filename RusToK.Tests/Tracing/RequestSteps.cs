namespace RusToK.Tests.Tracing;

/// <summary>What a request to the API does before it does what it is for, as a <see cref="SpanTree"/> shows it below the server's span.</summary>
internal static class RequestSteps
{
    /// <summary>Of a tenant that no cache knows, by the header and by a host that is nobody's, and of a token whose session is looked up.</summary>
    public const string Unknown = """
          cache.load tenants [internal, rustok-api]
            SELECT tenancy.resolve [client, rustok-api]
          cache.load tenants [internal, rustok-api]
            SELECT tenancy.resolve [client, rustok-api]
          EVALSHA rustok:limit [client, rustok-api]
          SELECT identity.sessions [client, rustok-api]
        """;

    /// <summary>The look-up of a tenant, which is left out where it is chance whether the process still knows the tenant.</summary>
    public const string Lookup = "cache.load tenants";

    /// <summary>Of a tenant that the process knows, without a token.</summary>
    public const string Known = """
          EVALSHA rustok:limit [client, rustok-api]
        """;
}
