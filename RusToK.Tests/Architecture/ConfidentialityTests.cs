using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using RusToK.Core.Identity;
using RusToK.Core.Privacy;
using Xunit;

namespace RusToK.Tests.Architecture;

/// <summary>Records print all they hold. Those that hold a secret, or tell of a person, do not print that (ADR 0087).</summary>
public sealed class ConfidentialityTests
{
    private const string Mark = "marked7f3a";

    private static readonly IReadOnlyList<Type> Records =
    [
        .. CompiledCode.Product.Keys.SelectMany(name => Assembly.Load(name).GetTypes())
            .Where(t => t is { IsAbstract: false, ContainsGenericParameters: false } && t.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic) is not null),
    ];

    [Fact]
    public void What_is_named_like_a_secret_or_like_a_persons_data_is_declared_confidential() => Offenders.AssertNone(
        from type in Records
        from property in Printable(type)
            // Processes that know nothing of Core print nothing of theirs; see below.
        where type.Assembly.GetReferencedAssemblies().Any(a => a.Name == "RusToK.Core") || type.Assembly == typeof(Secret).Assembly
        where IsText(property.PropertyType) && Confidentiality.IsSuspect(property.Name) && !property.IsDefined(typeof(ConfidentialAttribute))
        select $"{type.FullName}.{property.Name}",
        "Mark it [Confidential] and print the record by Printed.Of, or make it a Secret.");

    [Fact]
    public void No_record_prints_what_is_confidential()
    {
        Assert.True(Records.Count > 200, "records are not found");
        var checkedProperties = 0;
        Offenders.AssertNone(
            (from type in Records
             let confidential = Printable(type).Where(p => p.IsDefined(typeof(ConfidentialAttribute)) || p.PropertyType == typeof(Secret) || (IsText(p.PropertyType) && Confidentiality.IsSuspect(p.Name))).ToList()
             from property in confidential
             let count = ++checkedProperties
             let printed = Print(type, property)
             where printed.Contains(Mark, StringComparison.Ordinal)
             select $"{type.FullName} prints {property.Name}: {printed}").ToList(),
            "A record prints something confidential.");
        Assert.True(checkedProperties > 60, $"only {checkedProperties} properties were checked");
    }

    [Fact]
    public void A_record_that_prints_itself_without_what_is_confidential_prints_the_rest()
    {
        var command = new Core.Identity.Users.Commands.CreateUser(Mark, null, Core.Identity.Access.Role.Manager, Mark);

        Assert.Equal("CreateUser { Email = (confidential), DisplayName = , Role = Manager, Password = (secret) }", command.ToString());
    }

    private static IEnumerable<PropertyInfo> Printable(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(p => p.GetIndexParameters().Length == 0 && p.GetMethod is { IsPublic: true } && FieldOf(type, p) is not null);

    private static bool IsText(Type type) =>
        type == typeof(string) || type == typeof(byte[]) || type == typeof(Uri) || type == typeof(System.Net.IPAddress)
        || (type != typeof(string) && type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type) && type.GetGenericArguments()[0] == typeof(string));

    private static string Print(Type type, PropertyInfo property)
    {
        var record = RuntimeHelpers.GetUninitializedObject(type);
        if (ValueFor(property.PropertyType) is { } value)
            FieldOf(type, property)!.SetValue(record, value);
        try
        {
            return record.ToString() ?? "";
        }
        catch (Exception error) when (error is NullReferenceException or ArgumentNullException or TargetInvocationException)
        {
            // Its text needs more than this one value, such as the id of what it holds; it says something it chose.
            return "";
        }
    }

    private static object? ValueFor(Type type) => type switch
    {
        _ when type == typeof(string) => Mark,
        _ when type == typeof(Secret) => new Secret(Mark),
        _ when type == typeof(byte[]) => Encoding.UTF8.GetBytes(Mark),
        _ when type == typeof(Uri) => new Uri($"https://{Mark}.test/"),
        _ when type.IsAssignableFrom(typeof(List<string>)) => new List<string> { Mark },
        _ => null,
    };

    private static FieldInfo? FieldOf(Type type, PropertyInfo property)
    {
        for (var t = type; t is not null; t = t.BaseType)
            if (t.GetField($"<{property.Name}>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly) is { } field)
                return field;
        return null;
    }
}
