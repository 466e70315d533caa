using System.CommandLine;
using RusToK.Embedded.Tools;

namespace RusToK.Operations;

/// <summary><c>write</c>, and <c>write --check</c>, which only says what it would write.</summary>
internal static class WriteCommand
{
    public static Command Create()
    {
        var check = new Option<bool>("--check") { Description = "Write nothing; exit with 1 when a file differs." };
        var command = new Command("write", "Write prometheus/ and grafana/ anew from the code.") { check };
        command.SetAction(result =>
        {
            var onlyCheck = result.GetValue(check);
            var paths = onlyCheck ? OperationsFiles.Differing(RepositoryRoot.Path) : OperationsFiles.Write(RepositoryRoot.Path);
            foreach (var path in paths)
                result.InvocationConfiguration.Output.WriteLine(path);
            return onlyCheck && paths.Count > 0 ? 1 : 0;
        });
        return command;
    }
}
