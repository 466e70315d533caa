using System.CommandLine;
using RusToK.Worker.Commands;

// Without a command the process serves: it relays, consumes and maintains until it is stopped.
var root = new RootCommand("RusToK's background worker, and the commands that administer a running system.");
ServeCommand.Configure(root);
root.Add(MigrateCommand.Create());
root.Add(SeedCommand.Create());
root.Add(ImportCommand.Create());
root.Add(AddUserCommand.Create());
root.Add(RebuildCommand.Create());
root.Add(DeadLettersCommand.Create());
root.Add(ReanchorCommand.Create());
root.Add(DocsCommand.Create());
return await root.Parse(args).InvokeAsync(new InvocationConfiguration
{
    EnableDefaultExceptionHandler = false,
    // The host bounds its own shutdown; by default the process would be ended two seconds after SIGTERM, batches and telemetry with it.
    ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
});
