using System.Text.RegularExpressions;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Commerce.Orders;

/// <summary>What an order may look like.</summary>
public static partial class OrderRules
{
    public const int MaxLines = 200;
    public const int MaxQuantity = 100_000;
    public const int MaxKey = 255;
    public const int MaxName = 255;
    public const int MaxReference = 255;
    public const int MaxReason = 500;
    public const int MaxNote = 2_000;
    public const int MaxPhone = 64;

    /// <summary>Longest address of RFC 5321.</summary>
    public const int MaxEmail = 254;

    internal static void CheckContact(Violations violations, string path, ContactDraft contact, bool isGuest)
    {
        if (contact.Email is null)
        {
            if (isGuest)
                violations.Add(path + "email", "required", $"{path}email is needed of a guest.");
        }
        else if (contact.Email.Trim().Length > MaxEmail || !EmailPattern().IsMatch(contact.Email.Trim()))
        {
            violations.Add(path + "email", "email", $"{path}email must be an e-mail address of at most {MaxEmail} characters.");
        }

        violations.RequireAtMost(path + "email", contact.Email, MaxEmail);
        violations.RequireAtMost(path + "name", contact.Name, MaxName);
        violations.RequireAtMost(path + "phone", contact.Phone, MaxPhone);
    }

    internal static void CheckAddress(Violations violations, string path, ShippingAddress address)
    {
        violations.RequireName(path + "name", address.Name, MaxName);
        violations.RequireName(path + "line1", address.Line1, MaxName);
        violations.RequireAtMost(path + "line2", address.Line2, MaxName);
        violations.RequireName(path + "city", address.City, MaxName);
        violations.RequireAtMost(path + "region", address.Region, MaxName);
        violations.RequireAtMost(path + "postalCode", address.PostalCode, MaxPhone);
        violations.RequireAtMost(path + "phone", address.Phone, MaxPhone);
        if (!CountryPattern().IsMatch(address.Country ?? ""))
            violations.Add(path + "country", "iso-3166", $"{path}country must be a country code of ISO 3166-1 in capitals, such as DE.");
    }

    [GeneratedRegex(@"^[^@\s\p{C}]+@[^@\s\p{C}]+\.[^@\s\p{C}.]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex EmailPattern();

    [GeneratedRegex(@"^[A-Z]{2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex CountryPattern();
}
