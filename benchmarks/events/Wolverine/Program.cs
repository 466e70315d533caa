using RusToK.Benchmarks.Events;
using RusToK.Benchmarks.Events.Contestants;
using RusToK.Benchmarks.Events.Wolverine;

return await BenchmarkCommand.RunAsync(
    args,
    [
        .. ContestantCatalog.BuiltIn,
        new ContestantEntry("wolverine-queue", ContestantKind.Framework, () => new WolverineQueue()),
        new ContestantEntry("wolverine-local", ContestantKind.Framework, () => new WolverineLocal()),
    ]);
