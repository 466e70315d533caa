using System.CommandLine;
using RusToK.Operations;
using RusToK.Operations.Budget;
using RusToK.Operations.Coverage;
using RusToK.Operations.Explain;

// What watches the system is written from the same code as what the system says of itself, and read back by it.
var root = new RootCommand("Writes what watches RusToK (rules of Prometheus, dashboards of Grafana), and tells what it has seen.");
root.Add(WriteCommand.Create());
root.Add(ExplainCommand.Create(TimeProvider.System));
root.Add(SloCommand.Create(TimeProvider.System));
root.Add(PanelsCommand.Create());
return await root.Parse(args).InvokeAsync();
