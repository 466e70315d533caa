namespace RusToK.AppHost;

/// <summary>Adds secrets, and hands them to the processes that need them.</summary>
internal static class ApplicationSecretsExtensions
{
    // 44 letters and digits are Base64 of 33 bytes: one more than a key must have.
    private const int KeyLength = 44;
    private const int PasswordLength = 32;

    public static ApplicationSecrets AddSecrets(this IDistributedApplicationBuilder builder)
    {
        var runs = builder.ExecutionContext.IsRunMode;
        return new ApplicationSecrets(
            Generated("owner-password", PasswordLength),
            Generated("app-password", PasswordLength),
            Generated("worker-password", PasswordLength),
            Generated("signing-key", KeyLength),
            runs ? Generated("demo-admin-password", PasswordLength) : null,
            runs ? Generated("platform-admin-password", PasswordLength) : null,
            runs ? Generated("fault-token", PasswordLength) : null,
            runs ? null : builder.AddDeploymentSetting("smtp-host"),
            runs ? null : builder.AddDeploymentSetting("mail-from"));

        // Letters and digits need no quoting in a connection string, a shell or a YAML file.
        IResourceBuilder<ParameterResource> Generated(string name, int length) =>
            builder.AddParameter(name, new GenerateParameterDefault { MinLength = length, Special = false }, secret: true, persist: true);
    }

    /// <summary>What access tokens are signed with. A key of development is told by its name, and refused elsewhere.</summary>
    public static IResourceBuilder<ProjectResource> WithSigningKey(this IResourceBuilder<ProjectResource> project, ApplicationSecrets secrets) => project
        .WithEnvironment("Identity__SigningKeys__0__Kid", project.ApplicationBuilder.ExecutionContext.IsRunMode ? "development" : "first")
        .WithEnvironment("Identity__SigningKeys__0__Secret", secrets.SigningKey);

    /// <summary>How mail is sent, where it is.</summary>
    public static IResourceBuilder<ProjectResource> WithMailServer(this IResourceBuilder<ProjectResource> project, ApplicationSecrets secrets) =>
        secrets is { SmtpHost: { } host, MailFrom: { } from }
            ? project.WithEnvironment("Identity__Smtp__Host", host).WithEnvironment("Identity__Smtp__From", from)
            : project;
}
