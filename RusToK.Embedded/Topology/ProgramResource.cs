namespace RusToK.Embedded.Topology;

/// <summary>Something of this solution that runs with an environment.</summary>
public abstract class ProgramResource : Resource
{
    private protected ProgramResource(string name)
        : base(name)
    {
    }

    internal Dictionary<string, string> Variables { get; } = new()
    {
        ["DOTNET_ENVIRONMENT"] = "Development",
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["DOTNET_NOLOGO"] = "1",
    };

    internal IReadOnlyDictionary<string, string> VariablesOf(string instance) => new Dictionary<string, string>(Variables)
    {
        ["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={instance},deployment.environment.name=development",
    };
}
