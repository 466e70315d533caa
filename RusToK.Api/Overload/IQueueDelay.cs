namespace RusToK.Api.Overload;

/// <summary>How long a process keeps its work waiting.</summary>
internal interface IQueueDelay
{
    /// <summary>The delay now. Called by one thread, at equal intervals.</summary>
    TimeSpan Sample();
}
