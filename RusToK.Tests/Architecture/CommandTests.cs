using System.Reflection;
using System.Text.RegularExpressions;
using RusToK.Core.Commands;
using Xunit;

namespace RusToK.Tests.Architecture;

public sealed partial class CommandTests
{
    private static readonly List<Type> Commands = [.. typeof(ICommand<>).Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false } && Closes(t, typeof(ICommand<>)))];

    [Fact]
    public void Every_command_has_a_name_that_begins_with_its_module_and_is_its_own()
    {
        Assert.NotEmpty(Commands);
        Offenders.AssertNone(Commands.Where(c => c.GetCustomAttribute<CommandNameAttribute>() is null).Select(c => c.FullName!), "A command has no [CommandName].");
        Offenders.AssertNone(
            from command in Commands
            let name = command.GetCustomAttribute<CommandNameAttribute>()!.Name
            where !Pattern().IsMatch(name) || !string.Equals(name.Split('.')[0], command.Namespace!.Split('.')[2], StringComparison.OrdinalIgnoreCase)
            select $"{command.FullName}: {name}",
            "A command's name is module.verb_noun.");
        Offenders.AssertNone(
            Commands.GroupBy(c => c.GetCustomAttribute<CommandNameAttribute>()!.Name).Where(g => g.Count() > 1).Select(g => $"{g.Key}: {string.Join(", ", g.Select(c => c.Name))}"),
            "Two commands share a name.");
    }

    [Fact]
    public void Every_command_is_a_sealed_record_with_one_handler()
    {
        var handlers = typeof(ICommand<>).Assembly.GetTypes()
            .SelectMany(t => t.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ICommandHandler<,>)).Select(i => (Handler: t, Command: i.GetGenericArguments()[0])))
            .ToLookup(h => h.Command, h => h.Handler);

        Offenders.AssertNone(Commands.Where(c => !c.IsSealed || c.GetMethod("<Clone>$") is null).Select(c => c.FullName!), "A command is a sealed record.");
        Offenders.AssertNone(
            Commands.Where(c => handlers[c].Count() != 1).Select(c => $"{c.FullName}: {string.Join(", ", handlers[c].Select(h => h.Name))}"), "A command has one handler.");
    }

    private static bool Closes(Type type, Type open) => type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == open);

    [GeneratedRegex("^[a-z]+\\.[a-z]+(_[a-z]+)*$")]
    private static partial Regex Pattern();
}
