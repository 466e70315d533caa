using System.CommandLine;
using RusToK.Core.Telemetry.Catalogue;

namespace RusToK.Worker.Commands;

/// <summary>Prints the pages of <c>docs</c> that are written from code. It needs nothing that runs.</summary>
internal static class DocsCommand
{
    public static Command Create() => new("docs", "Print a page that is written from code.") { Telemetry() };

    private static Command Telemetry()
    {
        var command = new Command("telemetry", "Every metric and span.");
        command.SetAction(_ => Console.Out.Write(TelemetryReference.Render()));
        return command;
    }
}
