using System.Text.Json;
using RusToK.Benchmarks.GraphQL;
using RusToK.Benchmarks.GraphQL.Contestants;
using RusToK.Benchmarks.GraphQL.Load;

namespace RusToK.Benchmarks.Growth.Load;

/// <summary>Asks everything once before anything is timed, and holds the answers against the truth.</summary>
internal static class Learning
{
    /// <param name="subject">Who is asked; every process of it.</param>
    /// <param name="question">What.</param>
    /// <param name="truth">Of its database.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">An answer is not what the truth says.</exception>
    public static async Task<IReadOnlyList<Ask>> LearnAsync(Subject subject, GrowthQuestion question, Truth truth, CancellationToken cancellationToken)
    {
        var asks = new List<Ask>();
        foreach (var process in subject.Api.Processes)
        {
            asks.Clear();
            using var connection = await HttpConnection.OpenAsync(process.Port, cancellationToken);
            foreach (var (tenant, asked) in question.Of(subject.Database.Tenants))
            {
                var request = Requests.Text(asked, tenant);
                var answer = await connection.AskAsync(request, cancellationToken);
                if (answer.Status != 200)
                    throw new InvalidOperationException($"'{subject.Name}' does not answer: {answer}");
                asks.Add(new Ask(request, Checked(answer.Body.ToArray(), asked, truth.TitlesOf(asked))));
            }
        }

        return asks;
    }

    private static ReadOnlyMemory<byte> Checked(byte[] answer, ProductQuestion question, IReadOnlyList<string> titles)
    {
        var data = Tournament.DataOf(answer, question);
        using var json = JsonDocument.Parse(answer);
        var found = json.RootElement.GetProperty("data");
        IEnumerable<JsonElement> products = question.Products == 1 ? [found.GetProperty("product")] : found.GetProperty("products").GetProperty("nodes").EnumerateArray();
        return products.Select(p => p.GetProperty("title").GetString()).SequenceEqual(titles)
            ? data
            : throw new InvalidOperationException($"These are not the products that '{question.Document}' asks for: {json.RootElement}");
    }
}
