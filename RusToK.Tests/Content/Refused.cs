using RusToK.Core.Errors;
using Xunit;

namespace RusToK.Tests.Content;

/// <summary>Awaits a command that has to be refused, and says for which field and by which rule: <c>title: max-length</c>.</summary>
internal static class Refused
{
    /// <summary>Every broken rule of an input.</summary>
    public static async Task<IEnumerable<string>> AsInvalidAsync(Func<Task> command) =>
        (await Assert.ThrowsAsync<InvalidInputException>(command)).Errors.Select(e => $"{e.Field}: {e.Rule}");

    public static async Task<string> AsConflictAsync(Func<Task> command) =>
        await Assert.ThrowsAsync<ConflictException>(command) is var error ? $"{error.Field}: {error.Rule}" : "";

    /// <summary>The field that names what is not there.</summary>
    public static async Task<string?> AsNotFoundAsync(Func<Task> command) => (await Assert.ThrowsAsync<NotFoundException>(command)).Field;
}
