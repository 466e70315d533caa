using Aspire.Hosting.Kubernetes.Resources;
using YamlDotNet.Serialization;

namespace RusToK.AppHost.Publishing;

/// <summary>A Kubernetes Job, which the publisher does not have.</summary>
/// <seealso href="https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/job-v1/">Job v1</seealso>
internal sealed class Job() : BaseKubernetesResource("batch/v1", "Job")
{
    [YamlMember(Alias = "spec")]
    public JobSpec Spec { get; } = new();
}
