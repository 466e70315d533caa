using Npgsql;
using RusToK.Benchmarks.Catalog;
using RusToK.Benchmarks.GraphQL.Contestants;
using RusToK.Benchmarks.Growth.Databases;

namespace RusToK.Benchmarks.Growth.Load;

/// <summary>Titles as the catalog has them, from the tables that the read models are made of. All tenants of a database have the same.</summary>
internal sealed class Truth
{
    private const string List = """
        SELECT t.title FROM (SELECT id, created_at FROM commerce.products WHERE tenant_id = $1 AND status = 'active' ORDER BY created_at DESC, id DESC LIMIT 20) p
          JOIN commerce.product_translations t ON t.tenant_id = $1 AND t.product_id = p.id AND t.locale = 'en' ORDER BY p.created_at DESC, p.id DESC
        """;

    private const string One = "SELECT title FROM commerce.product_translations WHERE tenant_id = $1 AND locale = 'en' AND handle = $2";

    private readonly Dictionary<string, IReadOnlyList<string>> _titles = [];

    /// <param name="database">Whose.</param>
    /// <param name="questions">That will be asked.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Truth> ReadAsync(GrownDatabase database, IEnumerable<GrowthQuestion> questions, CancellationToken cancellationToken)
    {
        var truth = new Truth();
        foreach (var question in questions)
        {
            if (question.Numbers.Count == 0)
                truth._titles[ProductQuestion.All[0].Document] = await TitlesAsync(database.Catalog.Superuser, List, cancellationToken);
            foreach (var number in question.Numbers)
                truth._titles[ProductQuestion.ByHandle(number).Document] = await TitlesAsync(
                    database.Catalog.Superuser, One, cancellationToken, new NpgsqlParameter<string> { TypedValue = ProductQuestion.HandleOf(number) });
        }

        return truth;
    }

    /// <returns>The titles in the order of the answer.</returns>
    public IReadOnlyList<string> TitlesOf(ProductQuestion question) => _titles[question.Document];

    private static async Task<IReadOnlyList<string>> TitlesAsync(
        NpgsqlDataSource database, string sql, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        var titles = new List<string>();
        await using var command = database.CreateCommand(sql);
        command.CommandTimeout = 0;
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Scenario.Tenant });
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            titles.Add(reader.GetString(0));
        return titles;
    }
}
