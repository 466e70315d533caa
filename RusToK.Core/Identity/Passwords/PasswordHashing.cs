using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using RusToK.Core.Errors;
using RusToK.Core.Identity.Users;

namespace RusToK.Core.Identity.Passwords;

/// <summary>
/// Hashes passwords, a few at a time: hashing is made to be slow, and a flood of sign-ins must not take the processors from everybody
/// else. Where there is no hash to compare with, the same work is done on one that fits nobody.
/// </summary>
internal sealed class PasswordHashing : IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly PasswordHasher<User> _hasher;
    private readonly SemaphoreSlim _free;
    private readonly int _most;
    private readonly Lazy<string> _nobody;
    private int _present;
    private long _runs;

    public PasswordHashing(IOptions<PasswordOptions> options)
    {
        var chosen = options.Value;
        _hasher = new PasswordHasher<User>(Options.Create(new PasswordHasherOptions { IterationCount = chosen.Iterations }));
        _free = new SemaphoreSlim(chosen.Concurrency);
        _most = chosen.Concurrency + chosen.Queue;
        _nobody = new Lazy<string>(() => _hasher.HashPassword(null!, Guid.NewGuid().ToString()));
    }

    /// <summary>Hashes computed so far, those to compare with among them.</summary>
    public long Runs => Interlocked.Read(ref _runs);

    /// <exception cref="RateLimitedException">Too many are waiting.</exception>
    public Task<string> HashAsync(string password, CancellationToken cancellationToken) =>
        RunAsync(() => _hasher.HashPassword(null!, password), cancellationToken);

    /// <param name="hash">The user's; null when there is no user, or no password.</param>
    /// <param name="password">What was given.</param>
    /// <param name="cancellationToken">Ends the wait, not the work.</param>
    /// <exception cref="RateLimitedException">Too many are waiting.</exception>
    public Task<PasswordCheck> VerifyAsync(string? hash, string password, CancellationToken cancellationToken)
    {
        var nobody = _nobody.Value;
        return RunAsync(
            () => _hasher.VerifyHashedPassword(null!, hash ?? nobody, password) switch
            {
                _ when hash is null => PasswordCheck.Wrong,
                PasswordVerificationResult.Success => PasswordCheck.Right,
                PasswordVerificationResult.SuccessRehashNeeded => PasswordCheck.RightButWeaklyHashed,
                _ => PasswordCheck.Wrong,
            },
            cancellationToken);
    }

    public void Dispose() => _free.Dispose();

    private async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _present) > _most)
        {
            Interlocked.Decrement(ref _present);
            throw new RateLimitedException("Too many sign-ins at once; try again in a moment.", RetryAfter);
        }

        try
        {
            await _free.WaitAsync(cancellationToken);
            try
            {
                Interlocked.Increment(ref _runs);
                return await Task.Run(work, CancellationToken.None);
            }
            finally
            {
                _free.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _present);
        }
    }
}
