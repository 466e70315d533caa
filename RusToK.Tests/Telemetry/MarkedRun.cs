using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Products.Commands;
using RusToK.Core.Commerce.Inventory;
using RusToK.Core.Commerce.Inventory.Commands;
using RusToK.Core.Errors;
using RusToK.Core.Identity.Access;
using RusToK.Core.Identity.Users;
using RusToK.Core.Identity.Users.Commands;
using RusToK.Tests.Commerce;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Telemetry;

/// <summary>A client of the API that sends a mark wherever something can be sent, well and badly, and keeps what was answered when it was refused.</summary>
internal sealed class MarkedRun(SpineFixture spine, EmittedTelemetry telemetry)
{
    private readonly List<string> _answers = [];
    private AccountsApi _api = null!;
    private Guid _tenant;

    public Marks Marks { get; } = new();

    /// <summary>Bodies and headers of refusals.</summary>
    public IReadOnlyCollection<string> Answers => _answers;

    public async Task RunAsync()
    {
        var database = await spine.CreateDatabaseAsync(AccountsApi.Cancellation);
        await using (_api = await AccountsApi.StartAsync(
            database, telemetry, "Development", ("Identity:Attempts:FreePerAccount", "20"), ("Proxies:Trusted:0", "127.0.0.1"), ("Proxies:Trusted:1", "::1"),
            ("Webhooks:AllowPrivateAddresses", "true"), ("RateLimits:Enabled", "false")))
        {
            _tenant = (await _api.NewTenantAsync()).Id;
            await AccountsAsync();
            await HeadersAsync();
            await DocumentsAsync();
            await ContentAsync();
            await OrdersAsync();
            await WebhooksAsync();
            await ImportsAsync();
            await BrokenDatabaseAsync();
            await ReadAsync(await _api.RequestAsync(HttpMethod.Get, "/metrics", _tenant), isSearched: true);
        }

        await using (_api = await AccountsApi.StartAsync(
            database with { App = WithPassword(database.App, Marks.Of("password of the database")) }, telemetry, "Development",
            ("ConnectionStrings:redis", $"127.0.0.1:9,password={Marks.Of("password of Redis")},abortConnect=false,connectTimeout=200")))
        {
            await SendAsync("mutation($i: SignInInput!) { signIn(input: $i) { user { id } } }", new { email = Mail("mail while the database is away"), password = Marks.Of("password while the database is away") });
            await ReadAsync(await _api.RequestAsync(HttpMethod.Get, "/health/ready", _tenant), isSearched: true);
        }
    }

