using System.CommandLine;
using RusToK.Lab;

return await LabCommand.Create().Parse(args).InvokeAsync(new InvocationConfiguration
{
    // The topology handles the signals itself, and takes the time an orderly end needs.
    ProcessTerminationTimeout = null,
});
