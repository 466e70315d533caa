namespace RusToK.AppHost;

/// <summary>
/// The secrets of the application. A start generates them once and keeps them with the user's secrets, as the data is kept; whoever deploys what was
/// published sets them.
/// </summary>
/// <param name="OwnerPassword">Of the login that owns the database.</param>
/// <param name="AppPassword">Of the login of the API.</param>
/// <param name="WorkerPassword">Of the login of the Worker.</param>
/// <param name="SigningKey">Of access tokens, in Base64.</param>
/// <param name="DemoAdminPassword">Of the administrator of the demo tenant; development only.</param>
/// <param name="PlatformAdminPassword">Of the super administrator of the platform; development only.</param>
/// <param name="FaultToken">Of who switches faults; development only.</param>
/// <param name="SmtpHost">The mail server, without which a system of production does not start; null in development, where mail stays in the process.</param>
/// <param name="MailFrom">Sender of mails; null in development.</param>
internal sealed record ApplicationSecrets(
    IResourceBuilder<ParameterResource> OwnerPassword,
    IResourceBuilder<ParameterResource> AppPassword,
    IResourceBuilder<ParameterResource> WorkerPassword,
    IResourceBuilder<ParameterResource> SigningKey,
    IResourceBuilder<ParameterResource>? DemoAdminPassword,
    IResourceBuilder<ParameterResource>? PlatformAdminPassword,
    IResourceBuilder<ParameterResource>? FaultToken,
    IResourceBuilder<ParameterResource>? SmtpHost,
    IResourceBuilder<ParameterResource>? MailFrom);
