using RusToK.Benchmarks.Events;
using RusToK.Benchmarks.Events.Contestants;

return await BenchmarkCommand.RunAsync(args, ContestantCatalog.BuiltIn);
