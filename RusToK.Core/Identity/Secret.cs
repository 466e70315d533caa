namespace RusToK.Core.Identity;

/// <summary>A password or a token on its way: it never prints itself, so it cannot end up in a log, a span or an error by accident.</summary>
public readonly record struct Secret(string? Value)
{
    public bool IsEmpty => string.IsNullOrEmpty(Value);

    public override string ToString() => "(secret)";

    public static implicit operator Secret(string? value) => new(value);
}
