namespace RusToK.Core.Import.WordPress;

/// <summary>Bytes read so far, safe to ask from another thread.</summary>
internal sealed class ByteCounter
{
    private long count;

    public long Count => Volatile.Read(ref count);

    public void Add(int bytes) => Volatile.Write(ref count, count + bytes);
}
