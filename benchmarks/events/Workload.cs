using System.Text;
using System.Text.Json;

namespace RusToK.Benchmarks.Events;

/// <summary>The writes every contestant does: a random product gets its next version and a state of about 600 bytes of JSON.</summary>
internal sealed class Workload
{
    private const int DistinctStates = 4_096;
    private const int StateBytes = 600;
    private readonly byte[][] states;

    public Workload(int products, int seed)
    {
        Products = products;
        Random random = new(seed);
        states = [.. Enumerable.Range(0, DistinctStates).Select(number => BuildState(random, number))];
    }

    public int Products { get; }

    /// <summary>Draws one write; thread-safe.</summary>
    public ProductWrite Next() =>
        new(Random.Shared.Next(1, Products + 1), states[Random.Shared.Next(states.Length)]);

    private static byte[] BuildState(Random random, int number)
    {
        StringBuilder description = new();
        while (description.Length < StateBytes - 150)
        {
            description.Append(Convert.ToHexStringLower(BitConverter.GetBytes(random.NextInt64())).AsSpan(0, random.Next(3, 12)));
            description.Append(' ');
        }

        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            title = $"Product state {number}",
            status = number % 3 == 0 ? "draft" : "active",
            vendor = $"vendor-{random.Next(100)}",
            price = random.Next(100, 100_000) / 100m,
            currency = "EUR",
            stock = random.Next(1_000),
            description = description.ToString(),
        });
    }
}

/// <param name="ProductId">1 to the number of products.</param>
/// <param name="State">UTF-8 JSON.</param>
internal readonly record struct ProductWrite(int ProductId, byte[] State);
