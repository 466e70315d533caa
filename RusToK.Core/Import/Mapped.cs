namespace RusToK.Core.Import;

/// <summary>An entry of the file in our terms, or the reason why there is none.</summary>
internal readonly record struct Mapped<T>(T? Value, ImportReason? Refusal)
    where T : class
{
    public static implicit operator Mapped<T>(T value) => new(value, null);

    public static implicit operator Mapped<T>(ImportReason refusal) => new(null, refusal);
}
