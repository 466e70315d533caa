using RusToK.AppHost;
using RusToK.Embedded.Topology;

return await CommandLine.RunAsync(args, async (options, state) =>
{
    await using var topology = await EmbeddedTopology.ClaimAsync(state, options.Fresh);
    await EmbeddedSystem.ComposeAsync(topology, options);
    return await topology.RunAsync();
});
