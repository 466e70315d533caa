using RusToK.Benchmarks.Mixed.Customers;

namespace RusToK.Benchmarks.Mixed.Running;

/// <summary>Signs the accounts of all shops in again, one shop after the other, before their tokens expire: a soak outlives them.</summary>
internal sealed class TokenRenewal : IAsyncDisposable
{
    /// <summary>In which all shops have their turn; tokens are good for an hour.</summary>
    private static readonly TimeSpan Round = TimeSpan.FromMinutes(40);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _renewing;

    public TokenRenewal(ShopOpening opening, IReadOnlyList<Shop> shops) => _renewing = RenewAsync(opening, shops);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _renewing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task RenewAsync(ShopOpening opening, IReadOnlyList<Shop> shops)
    {
        using var turns = new PeriodicTimer(Round / shops.Count);
        for (var turn = 0; await turns.WaitForNextTickAsync(_stopping.Token); turn++)
        {
            try
            {
                await opening.SignInAsync(shops[turn % shops.Count], _stopping.Token);
            }
            catch (Exception busy) when (busy is InvalidOperationException or HttpRequestException)
            {
                // The old token is good for another third of its time, and what it is refused would be counted.
            }
        }
    }
}