    private async Task AccountsAsync()
    {
        var (email, password) = (Mail("mail of a sign-up"), Marks.Of("password of a sign-up"));
        await SendAsync("mutation($i: SignUpInput!) { signUp(input: $i) { done } }", new { email, password, displayName = Marks.Of("display name") });
        await SendAsync("mutation($i: SignUpInput!) { signUp(input: $i) { done } }", new { email = Marks.Of("no mail address"), password = "short", displayName = Marks.Of("name too long") + new string('x', 300) });
        await SendAsync("mutation($i: VerifyEmailInput!) { verifyEmail(input: $i) { done } }", new { token = Marks.Made("verification token", (await _api.MailToAsync(email)).Token.Value!) });
        await SendAsync("mutation($i: VerifyEmailInput!) { verifyEmail(input: $i) { done } }", new { token = Marks.Of("wrong verification token") });
        var user = await _api.SignInAsync(_tenant, email, password);
        Marks.Made("access token", user.AccessToken);
        Marks.Made("signature of an access token", user.AccessToken.Split('.')[2]);
        Marks.Made("refresh token", user.RefreshToken);
        await SendAsync("mutation($i: SignInInput!) { signIn(input: $i) { user { id } } }", new { email, password = Marks.Of("wrong password") });
        await SendAsync("mutation($i: SignInInput!) { signIn(input: $i) { user { id } } }", new { email = Mail("unknown mail"), password });
        await SendAsync("mutation($i: RefreshSessionInput!) { refreshSession(input: $i) { user { id } } }", new { refreshToken = user.RefreshToken });
        await SendAsync("mutation($i: RefreshSessionInput!) { refreshSession(input: $i) { user { id } } }", new { refreshToken = user.RefreshToken });
        await SendAsync("mutation($i: RefreshSessionInput!) { refreshSession(input: $i) { user { id } } }", new { refreshToken = Marks.Of("wrong refresh token") });
        user = await _api.SignInAsync(_tenant, email, password);
        await SendAsync(
            "mutation($i: ChangePasswordInput!) { changePassword(input: $i) { done } }",
            new { currentPassword = Marks.Of("wrong current password"), newPassword = Marks.Of("new password") }, user.AccessToken);
        await SendAsync("mutation($i: RequestPasswordResetInput!) { requestPasswordReset(input: $i) { done } }", new { email });
        var reset = Marks.Made("reset token", (await _api.MailToAsync(email)).Token.Value!);
        await SendAsync("mutation($i: ResetPasswordInput!) { resetPassword(input: $i) { done } }", new { token = reset, newPassword = Marks.Of("password of a reset") });
        await SendAsync("mutation($i: ResetPasswordInput!) { resetPassword(input: $i) { done } }", new { token = reset, newPassword = Marks.Of("password of a late reset") });
        var admin = await _api.SignInAsync(_tenant, Role.Admin);
        await SendAsync("mutation($i: CreateUserInput!) { createUser(input: $i) { user { id } } }", new { email = Mail("mail of a created user"), displayName = Marks.Of("name of a created user") }, admin.AccessToken);
        await SendAsync("mutation($i: CreateUserInput!) { createUser(input: $i) { user { id } } }", new { email }, admin.AccessToken);
        await SendAsync("query($i: UserFilter!) { users(filter: $i) { nodes { id } } }", new { email }, admin.AccessToken);
        await PostAsync("/api/auth/sign-in", new { email, password = Marks.Of("password over REST") });
        await PostAsync("/api/auth/sign-in", new { email = new { address = Mail("mail in an object") } });
        await PostAsync("/api/auth/refresh", new { refreshToken = Marks.Of("refresh token over REST") });

        // Eight at once: the database itself says that the address is taken.
        var race = Mail("mail in a race");
        await Assert.ThrowsAsync<ConflictException>(() => Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            _api.SendAsync<CreateUser, User>(_tenant, new CreateUser(race, null, Role.Customer)))));
    }

    private async Task HeadersAsync()
    {
        var address = $"2001:db8:{RandomNumberGenerator.GetHexString(4, true)}:{RandomNumberGenerator.GetHexString(4, true)}:1:1:1:1".Replace(":0", ":a", StringComparison.Ordinal);
        (string Name, string Value)[] headers =
        [
            ("Authorization", "Bearer " + Marks.Of("bearer token")), ("Authorization", "Basic " + Marks.Of("basic credentials")), ("Cookie", "session=" + Marks.Of("cookie")),
            ("X-Forwarded-For", Marks.Made("forwarded address", address)), ("Forwarded", $"for={Marks.Of("forwarded")}"),
            ("User-Agent", Marks.Of("user agent")), ("Referer", $"https://example.test/{Marks.Of("referer")}"), ("Origin", $"https://{Marks.Of("origin")}.test"),
            ("baggage", $"user.id={Marks.Of("user in the baggage")},x={Marks.Of("baggage")}"), ("tracestate", $"x={Marks.Of("trace state")}"), ("traceparent", Marks.Of("trace parent")),
            ("X-Correlation-ID", Marks.Of("correlation id")), ("X-Tenant-ID", Marks.Of("tenant id")), ("X-Other", Marks.Of("header nobody knows")),
            ("Accept-Language", Marks.Of("language")), ("If-None-Match", $"\"{Marks.Of("entity tag")}\""),
        ];
        foreach (var (name, value) in headers)
            foreach (var path in (string[])["/api/auth/me", "/api/content/nodes", "/graphql?query=%7Btenant%7Bslug%7D%7D"])
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, path);
                if (name != "X-Tenant-ID")
                    request.Headers.Add("X-Tenant-ID", _tenant.ToString());
                request.Headers.TryAddWithoutValidation(name, value);
                await ReadAsync(await _api.Client.SendAsync(request, AccountsApi.Cancellation));
            }

        foreach (var path in new[]
        {
            $"/api/content/nodes?first={Marks.Of("query value that is no number")}", $"/api/content/search?query={Marks.Of("words of a search")}", $"/api/products?search={Marks.Of("words of a search for products")}",
            $"/api/content/nodes?{Marks.Of("name in a query")}=1", $"/api/content/nodes?after={Marks.Of("cursor")}", $"/{Marks.Of("unknown path")}", $"/api/auth/reset/{Marks.Of("token in a path")}",
            $"/api/products/{Marks.Of("handle")}", $"/api/content/nodes/page/{Marks.Of("slug")}", $"/api/imports/{Marks.Of("path value that is no id")}", $"/api/auth/me?access_token={Marks.Of("token in a query")}",
        })
            await ReadAsync(await _api.RequestAsync(HttpMethod.Get, path, _tenant));
        using var odd = new HttpRequestMessage(new HttpMethod(Marks.Of("method").ToUpperInvariant()), "/api/content/nodes");
        await ReadAsync(await _api.Client.SendAsync(odd, AccountsApi.Cancellation));
    }

    private async Task DocumentsAsync()
    {
        await SendAsync($$"""mutation { signIn(input: { email: "{{Mail("mail in a document")}}", password: "{{Marks.Of("password in a document")}}" }) { user { id } } }""");
        await SendAsync($$"""{ product(id: "{{Marks.Of("literal that is no id")}}") { id } }""", isEcho: true);
        await SendAsync($$"""{ tenant { slug } } # {{Marks.Of("comment in a document")}} """);
        await SendAsync($$"""{ "{{Marks.Of("document that is none")}}" """, isEcho: true);
        await ReadAsync(await _api.RequestAsync(HttpMethod.Post, "/graphql", _tenant, new { query = "{ tenant { slug } }", variables = new { x = Marks.Of("variable nobody asked for") } }));
        await ReadAsync(await _api.RequestAsync(
            HttpMethod.Post, "/graphql", _tenant, new { query = "query($id: Uuid!) { product(id: $id) { id } }", variables = new { id = new { x = Marks.Of("variable of another type") } } }));
        await ReadAsync(await _api.RequestAsync(HttpMethod.Post, "/graphql", _tenant, new { query = "{ tenant { slug } }", operationName = Marks.Of("unknown operation") }));
        var document = $$"""query { products(first: 1, filter: { search: "{{Marks.Of("literal in a persisted document")}}" }) { nodes { id } } }""";
        var extensions = new { persistedQuery = new { version = 1, sha256Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document))) } };
        await ReadAsync(await _api.RequestAsync(HttpMethod.Post, "/graphql", _tenant, new { query = document, extensions }), isEcho: true);
        await ReadAsync(await _api.RequestAsync(HttpMethod.Post, "/graphql", _tenant, new { extensions }), isEcho: true);
        await ReadAsync(await _api.RequestAsync(HttpMethod.Get, $"/graphql?query=%7Btenant%7Bslug%7D%7D&variables=%7B%22x%22%3A%22{Marks.Of("variable in a query")}%22%7D", _tenant));
        foreach (var (type, body) in new[]
        {
            ("application/json", $$"""{ "email": "{{Marks.Of("body that is no JSON")}}", """), ("application/json", $"[\"{Marks.Of("body of another form")}\"]"), ("text/plain", Marks.Of("body of another type")),
            ($"x/{Marks.Of("content type")}", "{}"), ("application/json", $$"""{ "{{Marks.Of("unknown member")}}": 1 }"""),
        })
            foreach (var path in (string[])["/graphql", "/api/auth/sign-in"])
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse(type)) };
                request.Headers.Add("X-Tenant-ID", _tenant.ToString());
                await ReadAsync(await _api.Client.SendAsync(request, AccountsApi.Cancellation));
            }
    }

    private async Task ContentAsync()
    {
        var manager = await _api.SignInAsync(_tenant, Role.Manager);
        var made = await _api.GraphQLAsync(
            manager, "mutation($i: CreateNodeInput!) { createNode(input: $i) { node { id } } }",
            new { i = new { kind = "POST", metadata = new { note = Marks.Of("metadata of a node") }, translations = new[] { new { locale = "en", title = Marks.Of("title of a node"), body = Marks.Of("body of a node") } } } });
        var id = made.Errors.Count == 0 ? made.Data("createNode").GetProperty("node").GetProperty("id").GetGuid() : Guid.NewGuid();
        Keep(made);
        await SendAsync("mutation($i: ArchiveNodeInput!) { archiveNode(input: $i) { node { id } } }", new { id, reason = Marks.Of("reason of an archived node") }, manager.AccessToken);
        await SendAsync("mutation($i: CreateTagInput!) { createTag(input: $i) { tag { id } } }", new { translations = new[] { new { locale = "en", name = Marks.Of("name of a tag") } } }, manager.AccessToken);
    }

    private async Task OrdersAsync()
    {
        var variant = Shop.Variant();
        await _api.SendAsync<CreateProduct, ProductResult>(_tenant, Shop.Product("A thing", variant));
        await _api.SendAsync<CreateLocation, Location>(_tenant, new CreateLocation { Name = "Warehouse" });
        await _api.SendAsync<SetStock, IReadOnlyList<StockResult>>(_tenant, new SetStock([new StockMove(variant.Id!.Value, 5)], "counted"));
        var key = Marks.Of("idempotency key");
        foreach (var (quantity, note) in new[] { (1, Marks.Of("note of an order")), (2, Marks.Of("note of another order")), (99, "") })
            await SendAsync("mutation($i: PlaceOrderInput!) { placeOrder(input: $i) { order { id } } }", new
            {
                idempotencyKey = quantity == 99 ? Marks.Of("another idempotency key") : key,
                currency = "EUR",
                lines = new[] { new { variantId = variant.Id.Value, quantity } },
                contact = new { email = Mail("mail of a buyer"), name = Marks.Of("name of a buyer"), phone = Marks.Of("phone of a buyer") },
                shippingAddress = new { name = Marks.Of("name on a parcel"), line1 = Marks.Of("street"), line2 = Marks.Of("door"), city = Marks.Of("city"), postalCode = "1", country = "DE" },
                note,
            });
        await SendAsync("mutation($i: PlaceOrderInput!) { placeOrder(input: $i) { order { id } } }", new
        {
            idempotencyKey = "k",
            currency = Marks.Of("currency"),
            lines = new[] { new { variantId = variant.Id.Value, quantity = 1 } },
            contact = new { email = Marks.Of("no mail of a buyer") },
            shippingAddress = new { name = "x", line1 = "x", city = "x", country = Marks.Of("country") },
        });
        var admin = await _api.SignInAsync(_tenant, Role.Admin);
        await SendAsync("mutation($i: PayOrderInput!) { payOrder(input: $i) { order { id } } }", new { id = Guid.NewGuid(), paymentReference = Marks.Of("payment reference") }, admin.AccessToken);
    }

    private async Task WebhooksAsync()
    {
        var admin = await _api.SignInAsync(_tenant, Role.Admin);
        foreach (var url in new[]
        {
            $"https://example.test/{Marks.Of("path of a webhook")}?key={Marks.Of("query of a webhook")}", $"https://{Marks.Of("user of a webhook")}:{Marks.Of("password of a webhook")}@example.test/",
            $"ftp://example.test/{Marks.Of("webhook of another scheme")}", Marks.Of("webhook that is no address"),
        })
        {
            using var response = await _api.RequestAsync(
                HttpMethod.Post, "/api/webhooks", _tenant, new { url, events = new[] { "node.*" }, description = Marks.Of("description of a webhook") }, admin.AccessToken);
            if (response.IsSuccessStatusCode)
                Marks.Made("secret of a webhook", (await response.Content.ReadFromJsonAsync<JsonElement>(AccountsApi.Cancellation)).GetProperty("secret").GetString()!);
            else
                _answers.Add(await response.Content.ReadAsStringAsync(AccountsApi.Cancellation));
        }

        await ReadAsync(await _api.RequestAsync(HttpMethod.Post, "/api/webhooks", _tenant, new { url = "https://example.test", events = new[] { Marks.Of("unknown event") } }, admin.AccessToken), isEcho: true);
    }

    private async Task ImportsAsync()
    {
        var manager = await _api.SignInAsync(_tenant, Role.Manager);
        foreach (var path in new[]
        {
            $"/api/imports/wordpress?fileName={Marks.Of("name of a file")}.xml&site=https://{Marks.Of("site of a file")}.test", $"/api/imports/shopify?currency=EUR&fileName={Marks.Of("name of a table")}.csv",
            $"/api/imports/shopify?currency={Marks.Of("currency of a file")}",
        })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(Marks.Of("content of a file")) };
            request.Headers.Add("X-Tenant-ID", _tenant.ToString());
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", manager.AccessToken);
            await ReadAsync(await _api.Client.SendAsync(request, AccountsApi.Cancellation));
        }
    }

    /// <summary>Statements that fail in PostgreSQL, whose messages quote rows and values, and a table that is not there.</summary>
    private async Task BrokenDatabaseAsync()
    {
        var admin = await _api.SignInAsync(_tenant, Role.Admin);
        const string Create = "mutation($i: CreateUserInput!) { createUser(input: $i) { user { id } } }";
        await ExecuteAsync("ALTER TABLE identity.users ADD CONSTRAINT nobody_new CHECK (display_name IS NULL) NOT VALID");
        await SendAsync(Create, new { email = Mail("mail in a row that breaks a rule"), displayName = Marks.Of("name in a row that breaks a rule") }, admin.AccessToken);
        await ExecuteAsync("ALTER TABLE identity.users DROP CONSTRAINT nobody_new");
        await ExecuteAsync("CREATE FUNCTION identity.quote_name() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM NEW.display_name::integer; RETURN NEW; END $$");
        await ExecuteAsync("CREATE TRIGGER quote_name BEFORE INSERT ON identity.users FOR EACH ROW EXECUTE FUNCTION identity.quote_name()");
        await SendAsync(Create, new { email = Mail("mail in a row that cannot be read"), displayName = Marks.Of("name that PostgreSQL quotes") }, admin.AccessToken);
        await ExecuteAsync("DROP TRIGGER quote_name ON identity.users");
        await ExecuteAsync("ALTER TABLE identity.users RENAME TO users_away");
        await SendAsync("mutation($i: SignInInput!) { signIn(input: $i) { user { id } } }", new { email = Mail("mail when the table is away"), password = Marks.Of("password when the table is away") });
        await PostAsync("/api/auth/sign-in", new { email = Mail("mail over REST when the table is away"), password = Marks.Of("password over REST when the table is away") });
        await ExecuteAsync("ALTER TABLE identity.users_away RENAME TO users");
        Assert.Contains(_answers, a => a.Contains("INTERNAL", StringComparison.Ordinal));
    }

    private string Mail(string kind) => $"{Marks.Of(kind)}@example.test";

    private static string WithPassword(string connectionString, string password) =>
        new Npgsql.NpgsqlConnectionStringBuilder(connectionString) { Password = password }.ConnectionString;

    private async Task ExecuteAsync(string sql)
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(_api.Database.Superuser + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(AccountsApi.Cancellation);
    }

    private async Task SendAsync(string query, object? i = null, string? token = null, bool isEcho = false)
    {
        var answer = await _api.GraphQLAsync(_tenant, query, i is null ? null : new { i }, token);
        if (!isEcho)
            Keep(answer);
    }

    private async Task PostAsync(string path, object body) => await ReadAsync(await _api.RequestAsync(HttpMethod.Post, path, _tenant, body));

    private void Keep(GraphQLAnswer answer) => _answers.AddRange(answer.Errors.Select(e => e.ToString()));

    /// <param name="response">Of which a refusal is kept, with its headers.</param>
    /// <param name="isEcho">The client is told what of its own document is wrong.</param>
    /// <param name="isSearched">Kept whatever it is.</param>
    private async Task ReadAsync(HttpResponseMessage response, bool isEcho = false, bool isSearched = false)
    {
        using (response)
        {
            var body = await response.Content.ReadAsStringAsync(AccountsApi.Cancellation);
            var isRefusal = !response.IsSuccessStatusCode || body.Contains("\"errors\"", StringComparison.Ordinal);
            if (isSearched || (isRefusal && !isEcho))
                _answers.Add($"{(int)response.StatusCode} {response.Headers} {body}");
        }
    }
}
