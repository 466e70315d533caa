namespace RusToK.Benchmarks.Micro;

/// <summary>Results of what has nothing to wait for, without a state machine around it that would be measured too.</summary>
internal static class Settled
{
    public static T Of<T>(ValueTask<T> task) => task.IsCompletedSuccessfully ? task.Result : task.AsTask().GetAwaiter().GetResult();

    public static T Of<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
