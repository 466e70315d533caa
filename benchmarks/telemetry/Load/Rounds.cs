namespace RusToK.Benchmarks.Telemetry.Load;

/// <summary>
/// Variants of the API in turns. A turn is cut into slices of a fraction of a second, and those of all variants alternate in a shifted order, so
/// that what else the machine does falls on all of them alike.
/// </summary>
internal static class Rounds
{
    /// <returns>The turns of each variant, round by round.</returns>
    public static async Task<Dictionary<string, List<Turn>>> RunAsync(
        IReadOnlyList<ApiUnderTest> variants, Workload work, int requests, LoadPlan plan, CancellationToken cancellationToken)
    {
        var turns = variants.ToDictionary(v => v.Name, _ => new List<Turn>());
        for (var round = 0; round < plan.WarmUp + plan.Rounds; round++)
        {
            var slices = variants.ToDictionary(v => v.Name, _ => new List<Slice>());
            var before = variants.ToDictionary(v => v.Name, v => v.ProcessorTime);
            for (var slice = 0; slice < plan.Slices; slice++)
                for (var place = 0; place < variants.Count; place++)
                {
                    var api = variants[(place + slice + round) % variants.Count];
                    slices[api.Name].Add(await Slice.RunAsync(api, work, requests / plan.Slices, plan.Clients, cancellationToken));
                }

            if (round < plan.WarmUp)
                continue;
            foreach (var api in variants)
                turns[api.Name].Add(Turn.Of(slices[api.Name], api.ProcessorTime - before[api.Name], api.ResidentBytes));
        }

        return turns;
    }
}
