using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;

namespace RusToK.AppHost.Commands;

/// <summary>Commands of a process that make something go wrong in it, and stop that again (ADR 0090).</summary>
internal static class FaultCommands
{
    private const string Fault = "fault";
    private const string Rate = "rate";
    private const string Seconds = "seconds";

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
                    new InteractionInput { Name = Fault, Label = "Fault", InputType = InputType.Text, Required = true, Description = "As GET /faults names them, such as database-slow." },
                    new InteractionInput { Name = Rate, Label = "Share of calls", InputType = InputType.Number, Value = "1", Description = "From 0 to 1." },
                    new InteractionInput { Name = Seconds, Label = "Seconds", InputType = InputType.Number, Value = "60", Description = "After them it ends by itself." },
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
        var body = new { rate = Number(context, Rate, 1), durationSeconds = Number(context, Seconds, 60) };
        return await SendAsync(project, token, HttpMethod.Put, $"/faults/{Uri.EscapeDataString(name)}", JsonContent.Create(body), $"{name} strikes {project.Resource.Name} for {body.durationSeconds} s", context);
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

    private static double Number(ExecuteCommandContext context, string name, double otherwise) =>
        double.TryParse(context.Arguments.GetString(name), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
