using Mono.Cecil;

namespace RusToK.Tests.Architecture;

/// <summary>Something that the product may log, as it was compiled.</summary>
internal sealed record LogEvent(int? Id, string? Name, string Level, string Message, MethodDefinition Method)
{
    private static readonly string[] Levels = ["Trace", "Debug", "Information", "Warning", "Error", "Critical"];

    public static IReadOnlyList<LogEvent> All { get; } =
    [
        .. from assembly in CompiledCode.Product.Values
           from type in assembly.MainModule.GetTypes()
           from method in type.Methods
           from attribute in method.CustomAttributes
           where attribute.AttributeType.Name == "LoggerMessageAttribute"
           select Of(method, attribute),
    ];

    /// <summary>The method and its type, for whoever must look there.</summary>
    public string Place => $"{Method.DeclaringType.FullName}.{Method.Name}";

    private static LogEvent Of(MethodDefinition method, CustomAttribute attribute)
    {
        var named = attribute.Properties.ToDictionary(p => p.Name, p => p.Argument.Value);
        var given = attribute.ConstructorArguments;
        int? id = named.TryGetValue("EventId", out var n) ? (int)n : null;
        object? level = named.GetValueOrDefault("Level"), message = named.GetValueOrDefault("Message");
        foreach (var argument in given)
        {
            if (argument.Type.Name == "Int32")
                id = (int)argument.Value;
            else if (argument.Type.Name == "LogLevel")
                level = argument.Value;
            else
                message = argument.Value;
        }

        return new LogEvent(
            id, (string?)named.GetValueOrDefault("EventName"), level is int known && known < Levels.Length ? Levels[known] : "", (string?)message ?? "", method);
    }
}
