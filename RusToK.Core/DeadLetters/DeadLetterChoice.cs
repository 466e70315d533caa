using RusToK.Core.Errors;

namespace RusToK.Core.DeadLetters;

/// <summary>The dead letters that an administrator decides about.</summary>
internal static class DeadLetterChoice
{
    public const int MaxIds = 100;

    /// <returns>The letters, all of them dead.</returns>
    /// <exception cref="InvalidInputException">None or too many are named.</exception>
    /// <exception cref="NotFoundException">The tenant has no such letter.</exception>
    /// <exception cref="ConflictException">Something was decided about one of them already.</exception>
    public static async Task<List<DeadLetter>> RequireDeadAsync(
        this DeadLetterQueries letters, Guid tenantId, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        if (ids.Count is 0 or > MaxIds)
            throw new InvalidInputException("ids", "count", $"ids must name 1 to {MaxIds} dead letters.");
        var found = await letters.FindAsync(tenantId, [.. ids.Distinct()], cancellationToken);
        foreach (var id in ids)
            if (found.All(l => l.Id != id))
                throw NotFoundException.For("dead letter", id);
        return found.FirstOrDefault(l => l.Status != DeadLetterStatus.Dead) is { } decided
            ? throw new ConflictException($"The dead letter {decided.Id} is {decided.Status.ToString().ToLowerInvariant()} already.", "ids", "status")
            : found;
    }
}
