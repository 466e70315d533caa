namespace RusToK.Core.Import.WordPress;

/// <summary>
/// Counts what is read, carries a cancellation token to a reader that takes none, and bounds what one step of that reader may
/// take: an XML reader buffers a whole CDATA section, comment or tag before its caller sees the first character.
/// </summary>
internal sealed class CountingStream(Stream inner, ByteCounter counter, long maxBytesPerStep, CancellationToken cancellation) : Stream
{
    private long stepStart;

    public long BytesRead => counter.Count;

    public bool IsStepTooLong { get; private set; }

    /// <summary>An error of the source itself, which is no fault of the format.</summary>
    public Exception? SourceError { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => BytesRead;
        set => throw new NotSupportedException();
    }

    public void BeginStep() => stepStart = counter.Count;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (counter.Count - stepStart > maxBytesPerStep)
        {
            IsStepTooLong = true;
            throw new InvalidDataException($"One step took more than {maxBytesPerStep} bytes.");
        }

        int count;
        try
        {
            count = await inner.ReadAsync(buffer, cancellation);
        }
        catch (Exception error)
        {
            SourceError = error;
            throw;
        }

        counter.Add(count);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Only read asynchronously.");

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
