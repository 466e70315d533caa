using System.Security.Cryptography;
using System.Text;

namespace RusToK.Demo;

/// <summary>A tenant of the demo: what it is called, what it sells and what it writes about.</summary>
internal sealed record DemoShop(
    string Slug, string Name, string Currency, IReadOnlyList<string> Things, IReadOnlyList<string> Looks, IReadOnlyList<string> Sizes, IReadOnlyList<string> Topics)
{
    public static readonly IReadOnlyList<DemoShop> All =
    [
        new("garden", "Fern & Fig", "EUR",
            ["fern", "fig tree", "watering can", "trowel", "terracotta pot", "seed mix", "rose", "rake", "gloves", "lantern"],
            ["Shady", "Sunny", "Hardy", "Little", "Old"], ["Small", "Medium", "Large"],
            ["Watering in August", "What grows in the shade", "Pots that breathe", "A balcony in spring", "Pruning without fear", "Winter under glass"]),
        new("paper", "Ink & Paper", "USD",
            ["notebook", "fountain pen", "ink", "envelope", "calendar", "sketchbook", "brush", "stamp", "ruler", "poster"],
            ["Plain", "Marbled", "Letterpress", "Recycled", "Bold"], ["A6", "A5", "A4"],
            ["Choosing a nib", "Paper that does not bleed", "A letter a week", "Binding by hand", "The colour of ink", "Keeping a sketchbook"]),
    ];

    /// <summary>The id of something of the shop's, the same in each run: a UUID of version 8, from its names.</summary>
    public Guid IdOf(params ReadOnlySpan<string> names)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"{Slug}/{string.Join('/', names)}"));
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes.AsSpan(0, 16), bigEndian: true);
    }

    public DemoAccount Account(string name, DemoOptions options) => new(Slug, $"{name}@{Slug}.localhost", options.Password);
}
