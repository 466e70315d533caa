namespace RusToK.AppHost.Publishing;

/// <summary>Ports inside of what is published.</summary>
internal static class ServicePorts
{
    /// <summary>Of the API and of the Worker, as the images of .NET have it.</summary>
    public const int Http = 8080;

    /// <summary>Where they tell their metrics, which whoever reaches the API from outside has no business with. Prometheus' settings name it too.</summary>
    public const int Metrics = 9464;
}
