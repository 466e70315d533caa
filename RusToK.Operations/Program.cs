using System.CommandLine;
using RusToK.Operations;

// What watches the system is written from the same code as what the system says of itself.
var root = new RootCommand("Writes what watches RusToK: rules and settings of Prometheus, dashboards of Grafana.");
root.Add(WriteCommand.Create());
return await root.Parse(args).InvokeAsync();
