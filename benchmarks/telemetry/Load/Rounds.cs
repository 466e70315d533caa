namespace RusToK.Benchmarks.Telemetry.Load;

/// <summary>Variants of the API in turns, each round in a shifted order.</summary>
internal static class Rounds
{
    /// <returns>The turns of each variant, round by round.</returns>
    public static async Task<Dictionary<string, List<Turn>>> RunAsync(
        IReadOnlyList<ApiUnderTest> variants, Workload work, int requests, LoadPlan plan, CancellationToken cancellationToken)
    {
        var turns = variants.ToDictionary(v => v.Name, _ => new List<Turn>());
        for (var round = 0; round < plan.WarmUp + plan.Rounds; round++)
        {
            for (var turn = 0; turn < variants.Count; turn++)
            {
                var api = variants[(turn + round) % variants.Count];
                var result = await Turn.RunAsync(api, work, requests, plan.Clients, cancellationToken);
                if (round >= plan.WarmUp)
                    turns[api.Name].Add(result);
            }
        }

        return turns;
    }
}
