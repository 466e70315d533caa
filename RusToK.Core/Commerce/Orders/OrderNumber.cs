using System.Security.Cryptography;

namespace RusToK.Core.Commerce.Orders;

/// <summary>
/// Numbers people can read out: ten signs of Crockford's base 32, drawn at random. Running numbers would make all orders of a
/// tenant queue for one row, and tell everybody how many there are.
/// </summary>
internal static class OrderNumber
{
    private const int Length = 10;
    private const string Signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public static string New()
    {
        Span<char> number = stackalloc char[Length];
        RandomNumberGenerator.GetItems<char>(Signs, number);
        return new string(number);
    }
}
