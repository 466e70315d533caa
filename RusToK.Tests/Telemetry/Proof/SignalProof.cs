using System.Reflection;

namespace RusToK.Tests.Telemetry.Proof;

/// <summary>A test that says that it proves a signal.</summary>
internal sealed record SignalProof(ProvesAttribute Claim, MethodInfo Test)
{
    private const string Root = "RusToK.Tests";

    public static IReadOnlyList<SignalProof> All { get; } =
    [
        .. from type in typeof(SignalProof).Assembly.GetTypes()
           from test in type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
           from claim in test.GetCustomAttributes<ProvesAttribute>()
           orderby type.FullName, test.Name
           select new SignalProof(claim, test),
    ];

    /// <summary>Class and method.</summary>
    public string Name => $"{Test.DeclaringType!.Name}.{Test.Name}";

    /// <summary>The test's file, by its path from the root of the repository: folders are namespaces.</summary>
    public string File => Test.DeclaringType!.FullName![(Root.Length + 1)..].Replace('.', '/') is var path ? $"{Root}/{path}.cs" : Root;

    /// <summary>The signals of that name, of which there has to be one.</summary>
    public IEnumerable<Signal> Signals => Signal.All.Where(Proves);

    public bool Proves(Signal signal) => signal.Name == Claim.Signal && (Claim.Source ?? signal.Source) == signal.Source;
}
