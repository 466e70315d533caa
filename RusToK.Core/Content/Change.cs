namespace RusToK.Core.Content;

/// <summary>A field of a partial update: left alone by default, or set, to null too.</summary>
public readonly record struct Change<T>
{
    private readonly T _value;

    internal Change(T value)
    {
        IsSet = true;
        _value = value;
    }

    public bool IsSet { get; }

    /// <summary>The new value, or <paramref name="current"/> when the field is left alone.</summary>
    public T Or(T current) => IsSet ? _value : current;

    public static implicit operator Change<T>(T value) => new(value);
}

/// <summary>Makes a <see cref="Change{T}"/> of a list: C# converts no interfaces by itself.</summary>
public static class Change
{
    public static Change<T> To<T>(T value) => new(value);
}
