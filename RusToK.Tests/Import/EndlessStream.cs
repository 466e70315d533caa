namespace RusToK.Tests.Import;

/// <summary>Gives the head, then the letter x for ever.</summary>
internal sealed class EndlessStream(byte[] head) : MemoryStream(head)
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await base.ReadAsync(buffer, cancellationToken);
        if (count > 0)
            return count;
        buffer.Span.Fill((byte)'x');
        return buffer.Length;
    }
}
