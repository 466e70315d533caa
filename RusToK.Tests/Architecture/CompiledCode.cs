using System.Collections.Concurrent;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace RusToK.Tests.Architecture;

/// <summary>
/// The product as it was compiled: which type refers to which, in signatures, attributes and bodies alike, and what each method calls. What
/// the compiler made of lambdas and async methods counts for the type they stand in.
/// </summary>
internal static class CompiledCode
{
    /// <summary>Every assembly of the product by name.</summary>
    public static readonly IReadOnlyDictionary<string, AssemblyDefinition> Product = new[]
    {
        "RusToK.Core", "RusToK.ServiceDefaults", "RusToK.Api", "RusToK.Worker", "RusToK.Embedded", "RusToK.AppHost", "RusToK.Demo", "RusToK.Operations", "RusToK.Lab",
    }.ToDictionary(name => name, name => AssemblyDefinition.ReadAssembly(Path.Combine(AppContext.BaseDirectory, name + ".dll")));

    private static readonly ConcurrentDictionary<AssemblyDefinition, IReadOnlyList<(TypeDefinition From, string To)>> Known = new();

    public static AssemblyDefinition Core => Product["RusToK.Core"];

    /// <summary>Types that somebody has written, nested ones included.</summary>
    public static IEnumerable<TypeDefinition> Types(AssemblyDefinition assembly) =>
        assembly.MainModule.GetTypes().Where(t => t.Name is not "<Module>" && !t.Name.Contains('<', StringComparison.Ordinal) && Outermost(t).Namespace.StartsWith("RusToK", StringComparison.Ordinal));

    /// <summary>Which outermost type refers to which type, each pair once.</summary>
    public static IReadOnlyList<(TypeDefinition From, string To)> References(AssemblyDefinition assembly) =>
        Known.GetOrAdd(assembly, static a =>
            [.. a.MainModule.GetTypes().SelectMany(t => Referred(t).Select(r => (From: Outermost(t), To: OutermostName(r)))).Where(r => r.From.FullName != r.To).Distinct()]);

    /// <summary>Every method that is called or made into a delegate, with the outermost type that does.</summary>
    public static IEnumerable<(TypeDefinition From, MethodReference Called)> Calls(AssemblyDefinition assembly) =>
        from type in assembly.MainModule.GetTypes()
        from method in type.Methods
        where method.HasBody
        from instruction in method.Body.Instructions
        where instruction.Operand is MethodReference
        select (Outermost(type), (MethodReference)instruction.Operand);

    public static TypeDefinition Outermost(TypeDefinition type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return type;
    }

    private static string OutermostName(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return type.FullName;
    }

    private static IEnumerable<TypeReference> Referred(TypeDefinition type)
    {
        List<TypeReference?> all = [type.BaseType, .. type.Interfaces.Select(i => i.InterfaceType), .. type.Fields.Select(f => f.FieldType), .. OfAttributes(type)];
        all.AddRange(type.GenericParameters.SelectMany(g => g.Constraints).Select(c => c.ConstraintType));
        all.AddRange(type.Fields.SelectMany(OfAttributes).Concat(type.Properties.SelectMany(OfAttributes)));
        foreach (var method in type.Methods)
        {
            all.AddRange([method.ReturnType, .. method.Parameters.Select(p => p.ParameterType), .. OfAttributes(method)]);
            all.AddRange(method.GenericParameters.SelectMany(g => g.Constraints).Select(c => c.ConstraintType));
            if (!method.HasBody)
                continue;
            all.AddRange(method.Body.Variables.Select(v => v.VariableType));
            all.AddRange(method.Body.ExceptionHandlers.Select(h => h.CatchType));
            all.AddRange(method.Body.Instructions.SelectMany(OfOperand));
        }

        return all.OfType<TypeReference>().SelectMany(Parts);
    }

    private static IEnumerable<TypeReference?> OfOperand(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod method => [method.DeclaringType, method.ReturnType, .. method.GenericArguments, .. method.Parameters.Select(p => p.ParameterType)],
        MethodReference method => [method.DeclaringType, method.ReturnType, .. method.Parameters.Select(p => p.ParameterType)],
        _ => [],
    };

    private static IEnumerable<TypeReference?> OfAttributes(ICustomAttributeProvider provider) =>
        provider.CustomAttributes.SelectMany(a => a.ConstructorArguments.Select(c => c.Value as TypeReference).Prepend(a.AttributeType));

    /// <summary>A type with its element and its arguments.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Append(generic.ElementType),
        TypeSpecification specified => Parts(specified.ElementType),
        GenericParameter => [],
        _ => [type],
    };
}
