namespace RusToK.Core.Commands;

/// <summary>Is told of every command that ended, whatever its module; a module counts its own.</summary>
public interface ICommandObserver
{
    void Ended(in EndedCommand ended);
}
