using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace RusToK.Core.Privacy;

/// <summary>A record as text for whoever looks for a fault, without what is <see cref="ConfidentialAttribute">confidential</see>.</summary>
public static class Printed
{
    private const string LeftOut = "(confidential)";

    private static readonly ConcurrentDictionary<Type, (PropertyInfo Property, bool IsShown)[]> Known = new();

    /// <returns>The form that the compiler gives records; a value that is left out reads <c>(confidential)</c>, an absent one is empty.</returns>
    public static string Of(object record)
    {
        var type = record.GetType();
        var text = new StringBuilder(type.Name).Append(" {");
        var separator = ' ';
        foreach (var (property, isShown) in Known.GetOrAdd(type, PropertiesOf))
        {
            var value = property.GetValue(record);
            text.Append(separator).Append(separator == ',' ? " " : "").Append(property.Name).Append(" = ");
            text.Append(CultureInfo.InvariantCulture, $"{(isShown || value is null ? value : LeftOut)}");
            separator = ',';
        }

        return text.Append(" }").ToString();
    }

    private static (PropertyInfo Property, bool IsShown)[] PropertiesOf(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.GetIndexParameters().Length == 0)
            .Select(p => (p, !p.IsDefined(typeof(ConfidentialAttribute)))),
    ];
}
