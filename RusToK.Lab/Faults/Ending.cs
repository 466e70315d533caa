namespace RusToK.Lab.Faults;

/// <summary>Puts an end to a fault, and mends by hand what does not mend itself. It has to work whatever state the system is in.</summary>
internal delegate Task Ending(CancellationToken cancellationToken);
