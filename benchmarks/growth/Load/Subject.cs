using RusToK.Benchmarks.Growth.Databases;

namespace RusToK.Benchmarks.Growth.Load;

/// <summary>The API over a database of some size: what is compared with the same over the smallest one.</summary>
/// <param name="Name">As in the tables.</param>
/// <param name="Yardstick">The name of the smallest that is like it in all else; its own when it is that.</param>
/// <param name="Database">What is asked.</param>
/// <param name="Api">Who is asked.</param>
internal sealed record Subject(string Name, string Yardstick, GrownDatabase Database, RunningApi Api)
{
    public bool IsYardstick => Name == Yardstick;
}
