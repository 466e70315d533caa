using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;

namespace RusToK.AppHost.Commands;

/// <summary>Commands of a process that make something go wrong in it, and stop that again (ADR 0090).</summary>
internal static class FaultCommands
{
    private const string Fault = "fault";

    /// <summary>What a fault can be told, by the names that <c>PUT /faults/{fault}</c> has for it.</summary>
    private static readonly (string Name, string Label, InputType Type, string? Value, string Description)[] Settings =
    [
        ("rate", "Share of calls", InputType.Number, "1", "From 0 to 1."),
        ("durationSeconds", "Seconds", InputType.Number, "60", "After them it ends by itself."),
        ("latencySeconds", "Delay in seconds", InputType.Number, null, "How much longer things take. For faults that delay, and for them only."),
        ("handler", "Consumer", InputType.Text, null, "Strikes this one only."),
        ("eventType", "Event type", InputType.Text, null, "Strikes events of this type only."),
        ("field", "Resolver", InputType.Text, null, "Strikes this one only, such as Query.products."),
        ("tenant", "Tenant", InputType.Text, null, "Strikes this one only, by its id."),
    ];

    /// <summary>Allows faults in a process of development, and adds the commands that switch them.</summary>
    public static IResourceBuilder<ProjectResource> WithFaults(this IResourceBuilder<ProjectResource> project, ApplicationSecrets secrets)
    {
        if (secrets.FaultToken is not { } token)
            return project;
        return project
            .WithEnvironment("Faults__Enabled", "true")
            .WithEnvironment("Faults__Token", token)
            .WithCommand("inject-fault", "Inject a fault", context => InjectAsync(project, token.Resource, context), new CommandOptions
            {
                Description = "Makes one kind of call fail or wait in this process, for a time.",
                IconName = "Bug",
                Arguments =
                [
                    new InteractionInput { Name = Fault, Label = "Fault", InputType = InputType.Text, Required = true, Description = "As GET /faults names them, such as database-error." },
                    .. Settings.Select(setting => new InteractionInput
                    {
                        Name = setting.Name, Label = setting.Label, InputType = setting.Type, Value = setting.Value, Description = setting.Description,
                    }),
                ],
            })
            .WithCommand("clear-faults", "Clear faults", context => ClearAsync(project, token.Resource, context), new CommandOptions
            {
                Description = "Switches off every fault of this process.",
                IconName = "BroomSparkle",
            });
    }

    private static async Task<ExecuteCommandResult> InjectAsync(IResourceBuilder<ProjectResource> project, ParameterResource token, ExecuteCommandContext context)
    {
        var name = context.Arguments.GetString(Fault) ?? "";
        var body = new Dictionary<string, object>();
        foreach (var (setting, _, type, _, _) in Settings)
            if (context.Arguments.GetString(setting) is { Length: > 0 } value)
                body[setting] = type == InputType.Number && double.TryParse(value, CultureInfo.InvariantCulture, out var number) ? number : value;
        return await SendAsync(project, token, HttpMethod.Put, $"/faults/{Uri.EscapeDataString(name)}", JsonContent.Create(body), $"{name} strikes {project.Resource.Name}", context);
    }

    private static Task<ExecuteCommandResult> ClearAsync(IResourceBuilder<ProjectResource> project, ParameterResource token, ExecuteCommandContext context) =>
        SendAsync(project, token, HttpMethod.Delete, "/faults", null, $"no fault strikes {project.Resource.Name}", context);

    private static async Task<ExecuteCommandResult> SendAsync(
        IResourceBuilder<ProjectResource> project, ParameterResource token, HttpMethod method, string path, HttpContent? body, string done, ExecuteCommandContext context)
    {
        var address = await project.GetEndpoint("http").GetValueAsync(context.CancellationToken);
        using var request = new HttpRequestMessage(method, new Uri(new Uri(address!), path)) { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await token.GetValueAsync(context.CancellationToken));
        using var client = context.Services.GetRequiredService<IHttpClientFactory>().CreateClient();
        using var response = await client.SendAsync(request, context.CancellationToken);
        return response.IsSuccessStatusCode
            ? CommandResults.Success(done)
            : CommandResults.Failure(await response.Content.ReadAsStringAsync(context.CancellationToken));
    }
}
