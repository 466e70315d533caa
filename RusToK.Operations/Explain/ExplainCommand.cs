using System.CommandLine;
namespace RusToK.Operations.Explain;
internal static class ExplainCommand { public static Command Create(TimeProvider clock) => new("explain", clock.ToString()); }
