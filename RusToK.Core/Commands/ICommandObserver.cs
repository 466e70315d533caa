namespace RusToK.Core.Commands;

/// <summary>Is told of every command that ended, whatever its module; a module counts its own.</summary>
public interface ICommandObserver
{
    /// <param name="command">Its name, <c>module.verb_noun</c>.</param>
    /// <param name="result">What the caller learns; null when it failed.</param>
    /// <param name="failure">Why it failed; null when it did not.</param>
    void Completed(string command, object? result, Exception? failure);
}
