using System.Diagnostics;
using RusToK.ServiceDefaults.Telemetry;
using Xunit;

namespace RusToK.Tests.Telemetry;

public sealed class RequestSpanTests
{
    [Theory]
    [InlineData("/graphql", "/graphql", "/graphql")]
    [InlineData("/api/imports/{id:guid}", "/api/imports/0f8fad5b-d9cb-469f-a165-70867728950e", "/api/imports/0f8fad5b-d9cb-469f-a165-70867728950e")]
    [InlineData("/api/content/nodes/{kind}/{slug}", "/api/content/nodes/page/somebody@example.test", "/api/content/nodes/{kind}/{slug}")]
    [InlineData("api/x/{**rest}", "/api/x/a/b", "api/x/{**rest}")]
    public void Of_a_path_the_route_and_ids_are_kept(string route, string path, string kept) => Assert.Equal(kept, RequestSpanProcessor.PathOf(route, path));

    [Fact]
    public void A_request_that_no_route_took_keeps_nothing_of_what_was_asked_for()
    {
        using var listener = new ActivityListener { ShouldListenTo = static s => s.Name == nameof(RequestSpanTests), Sample = static (ref _) => ActivitySamplingResult.AllData };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource(nameof(RequestSpanTests));
        using var span = source.StartActivity("GET", ActivityKind.Server)!;
        span.SetTag("url.path", "/reset/token").SetTag("url.query", "?mail=Redacted").SetTag("user_agent.original", "me").SetTag("http.request.method", "GET");
        using var processor = new RequestSpanProcessor();

        processor.OnEnd(span);

        Assert.Equal(["http.request.method"], span.TagObjects.Where(t => t.Value is not null).Select(t => t.Key));
    }
}
