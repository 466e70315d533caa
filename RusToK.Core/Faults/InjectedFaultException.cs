namespace RusToK.Core.Faults;

/// <summary>The failure of a fault whose seam has none of its own.</summary>
public sealed class InjectedFaultException : Exception
{
    public InjectedFaultException(Fault fault)
        : base(TextOf(fault)) => Fault = fault;

    public Fault Fault { get; }

    /// <summary>What the failures of all seams say, so that nobody takes them for real ones.</summary>
    public static string TextOf(Fault fault) => $"The fault {fault.Name} is switched on.";
}
