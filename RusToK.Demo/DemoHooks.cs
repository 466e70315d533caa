namespace RusToK.Demo;

/// <summary>The receiver of the demo's webhooks. It is out of order now and then, as receivers are, so that retries have something to do.</summary>
internal sealed class DemoHooks
{
    private const int FailsEvery = 20;

    private int _received;

    public IResult Receive() =>
        Interlocked.Increment(ref _received) % FailsEvery == 0
            ? Results.StatusCode(StatusCodes.Status503ServiceUnavailable)
            : Results.NoContent();
}
