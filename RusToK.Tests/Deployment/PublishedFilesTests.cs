using System.Text.RegularExpressions;
using RusToK.Embedded.Tools;
using RusToK.Tests.Architecture;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace RusToK.Tests.Deployment;

/// <summary>What is published, as it is written down, and the containers beside a local system: rules that hold for every one of them.</summary>
public sealed partial class PublishedFilesTests
{
    private const string Observability = "docker-compose.observability.yml";

    public static TheoryData<string> Deployments => ["compose.txt", "compose-external-servers.txt", "kubernetes.txt", "kubernetes-external-servers.txt"];

    public static TheoryData<string> Composes => ["compose.txt", "compose-external-servers.txt", Observability];

    public static TheoryData<string> Charts => ["kubernetes.txt", "kubernetes-external-servers.txt"];

    [Theory]
    [MemberData(nameof(Composes))]
    public void Every_image_has_a_version(string deployment) => Offenders.AssertNone(
        from service in Services(deployment)
        let image = Text(service.Value, "image")
        where !Pinned().IsMatch(image!)
        select $"{service.Name}: {image}", "An image without a version:");

    [Theory]
    [MemberData(nameof(Deployments))]
    public void Nothing_is_the_latest(string deployment) => Assert.DoesNotContain(":latest", Snapshots.Read(deployment), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Composes))]
    public void No_variable_may_be_empty(string deployment) => Offenders.AssertNone(
        Variables().Matches(ComposeText(deployment)).Select(match => match.Value).Where(variable => !variable.Contains(":?", StringComparison.Ordinal) && !DefaultOf().IsMatch(variable)),
        "A variable without a default that Docker Compose would take for empty:");

    [Theory]
    [InlineData("compose.txt")]
    [InlineData("compose-external-servers.txt")]
    public void Every_variable_that_has_to_be_set_is_in_the_file_of_variables(string deployment) => Assert.Equal(
        Required().Matches(ComposeText(deployment)).Select(match => match.Groups["name"].Value).Distinct().Order(StringComparer.Ordinal),
        EnvLine().Matches(FileOf(deployment, ".env")).Select(match => match.Groups["name"].Value).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Composes))]
    public void Every_server_says_when_it_is_ready_and_is_waited_for_until_it_is(string deployment)
    {
        var services = Services(deployment).ToDictionary(service => service.Name, service => service.Value);

        Offenders.AssertNone(
            services.Where(service => !Has(service.Value, "healthcheck") && service.Key != "migrate").Select(service => service.Key), "No health check:");
        Offenders.AssertNone(
            from service in services
            where Has(service.Value, "depends_on")
            from dependency in (YamlMappingNode)service.Value["depends_on"]
            let condition = Text((YamlMappingNode)dependency.Value, "condition")
            where condition != (dependency.Key.ToString() == "migrate" ? "service_completed_successfully" : "service_healthy")
            select $"{service.Key} waits for {dependency.Key}: {condition}", "Not waited for:");
    }

    [Theory]
    [InlineData("compose.txt")]
    [InlineData("compose-external-servers.txt")]
    public void API_and_Worker_have_replicas(string deployment) =>
        Assert.All((string[])["api", "worker"], name => Assert.Equal("2", ((YamlMappingNode)Services(deployment).Single(service => service.Name == name).Value["deploy"])["replicas"].ToString()));

    [Theory]
    [MemberData(nameof(Composes))]
    public void Every_port_is_open_to_this_machine_only(string deployment) => Offenders.AssertNone(
        from service in Services(deployment)
        where Has(service.Value, "ports")
        from port in (YamlSequenceNode)service.Value["ports"]
        where !port.ToString().StartsWith("127.0.0.1:", StringComparison.Ordinal)
        select $"{service.Name}: {port}", "A port that others reach:");

    [Theory]
    [InlineData("compose.txt")]
    [InlineData("compose-external-servers.txt")]
    public void Every_volume_is_named_and_no_folder_of_a_machine_is_mounted(string deployment)
    {
        var named = ((YamlMappingNode)Compose(deployment)["volumes"]).Children.Keys.Select(key => key.ToString()).ToHashSet();

        Offenders.AssertNone(
            from service in Services(deployment)
            where Has(service.Value, "volumes")
            from volume in ((YamlSequenceNode)service.Value["volumes"]).Cast<YamlMappingNode>()
            where Text(volume, "type") != "volume" || !named.Contains(Text(volume, "source")!)
            select $"{service.Name}: {volume}", "A mount of something else:");
    }

    [Fact]
    public void PostgreSQL_keeps_its_data_where_its_version_looks_for_it() =>
        Assert.Contains("target: \"/var/lib/postgresql\"\n", ComposeText("compose.txt"), StringComparison.Ordinal);

    [Theory]
    [InlineData("compose-external-servers.txt")]
    [InlineData("kubernetes-external-servers.txt")]
    public void Servers_that_are_somebody_elses_are_not_published(string deployment)
    {
        Assert.DoesNotContain("library/postgres", Snapshots.Read(deployment), StringComparison.Ordinal);
        Assert.DoesNotContain("library/redis", Snapshots.Read(deployment), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Charts))]
    public void Every_template_of_a_chart_is_YAML_of_a_kind_with_a_name(string deployment) => Offenders.AssertNone(
        from file in Files(deployment)
        where file.Key.StartsWith("templates/", StringComparison.Ordinal)
        let root = Parse(file.Value)
        where Text(root, "kind") is null || Text(root, "apiVersion") is null || Text((YamlMappingNode)root["metadata"], "name") is null
        select file.Key, "Not a resource of Kubernetes:");

    [Theory]
    [MemberData(nameof(Charts))]
    public void Every_pod_that_stays_is_asked_whether_it_is_ready_and_says_what_it_needs(string deployment) => Offenders.AssertNone(
        from pod in Pods(deployment)
        where pod.Kind != "Job"
        from container in ((YamlSequenceNode)pod.Spec["containers"]).Cast<YamlMappingNode>()
        where !Has(container, "readinessProbe") || (pod.Name is "api-deployment" or "worker-deployment" && !(Has(container, "livenessProbe") && Has(container, "startupProbe") && Has(container, "resources")))
        select pod.Name, "Without probes or resources:");

    [Theory]
    [MemberData(nameof(Charts))]
    public void Migrations_are_a_job_of_each_release(string deployment) =>
        Assert.Equal(["migrate-{{ .Release.Revision }}"], Pods(deployment).Where(pod => pod.Kind == "Job").Select(pod => pod.Name));

    [Theory]
    [MemberData(nameof(Charts))]
    public void Prometheus_finds_the_pods_of_API_and_Worker_by_the_names_of_their_metrics(string deployment) => Assert.Equal(
        ["rustok-api", "rustok-worker"],
        Pods(deployment).Where(pod => Has((YamlMappingNode)pod.Metadata, "annotations")).Select(pod => Text((YamlMappingNode)pod.Metadata["labels"], "app.kubernetes.io/name")!).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Deployments))]
    public void No_secret_is_written_down(string deployment) => Offenders.AssertNone(
        Secret().Matches(Snapshots.Read(deployment)).Select(match => match.Value), "A secret with a value:");

    private static IEnumerable<(string Kind, string Name, YamlMappingNode Metadata, YamlMappingNode Spec)> Pods(string deployment) =>
        from file in Files(deployment)
        where file.Key.StartsWith("templates/", StringComparison.Ordinal)
        let root = Parse(file.Value)
        where Text(root, "kind") is "Deployment" or "StatefulSet" or "Job"
        let template = (YamlMappingNode)((YamlMappingNode)root["spec"])["template"]
        select (Text(root, "kind")!, Text((YamlMappingNode)root["metadata"], "name")!, (YamlMappingNode)template["metadata"], (YamlMappingNode)template["spec"]);

    private static IEnumerable<(string Name, YamlMappingNode Value)> Services(string deployment) =>
        ((YamlMappingNode)Compose(deployment)["services"]).Select(pair => (pair.Key.ToString(), (YamlMappingNode)pair.Value));

    private static YamlMappingNode Compose(string deployment) => Parse(ComposeText(deployment));

    private static string ComposeText(string deployment) =>
        deployment == Observability ? File.ReadAllText(Path.Combine(RepositoryRoot.Path, Observability)) : FileOf(deployment, "docker-compose.yaml");

    private static string FileOf(string deployment, string name) => Files(deployment)[name];

    /// <summary>The files of a deployment by their paths.</summary>
    private static Dictionary<string, string> Files(string deployment) => Snapshots.Read(deployment).Split("===== ", StringSplitOptions.RemoveEmptyEntries)
        .Select(part => part.Split('\n', 2)).ToDictionary(part => part[0], part => part[1]);

    private static YamlMappingNode Parse(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    private static bool Has(YamlMappingNode node, string key) => node.Children.ContainsKey(key);

    private static string? Text(YamlMappingNode node, string key) => Has(node, key) ? node[key].ToString() : null;

    [GeneratedRegex(@"^(\$\{[A-Z_]+:-)?([a-z.]+/)*[a-z]+/?[a-z]*:v?\d+(\.\d+)+\}?$")]
    private static partial Regex Pinned();

    [GeneratedRegex(@"(?<!\$)\$\{[^}]*\}|(?<!\$)\$[A-Za-z_]+")]
    private static partial Regex Variables();

    [GeneratedRegex(@":-[^}]+\}$")]
    private static partial Regex DefaultOf();

    [GeneratedRegex(@"\$\{(?<name>[A-Z0-9_]+):\?")]
    private static partial Regex Required();

    [GeneratedRegex("(?m)^(?<name>[A-Z0-9_]+)=$")]
    private static partial Regex EnvLine();

    [GeneratedRegex("(?mi)^ *[a-z_]*(password|secret|key|token)[a-z_]*: \"(?!\\$|\\{\\{|\")[^\"]+\"$")]
    private static partial Regex Secret();
}
