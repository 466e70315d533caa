using Aspire.Hosting.Kubernetes.Resources;
using YamlDotNet.Serialization;

namespace RusToK.AppHost.Publishing;

/// <summary>What a <see cref="Job"/> runs, and how often it is tried.</summary>
internal sealed class JobSpec
{
    /// <summary>Tries after the first one: a database that is still starting is no failure.</summary>
    [YamlMember(Alias = "backoffLimit")]
    public int BackoffLimit { get; set; } = 10;

    /// <summary>Seconds that it can still be looked at after its end.</summary>
    [YamlMember(Alias = "ttlSecondsAfterFinished")]
    public int TtlSecondsAfterFinished { get; set; } = 86_400;

    [YamlMember(Alias = "template")]
    public PodTemplateSpecV1 Template { get; set; } = new();
}
