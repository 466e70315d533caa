using System.Globalization;
using Aspire.Hosting.Kubernetes;
using Aspire.Hosting.Kubernetes.Resources;

namespace RusToK.AppHost.Publishing;

/// <summary>What the publisher of Kubernetes has no verb for.</summary>
internal static class KubernetesWorkload
{
    private const string NameLabel = "app.kubernetes.io/name";
    private const string ComponentLabel = "app.kubernetes.io/component";

    /// <summary>APP_UID of the images of .NET; Kubernetes wants to see a number to know that it is not root.</summary>
    private const long AppUser = 1654;

    /// <summary>The group that owns the volumes of images whose user is not root.</summary>
    private const long VolumeGroup = 2000;

    /// <summary>Asks the container whether it is ready, and where the probe knows how, whether it is alive and has started.</summary>
    public static void Probe(KubernetesResource resource, HealthProbe probe)
    {
        var container = Container(resource);
        container.ReadinessProbe = Make(probe, probe.ReadyPath, failures: 3);
        if (resource.Workload is StatefulSet { Spec: var stateful })
            stateful.ServiceName = resource.Service!.Metadata.Name;
        if (probe.LivePath is { } live)
            container.LivenessProbe = Make(probe, live, failures: 6);
        if (probe.StartupPath is { } startup)
            // Migrations of a large database take their time, and nothing is started again for that.
            container.StartupProbe = Make(probe, startup, failures: 360);
    }

    /// <summary>
    /// A service of the product: named as its metrics are, scraped pod by pod, moved to new versions without a gap, and given the time to end in order.
    /// </summary>
    public static void Serve(KubernetesResource resource, string name)
    {
        var template = Template(resource);
        template.Metadata.Labels[NameLabel] = name;
        template.Metadata.Annotations["prometheus.io/scrape"] = "true";
        template.Metadata.Annotations["prometheus.io/path"] = "/metrics";
        template.Metadata.Annotations["prometheus.io/port"] = ServicePorts.Metrics.ToString(CultureInfo.InvariantCulture);
        template.Spec.TerminationGracePeriodSeconds = 40;
        var container = Container(resource);
        container.Resources = ContainerSize.Service.Of();
        container.SecurityContext = new SecurityContextV1 { AllowPrivilegeEscalation = false, RunAsNonRoot = true, RunAsUser = AppUser };
        if (resource.Workload is Deployment deployment)
        {
            deployment.Spec.Selector.MatchLabels[NameLabel] = name;
            deployment.Spec.Strategy.RollingUpdate.MaxUnavailable = 0;
        }

        if (resource.Service is { } service)
            service.Spec.Selector[NameLabel] = name;
    }

    /// <summary>A job of each release instead of a deployment. Nothing waits for it but readiness: no process serves before its schema is there.</summary>
    public static void RunOnce(KubernetesResource resource)
    {
        var template = Template(resource);
        template.Spec.RestartPolicy = "OnFailure";
        Container(resource).Resources = ContainerSize.Service.Of();
        resource.AdditionalResources.Add(new Job
        {
            Metadata = { Name = $"{template.Metadata.Labels[ComponentLabel]}-{{{{ .Release.Revision }}}}" },
            Spec = { Template = template },
        });
        resource.Workload = null;
    }

    /// <summary>Volumes that belong to the group of the container, whose user is not root, and that one container has at a time.</summary>
    public static void OwnVolumes(KubernetesResource resource)
    {
        if (resource.Workload is Deployment deployment)
            deployment.Spec.Strategy = new DeploymentStrategyV1 { Type = "Recreate", RollingUpdate = null! };
        Template(resource).Spec.SecurityContext = new PodSecurityContextV1 { FsGroup = VolumeGroup, FsGroupChangePolicy = "OnRootMismatch" };
        Limit(resource);
    }

    /// <summary>No more memory than what watches is worth.</summary>
    public static void Limit(KubernetesResource resource) => Container(resource).Resources = ContainerSize.Watching.Of();

    /// <summary>Lets it list and watch the pods of its namespace.</summary>
    public static void DiscoverPods(KubernetesResource resource)
    {
        const string name = "rustok-prometheus";
        Template(resource).Spec.ServiceAccountName = name;
        resource.AdditionalResources.Add(new ServiceAccountV1 { Metadata = { Name = name } });
        resource.AdditionalResources.Add(new Role
        {
            Metadata = { Name = $"{name}-role" },
            Rules = { new PolicyRuleV1 { ApiGroups = { "" }, Resources = { "pods" }, Verbs = { "get", "list", "watch" } } },
        });
        resource.AdditionalResources.Add(new RoleBinding
        {
            Metadata = { Name = $"{name}-rolebinding" },
            RoleRef = new RoleRefV1 { ApiGroup = "rbac.authorization.k8s.io", Kind = "Role", Name = $"{name}-role" },
            Subjects = { new SubjectV1 { Kind = "ServiceAccount", Name = name, Namespace = "{{ .Release.Namespace }}" } },
        });
    }

    private static PodTemplateSpecV1 Template(KubernetesResource resource) =>
        resource.Workload?.PodTemplate ?? throw new InvalidOperationException($"{resource.Name} has no pods.");

    private static ContainerV1 Container(KubernetesResource resource) => Template(resource).Spec.Containers[0];

    private static ProbeV1 Make(HealthProbe probe, string? path, int failures)
    {
        var made = new ProbeV1 { PeriodSeconds = 5, TimeoutSeconds = 3, FailureThreshold = failures };
        if (probe.Port is { } port)
        {
            // The publisher's own probes say `http`, which Kubernetes does not know.
            made.HttpGet = new HttpGetActionV1 { Scheme = "HTTP", Path = path!, Port = port };
            return made;
        }

        // A shell is given the command as Docker Compose would have left it.
        made.Exec = new ExecActionV1 { Command = { "/bin/sh", "-c", probe.Test[1].Replace("$$", "$", StringComparison.Ordinal) } };
        return made;
    }
}
