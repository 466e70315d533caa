using System.Diagnostics;
using Xunit;
using Xunit.Sdk;

namespace RusToK.Tests.Tracing;

public sealed class SpanTreeTests : IDisposable
{
    private const string SourceName = "RusToK.Tests.SpanTree";

    private readonly ActivitySource _source = new(SourceName);
    private readonly SpanRecorder _recorder = new("shop", SourceName);

    public void Dispose()
    {
        _recorder.Dispose();
        _source.Dispose();
    }

    [Fact]
    public void The_tree_of_a_trace_has_names_kinds_services_errors_and_children_in_the_order_they_began()
    {
        var tree = Order();

        tree.AssertIs("""
            POST /orders [server, shop]
              place order [internal, shop, error]
                INSERT orders [client, shop]
                create order.placed [producer, shop]
            """);
        Assert.Equal("42", tree.Single("INSERT orders").Attributes["rows"]);
        Assert.Equal(["too late"], tree.Exceptions.Select(e => e.Attributes["exception.message"]));
        Assert.Equal(["INSERT orders", "create order.placed"], tree.Below(tree.Single("place order")).Select(s => s.Name));
        Assert.Equal(tree.Single("POST /orders").SpanId, Assert.Single(tree.Single("create order.placed").Links).SpanId);
    }

    [Theory]
    [InlineData("POST /orders [server, shop]\n  place order [internal, shop, error]\n    INSERT orders [client, shop]")]
    [InlineData("POST /orders [server, shop]\n  place order [internal, shop]\n    INSERT orders [client, shop]\n    create order.placed [producer, shop]")]
    [InlineData("POST /orders [server, shop]\n  place order [internal, shop, error]\n    create order.placed [producer, shop]\n    INSERT orders [client, shop]")]
    [InlineData("POST /orders [server, shop]\n  place order [internal, shop, error]\n  INSERT orders [client, shop]\n  create order.placed [producer, shop]")]
    public void Another_tree_than_the_expected_one_fails_and_both_are_shown(string expected)
    {
        var tree = Order();
        var failure = Assert.ThrowsAny<XunitException>(() => tree.AssertIs(expected));
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.Contains(tree.ToString(), failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_attribute_that_one_span_lacks_and_a_text_that_one_span_has_are_found()
    {
        var tree = Order();
        Assert.ThrowsAny<XunitException>(() => tree.AssertAllHave("rows", "42"));
        Assert.ThrowsAny<XunitException>(() => tree.AssertNowhere("too late"));
        Assert.ThrowsAny<XunitException>(() => tree.Single("GET /orders"));
        tree.AssertNowhere("too early");
    }

    [Fact]
    public void What_is_chance_makes_no_other_tree()
    {
        Activity.Current = null;
        var request = _source.StartActivity("POST /orders", ActivityKind.Server)!;
        foreach (var name in (string[])["CONNECT shop", "HMGET rustok:cache:products:tags", "HMGET rustok:cache:products"])
            _source.StartActivity(name, ActivityKind.Client)!.Dispose();
        using (_source.StartActivity("create order.placed", ActivityKind.Producer))
        {
            using (_source.StartActivity("process order.placed", ActivityKind.Consumer)!.SetTag("handler", "webhooks"))
                _source.StartActivity("INSERT deliveries", ActivityKind.Client)!.Dispose();
            _source.StartActivity("deliver", ActivityKind.Client)!.Dispose();
            using (_source.StartActivity("process order.placed", ActivityKind.Consumer)!.SetTag("handler", "orders"))
                _source.StartActivity("INSERT orders", ActivityKind.Client)!.Dispose();
        }

        request.Dispose();
        _recorder.Trace(request.TraceId).AssertIs("""
            POST /orders [server, shop]
              HMGET rustok:cache:products [client, shop]
              create order.placed [producer, shop]
                process order.placed [consumer, shop]
                  INSERT orders [client, shop]
                process order.placed [consumer, shop]
                  INSERT deliveries [client, shop]
                deliver [client, shop]
            """);
    }

    [Fact]
    public void A_branch_can_be_left_out() => Order().Without("place order").AssertIs("POST /orders [server, shop]");

    [Fact]
    public void A_branch_is_a_span_with_all_below_it()
    {
        var tree = Order();
        Assert.Equal(["place order", "INSERT orders", "create order.placed"], tree.Branch(tree.Single("place order")).Select(s => s.Name));
        Assert.ThrowsAny<XunitException>(() => tree.AssertHave(tree.Branch(tree.Single("place order")), "rows", "42"));
        tree.AssertHave(tree.Branch(tree.Single("INSERT orders")), "rows", "42");
    }

    private SpanTree Order()
    {
        Activity.Current = null;
        using var request = _source.StartActivity("POST /orders", ActivityKind.Server)!;
        using (var command = _source.StartActivity("place order")!)
        {
            using (_source.StartActivity("INSERT orders", ActivityKind.Client)!.SetTag("rows", 42))
            {
            }

            _source.StartActivity("create order.placed", ActivityKind.Producer, parentContext: default, links: [new ActivityLink(request.Context)])!.Dispose();
            command.AddException(new TimeoutException("too late")).SetStatus(ActivityStatusCode.Error);
        }

        request.Dispose();
        return _recorder.Trace(request.TraceId);
    }
}
