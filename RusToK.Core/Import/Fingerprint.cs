using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace RusToK.Core.Import;

/// <summary>
/// What is said of a thing, in parts that may change one by one: a short hash of each. Two fingerprints of equal things have equal
/// text. Kept as text, <c>words:9f86d081884c7d65 place:…</c>, so that parts may be added later.
/// </summary>
internal sealed class Fingerprint
{
    /// <summary>64 bits: what they have to tell apart is one thing's own past.</summary>
    private const int HashBytes = 8;

    private readonly List<(string Part, string Hash)> _parts = [];

    /// <summary>The hash of a part; null when nothing is known of it.</summary>
    public string? this[string part] => _parts.Find(p => p.Part == part).Hash;

    public static Fingerprint Parse(string? text)
    {
        var fingerprint = new Fingerprint();
        foreach (var part in text?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [])
            if (part.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
                fingerprint._parts.Add((part[..colon], part[(colon + 1)..]));
        return fingerprint;
    }

    /// <summary>The hash of one value.</summary>
    public static string Hash(string value) => new Fingerprint().Add("value", value)["value"]!;

    /// <summary>Whether every part of this one is the same in the other, which may have more.</summary>
    public bool IsWithin(Fingerprint other) => _parts.TrueForAll(p => other[p.Part] == p.Hash);

    /// <summary>Adds a part.</summary>
    /// <param name="part">Its name: lower-case letters.</param>
    /// <param name="values">What it consists of, in a fixed order; null is not the same as empty.</param>
    public Fingerprint Add(string part, params IEnumerable<string?> values)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var value in values)
        {
            var bytes = value is null ? [] : Encoding.UTF8.GetBytes(value);
            // Lengths in front, so that moving a letter from one value to the next is a change.
            BinaryPrimitives.WriteInt32LittleEndian(length, value is null ? -1 : bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return Set(part, Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, HashBytes)));
    }

    /// <summary>Adds a part whose hash is known; without one the part is left out.</summary>
    public Fingerprint Set(string part, string? hash)
    {
        if (hash is not null)
            _parts.Add((part, hash));
        return this;
    }

    public override string ToString() => string.Join(' ', _parts.Select(p => $"{p.Part}:{p.Hash}"));
}
