using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using RusToK.Benchmarks.GraphQL.Contestants;

namespace RusToK.Benchmarks.GraphQL.Servers;

/// <summary>Sends bytes that are there from the start: what nothing that answers over Kestrel can be faster than.</summary>
internal static class StaticServer
{
    public const string Kind = "static";

    /// <summary>Prefix of the variables that name the file of each answer.</summary>
    public const string Answer = "BENCHMARK_ANSWER_";

    public static Task RunAsync(CancellationToken cancellationToken) => BarePage.ServeAsync(
        app =>
        {
            foreach (var question in ProductQuestion.All)
                if (Environment.GetEnvironmentVariable(Answer + question.Name) is { } file)
                {
                    var bytes = File.ReadAllBytes(file);
                    app.MapGet("/" + question.Name, (RequestDelegate)(context =>
                    {
                        context.Response.ContentType = "application/json; charset=utf-8";
                        context.Response.ContentLength = bytes.Length;
                        return context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
                    }));
                }
        },
        cancellationToken);
}
