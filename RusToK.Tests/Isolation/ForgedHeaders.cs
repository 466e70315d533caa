using System.Globalization;

namespace RusToK.Tests.Isolation;

/// <summary>A request that is the attacker's by its host, or by its header, and the victim's by something else.</summary>
/// <param name="Name">For the report.</param>
/// <param name="Head">Request line and headers.</param>
/// <param name="Answers">The statuses that are right; with 200 the answer is the attacker's own.</param>
internal sealed record ForgedRequest(string Name, IReadOnlyList<string> Head, params IReadOnlyList<int> Answers)
{
    public bool HasCredentials => Head.Any(line => line.StartsWith("Authorization", StringComparison.OrdinalIgnoreCase));

    public override string ToString() => Name;
}

internal static class ForgedHeaders
{
    private const string Post = "POST /graphql HTTP/1.1";

    public static IEnumerable<ForgedRequest> All(TenantData attacker, TenantData victim)
    {
        string Own(string request = Post) => request;
        var host = $"Host: {attacker.Host}";
        var id = victim.Id;

        // The host is the attacker's, the header names the victim in every way a header can be written.
        foreach (var name in (string[])["X-Tenant-ID", "x-tenant-id", "X-TENANT-ID", "x-TeNaNt-Id"])
            foreach (var value in (string[])
                [id.ToString(), id.ToString("N"), id.ToString("B"), id.ToString("P"), id.ToString().ToUpperInvariant(), victim.Slug, $"  {victim.Slug}\t", $"\t{id} "])
                yield return new($"{name}: {value}", [Own(), host, $"{name}: {value}"], 403);
        foreach (var value in (string[])
            [
                victim.Slug.ToUpperInvariant(), victim.Host, id.ToString("X"), $"urn:uuid:{id}", $"{id};", $"{id}%00", $"{id}'", $"{victim.Slug} ;", $"{{\"id\":\"{id}\"}}", $"[{id}]", "*", "%", "null", "0", "true",
                $"' OR slug = '{victim.Slug}", $"x' UNION SELECT * FROM tenancy.tenants WHERE slug='{victim.Slug}' --", $"{attacker.Slug}'; SET rustok.tenant_id = '{id}'; --", $"{attacker.Id}' OR '1'='1",
                "00000000-0000-0000-0000-000000000000", "../" + victim.Slug, $"{attacker.Slug}\u00a0{victim.Slug}", $"{attacker.Slug} {victim.Slug}", $"{attacker.Slug}/{victim.Slug}", new string('a', 4000),
                attacker.Id.ToString()[..18] + id.ToString()[18..],
            ])
            yield return new($"value {value[..Math.Min(40, value.Length)]}", [Own(), host, $"X-Tenant-ID: {value}"], 400, 403, 404);

        // Several values.
        foreach (var (first, second) in new[] { (attacker.Slug, victim.Slug), (victim.Slug, attacker.Slug), (attacker.Id.ToString(), id.ToString()), (victim.Slug, victim.Slug) })
        {
            yield return new($"two lines {first} {second}", [Own(), host, $"X-Tenant-ID: {first}", $"X-Tenant-ID: {second}"], 400);
            yield return new($"one line {first} {second}", [Own(), host, $"X-Tenant-ID: {first},{second}"], 400);
            yield return new($"two cases {first} {second}", [Own(), host, $"X-Tenant-ID: {first}", $"x-tenant-id: {second}"], 400);
        }

        yield return new("folded line", [Own(), host, $"X-Tenant-ID: {attacker.Slug}", $" {victim.Slug}"], 400);
        yield return new("blank before the colon", [Own(), host, $"X-Tenant-ID : {victim.Slug}"], 400);

        // The header is the attacker's, the host the victim's.
        foreach (var named in (string[])[attacker.Slug, attacker.Id.ToString()])
            foreach (var theirs in (string[])[victim.Host, victim.Host.ToUpperInvariant(), $"{victim.Host}:443", $"{victim.Host}:80"])
                yield return new($"host {theirs} with {named}", [Own(), $"Host: {theirs}", $"X-Tenant-ID: {named}"], 403);
        yield return new("two hosts", [Own(), host, $"Host: {victim.Host}"], 400);
        yield return new("absolute target", [$"POST http://{victim.Host}/graphql HTTP/1.1", host], 200, 400, 403);

        // Both are the attacker's, and something that does not count names the victim.
        foreach (var name in (string[])
            [
                "X-Forwarded-Host", "X-Original-Host", "X-Host", "X-Forwarded-Server", "X-HTTP-Host-Override", "X_Tenant_ID", "X-Tenant", "X-TenantID", "X-Tenant-Slug", "Tenant-ID", "Tenant", "X-Rewrite-URL",
                "X-Original-URL", "From", "Referer", "Origin", "Cookie", "Authorization", "X-Forwarded-For", "X-Real-IP", "X-User-ID", "traceparent", "tracestate", "X-Correlation-ID",
            ])
        {
            var value = name switch
            {
                "Cookie" => $"X-Tenant-ID={id}; tenant={victim.Slug}; rustok.tenant_id={id}",
                "Authorization" => $"Bearer {id}",
                "Referer" or "Origin" or "X-Original-URL" or "X-Rewrite-URL" => $"https://{victim.Host}/graphql?tenant={victim.Slug}",
                "tracestate" => $"tenant.id={id},rustok={id}",
                "traceparent" => $"00-{id:N}-{id.ToString("N")[..16]}-01",
                "X-Tenant-Slug" or "X-Tenant" or "Tenant" => victim.Slug,
                "X-Correlation-ID" or "X_Tenant_ID" or "X-TenantID" or "Tenant-ID" or "X-User-ID" => id.ToString(),
                _ => victim.Host,
            };
            yield return new($"{name}: {value}", [Own(), host, $"{name}: {value}"], 200);
            yield return new($"{name}: {value} beside the header", [Own(), host, $"X-Tenant-ID: {attacker.Slug}", $"{name}: {value}"], 200);
        }

        foreach (var baggage in (string[])
            [$"tenant.id={id}", $"tenant.id={id},user.id={victim.Author}", $"tenant.id={id};propagated", $"rustok.tenant_id={id}", $"TENANT.ID={id}", $"tenant%2Eid={id}", $"a=b,tenant.id = {id}"])
        {
            yield return new($"baggage {baggage}", [Own(), host, $"baggage: {baggage}", $"traceparent: 00-{Guid.NewGuid():N}-00f067aa0ba902b7-01"], 200);
            yield return new($"Correlation-Context {baggage}", [Own(), host, $"Correlation-Context: {baggage}", $"Request-Id: |{Guid.NewGuid():N}."], 200);
        }

        foreach (var query in (string[])[$"X-Tenant-ID={id}", $"tenant={victim.Slug}", $"tenantId={id}&tenant_id={id}", $"host={victim.Host}"])
            yield return new($"query string {query}", [Own($"POST /graphql?{query} HTTP/1.1"), host], 200);
        foreach (var forwarded in (string[])[$"host={victim.Host}", $"for=127.0.0.1;host=\"{victim.Host}\";proto=https", $"for=1.1.1.1, for=127.0.0.1;host={victim.Host}"])
            yield return new($"Forwarded {forwarded}", [Own(), host, $"Forwarded: {forwarded}"], 200);
        for (var i = 1; i <= 4; i++)
            yield return new($"{i} forwarded hosts", [Own(), host, $"X-Forwarded-Host: {string.Join(", ", Enumerable.Repeat(victim.Host, i))}", $"X-Forwarded-For: {string.Join(", ", Enumerable.Repeat("127.0.0.1", i))}",
                string.Create(CultureInfo.InvariantCulture, $"X-Forwarded-Port: {443 + i}"), "X-Forwarded-Proto: https"], 200);
    }
}
