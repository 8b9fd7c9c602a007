// Several messages in one write: what waits together goes out together.
using System.Buffers;
using Microsoft.AspNetCore.Http.Features;

namespace Tokenbourse.Gateways.Http.Stream;

/// <summary>Puts a <see cref="CorkedStream"/> between a WebSocket and the connection.</summary>
internal sealed class CorkedUpgrade(IHttpUpgradeFeature inner) : IHttpUpgradeFeature
{
    public bool IsUpgradableRequest => inner.IsUpgradableRequest;

    /// <summary>Null before the upgrade.</summary>
    public CorkedStream? Stream { get; private set; }

    public async Task<System.IO.Stream> UpgradeAsync() => Stream = new(await inner.UpgradeAsync());
}

/// <summary>While it is corked, small writes are kept for the next one. The WebSocket writes one frame at a time, pings
/// among them, so no frame is ever parted.</summary>
internal sealed class CorkedStream(System.IO.Stream inner) : System.IO.Stream
{
    private const int Most = 8 * 1024;
    private byte[]? _kept;
    private int _length;
    private volatile bool _corked;

    /// <summary>Set by who writes the messages: true only when another follows at once.</summary>
    public bool IsCorked
    {
        get => _corked;
        set => _corked = value;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var fits = _length + buffer.Length <= Most;
        if (_length == 0 && !(IsCorked && fits))
            return inner.WriteAsync(buffer, cancellationToken);
        if (!fits)
            return Both(buffer, cancellationToken);
        _kept ??= ArrayPool<byte>.Shared.Rent(Most);
        buffer.CopyTo(_kept.AsMemory(_length));
        _length += buffer.Length;
        return IsCorked ? ValueTask.CompletedTask : Out(cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) =>
        _length > 0 ? Task.CompletedTask : inner.FlushAsync(cancellationToken);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        inner.ReadAsync(buffer, offset, count, cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
        // Only what is asynchronous is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        // What is kept may be on its way still: its room is left to the collector.
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask Both(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        await Out(cancellationToken);
        await inner.WriteAsync(buffer, cancellationToken);
    }

    private async ValueTask Out(CancellationToken cancellationToken)
    {
        var kept = _kept!;
        await inner.WriteAsync(kept.AsMemory(0, _length), cancellationToken);
        (_kept, _length) = (null, 0);
        ArrayPool<byte>.Shared.Return(kept);
    }
}
