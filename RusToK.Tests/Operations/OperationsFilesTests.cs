using RusToK.Embedded;
using RusToK.Embedded.Tools;
using RusToK.Operations;
using Xunit;

namespace RusToK.Tests.Operations;

public sealed class OperationsFilesTests
{
    [Fact]
    public void The_files_of_the_repository_are_those_that_are_written_from_code()
    {
        var differing = OperationsFiles.Differing(RepositoryRoot.Path);

        Assert.True(differing.Count == 0, $"dotnet run --project RusToK.Operations -- write would write or remove: {string.Join(", ", differing)}");
    }

    [Fact]
    public void A_file_that_is_missing_changed_or_of_no_use_is_found_and_put_right()
    {
        using var folder = TemporaryFolder.Make();
        OperationsFiles.Write(folder.Path);
        File.AppendAllText(Path.Combine(folder.Path, "prometheus", "prometheus.yml"), "# changed\n");
        File.Delete(Path.Combine(folder.Path, "prometheus", "alertmanager.yml"));
        File.WriteAllText(Path.Combine(folder.Path, "prometheus", "rules", "old.yml"), "groups: []\n");
        string[] wrong = ["prometheus/alertmanager.yml", "prometheus/prometheus.yml", "prometheus/rules/old.yml"];

        Assert.Equal(wrong, OperationsFiles.Differing(folder.Path));
        Assert.Equal(wrong, OperationsFiles.Write(folder.Path));
        Assert.Empty(OperationsFiles.Differing(folder.Path));
    }
}
