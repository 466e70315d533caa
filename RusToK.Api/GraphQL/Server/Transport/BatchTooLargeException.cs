namespace RusToK.Api.GraphQL.Server.Transport;

internal sealed class BatchTooLargeException(int operations) : Exception
{
    public int Operations { get; } = operations;
}
