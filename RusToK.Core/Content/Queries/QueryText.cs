using System.Globalization;
using System.Text;
using Npgsql;
using RusToK.Core.Persistence;

namespace RusToK.Core.Content.Queries;

/// <summary>A statement in the making; values become positional parameters.</summary>
internal sealed class QueryText(Guid tenantId)
{
    /// <summary>Locales tried for one reader at most.</summary>
    private const int MaxLocales = 6;

    private readonly StringBuilder _sql = new(1024);

    public List<NpgsqlParameter> Parameters { get; } = [new NpgsqlParameter<Guid> { TypedValue = tenantId }];

    /// <summary>Set before the text is made: what is planned once has to leave no choice.</summary>
    public PlanChoice Plan { get; set; }

    /// <summary>The parameter that was added last.</summary>
    public string Last => "$" + Parameters.Count.ToString(CultureInfo.InvariantCulture);

    /// <summary>The parameter that every statement begins with.</summary>
    public const string Tenant = "$1";

    public string Value<T>(T value)
    {
        Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        return Last;
    }

    public string Time(DateTimeOffset value) => Value(value.UtcDateTime);

    public QueryText Append(string sql)
    {
        _sql.Append(sql);
        return this;
    }

    /// <summary>
    /// Joins, as <c>d</c>, the row of the first locale that there is. One locale is a plain join, which leaves the planner free to begin
    /// at either side, unless the statement is planned once: then words are looked up by key.
    /// </summary>
    /// <param name="locales">Best first.</param>
    /// <param name="table">The table of words.</param>
    /// <param name="key">Its reference to the thing named.</param>
    /// <param name="owner">Alias of the thing.</param>
    public QueryText JoinWords(IReadOnlyList<string> locales, string table, string key, string owner)
    {
        // The last is the tenant's default, which nothing may crowd out.
        var tried = (locales.Count <= MaxLocales ? locales : [.. locales.Take(MaxLocales - 1), locales[^1]]).Select(Value).ToList();
        if (tried.Count == 1 && Plan == PlanChoice.Once)
            return LookUp(table, $"{key} = {owner}.id AND found.locale = {tried[0]}", owner, "d");
        if (tried.Count == 1)
            return Append($"\n  JOIN {table} d ON d.tenant_id = {owner}.tenant_id AND d.{key} = {owner}.id AND d.locale = {tried[0]}");
        var rank = string.Join(' ', tried.Select((p, i) => $"WHEN {p} THEN {i.ToString(CultureInfo.InvariantCulture)}"));
        return Append($"""

              CROSS JOIN LATERAL (
                SELECT * FROM {table} w
                 WHERE w.tenant_id = {owner}.tenant_id AND w.{key} = {owner}.id AND w.locale IN ({string.Join(", ", tried)})
                 ORDER BY CASE w.locale {rank} END LIMIT 1) d
            """);
    }

    /// <summary>Joins a row by key, for one row of the other side after the other: OFFSET keeps the planner from anything else.</summary>
    /// <param name="table">Whose row.</param>
    /// <param name="condition">Its key, without the tenant; the row is <c>found</c>.</param>
    /// <param name="owner">Alias of the other side.</param>
    /// <param name="alias">What the row is called.</param>
    public QueryText LookUp(string table, string condition, string owner, string alias) =>
        Append($"\n CROSS JOIN LATERAL (SELECT * FROM {table} found WHERE found.tenant_id = {owner}.tenant_id AND found.{condition} OFFSET 0) {alias}");

    /// <summary>
    /// Joins, as <c>d</c>, the row of the first locale that there is, or else of any: what people write to each other is read in whatever
    /// language it was written.
    /// </summary>
    /// <inheritdoc cref="JoinWords"/>
    public QueryText JoinAnyWords(IReadOnlyList<string> locales, string table, string key, string owner) => Append($"""

          CROSS JOIN LATERAL (
            SELECT * FROM {table} w WHERE w.tenant_id = {owner}.tenant_id AND w.{key} = {owner}.id
             ORDER BY array_position({Value(locales.ToArray())}, w.locale) NULLS LAST, w.locale LIMIT 1) d
        """);

    public override string ToString() => _sql.ToString();
}
