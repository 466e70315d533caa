using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RusToK.Core.Commands;
using RusToK.Core.Identity;
using RusToK.Core.Identity.Access;
using RusToK.Core.Identity.Mail;
using RusToK.Core.Identity.Users;
using RusToK.Core.Identity.Users.Commands;
using RusToK.Core.Tenancy;
using RusToK.Core.Tenancy.Commands;
using RusToK.Tests.GraphQL;
using Xunit;

namespace RusToK.Tests.Fixtures;

/// <summary>The API as it is, in this process, on Kestrel and a database of its own.</summary>
public sealed class AccountsApi : IAsyncDisposable
{
    public const string Password = "a long enough secret";

    private readonly Factory _factory;

    private AccountsApi(Factory factory, SpineDatabase database)
    {
        (_factory, Database) = (factory, database);
        Client = factory.CreateClient();
    }

    internal static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    internal SpineDatabase Database { get; }

    internal HttpClient Client { get; }

    internal IServiceProvider Services => _factory.Services;

    internal ShiftedClock Clock => _factory.Clock;

    /// <param name="database">A migrated one.</param>
    /// <param name="settings">Configuration by key, such as <c>Identity:AccessTokenMinutes</c>.</param>
    internal static Task<AccountsApi> StartAsync(SpineDatabase database, params (string Key, string Value)[] settings) =>
        StartAsync(database, null, "Development", settings);

    internal static Task<AccountsApi> StartAsync(
        SpineDatabase database, ILoggerProvider? logs, string environment, params (string Key, string Value)[] settings)
    {
        var factory = new Factory(database, logs, environment, settings);
        try
        {
            factory.UseKestrel(0);
            factory.StartServer();
            return Task.FromResult(new AccountsApi(factory, database));
        }
        catch
        {
            factory.Dispose();
            throw;
        }
    }

    /// <summary>A new tenant that speaks English.</summary>
    internal async Task<Tenant> NewTenantAsync()
    {
        var id = Guid.CreateVersion7();
        return await SendAsync<CreateTenant, Tenant>(id, new CreateTenant("Test", "t" + id.ToString("N"), null, "en"));
    }

    /// <summary>The platform's own tenant; made by the first who asks.</summary>
    internal async Task<Guid> PlatformAsync()
    {
        try
        {
            await SendAsync<CreateTenant, Tenant>(PlatformTenant.Id, new CreateTenant("Platform", PlatformTenant.Slug, null, "en"));
        }
        catch (Core.Errors.ConflictException)
        {
            // It is there.
        }

        return PlatformTenant.Id;
    }

    /// <summary>Runs a command as the system does.</summary>
    internal Task<TResult> SendAsync<TCommand, TResult>(Guid tenantId, TCommand command)
        where TCommand : ICommand<TResult> =>
        TestServices.SendAsync<TCommand, TResult>(Services, new CommandContext(tenantId, "en", null, Guid.CreateVersion7()), command);

    /// <summary>An account that is ready, with <see cref="Password"/>.</summary>
    internal async Task<User> NewUserAsync(Guid tenantId, Role role = Role.Customer, string? email = null) =>
        await SendAsync<CreateUser, User>(tenantId, new CreateUser(email ?? $"{Guid.NewGuid():N}@example.test", null, role, Password));

    /// <summary>A new user of a role, signed in.</summary>
    internal async Task<SignedInUser> SignInAsync(Guid tenantId, Role role = Role.Customer) =>
        await SignInAsync(tenantId, (await NewUserAsync(tenantId, role)).Email);

    /// <summary>Signs an account in as a client would.</summary>
    internal async Task<SignedInUser> SignInAsync(Guid tenantId, string email, string password = Password)
    {
        var answer = await GraphQLAsync(
            tenantId, "mutation($input: SignInInput!) { signIn(input: $input) { accessToken refreshToken user { id } } }", new { input = new { email, password } });
        var payload = answer.Data("signIn");
        return new SignedInUser(
            tenantId, payload.GetProperty("user").GetProperty("id").GetGuid(), email,
            payload.GetProperty("accessToken").GetString()!, payload.GetProperty("refreshToken").GetString()!);
    }

    /// <summary>Runs a GraphQL operation as a client would.</summary>
    internal async Task<GraphQLAnswer> GraphQLAsync(Guid tenantId, string query, object? variables = null, string? token = null)
    {
        using var response = await RequestAsync(HttpMethod.Post, "/graphql", tenantId, new { query, variables }, token);
        var answer = new GraphQLAnswer(await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation), response.StatusCode, response.Headers.RetryAfter?.Delta);
        if (answer.Errors.Count == 0)
            Exercised.Note(query);
        return answer;
    }

    internal Task<GraphQLAnswer> GraphQLAsync(SignedInUser user, string query, object? variables = null) =>
        GraphQLAsync(user.TenantId, query, variables, user.AccessToken);

    internal async Task<HttpResponseMessage> RequestAsync(HttpMethod method, string path, Guid tenantId, object? body = null, string? token = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add("X-Tenant-ID", tenantId.ToString());
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await Client.SendAsync(request, Cancellation);
    }

    /// <summary>The next mail to an address that no earlier call has given.</summary>
    internal async Task<MailMessage> MailToAsync(string email)
    {
        MailMessage? found = null;
        await Eventually.HoldsAsync(
            () =>
            {
                lock (_read)
                    return (found = Services.GetRequiredService<DevelopmentMailbox>().Mails.FirstOrDefault(m => m.To == email && _read.Add(m))) is not null;
            }, Cancellation, $"a mail to {email}");
        return found!;
    }

    private readonly HashSet<MailMessage> _read = new(ReferenceEqualityComparer.Instance);

    /// <summary>One value, read past every restriction.</summary>
    internal async Task<T> ScalarAsync<T>(string sql, params object[] parameters)
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(Database.Superuser + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(new Npgsql.NpgsqlParameter { Value = parameter });
        return (T)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _factory.DisposeAsync();
    }

    private sealed class Factory(SpineDatabase database, ILoggerProvider? logs, string environment, (string Key, string Value)[] settings)
        : ApiProgram
    {
        public ShiftedClock Clock { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment(environment).UseContentRoot(AppContext.BaseDirectory);
            // Each host would watch its configuration files with an inotify instance of its own.
            builder.UseSetting("hostBuilder:reloadConfigOnChange", "false");
            builder.UseSetting("ConnectionStrings:rustok", database.App);
            if (environment == "Development")
                builder.UseSetting("Identity:Passwords:Iterations", "1000");
            // Every test comes from the same address.
            builder.UseSetting("Identity:Attempts:FreePerAddress", "100000");
            // This process has more to do than to answer.
            builder.UseSetting("Overload:Enabled", "false");
            foreach (var (key, value) in settings)
                builder.UseSetting(key, value);
            builder.ConfigureLogging(logging =>
            {
                logging.ClearProviders();
                if (logs is not null)
                    logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs);
            });
            builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Clock));
        }
    }
}

/// <summary>A user with what a client of theirs has.</summary>
internal sealed record SignedInUser(Guid TenantId, Guid Id, string Email, string AccessToken, string RefreshToken);
