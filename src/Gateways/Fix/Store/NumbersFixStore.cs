// A session's memory for what is never sent again: the two numbers, and no message.
using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Fix.Store;

/// <summary>
/// For market data: what a peer missed is old, so a gap is filled and the peer asks anew. However much is said, neither
/// memory nor file grows. Two records of 32 bytes are written in turn, each: a count (8 bytes), NextOutgoing (4),
/// NextIncoming (4), the date in nanoseconds (8), zero (4), CRC-32C of these (4), little-endian; the whole one with the
/// higher count holds. So a record that a crash tore leaves the one before it.
/// </summary>
public sealed class NumbersFixStore : IFixStore
{
    private const int Length = 32;
    private const int Checked = 28;

    private readonly SafeFileHandle? _file;
    private readonly Lock _gate = new();
    private long _count;
    private bool _changed;

    /// <summary>Opens or begins the file.</summary>
    /// <exception cref="IOException">Another session holds the file, or it cannot be read.</exception>
    /// <param name="path">Null: the numbers are forgotten with the process.</param>
    public NumbersFixStore(string? path)
    {
        if (path is null)
            return;
        _file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        Span<byte> record = stackalloc byte[Length];
        for (var slot = 0; slot < 2; slot++)
        {
            if (RandomAccess.Read(_file, record, slot * Length) == Length)
                Take(record);
        }
    }

    /// <inheritdoc/>
    public int NextOutgoing { get; private set; } = 1;

    /// <inheritdoc/>
    public int NextIncoming { get; private set; } = 1;

    /// <inheritdoc/>
    public Instant Since { get; private set; } = Instant.Never;

    /// <inheritdoc/>
    public long Mark => -1;

    /// <inheritdoc/>
    /// <remarks>The number is used up; the message is not kept.</remarks>
    public void Keep(ReadOnlySpan<byte> message) => Pass();

    /// <inheritdoc/>
    public void Pass()
    {
        lock (_gate)
        {
            NextOutgoing++;
            _changed = true;
        }
    }

    /// <inheritdoc/>
    public void Expect(int sequence)
    {
        lock (_gate)
        {
            NextIncoming = sequence;
            _changed = true;
        }
    }

    /// <inheritdoc/>
    public int Read(int sequence, ref byte[] into) => 0;

    /// <inheritdoc/>
    /// <remarks>Events are not told on such a session.</remarks>
    public void Note(long mark) => throw new InvalidOperationException("a session that keeps nothing tells no events");

    /// <inheritdoc/>
    public void Begin(long mark)
    {
        // There is nothing to go on from.
    }

    /// <inheritdoc/>
    public void Reset()
    {
        lock (_gate)
        {
            NextOutgoing = NextIncoming = 1;
            Since = Instant.Never;
            _changed = true;
        }
    }

    /// <inheritdoc/>
    public void Date(Instant since)
    {
        lock (_gate)
        {
            Since = since;
            _changed = true;
        }
    }

    /// <inheritdoc/>
    public void Commit()
    {
        lock (_gate)
        {
            if (!_changed || _file is null)
                return;
            Span<byte> record = stackalloc byte[Length];
            BinaryPrimitives.WriteInt64LittleEndian(record, ++_count);
            BinaryPrimitives.WriteInt32LittleEndian(record[8..], NextOutgoing);
            BinaryPrimitives.WriteInt32LittleEndian(record[12..], NextIncoming);
            BinaryPrimitives.WriteInt64LittleEndian(record[16..], Since.Nanoseconds);
            record[24..Checked].Clear();
            BinaryPrimitives.WriteUInt32LittleEndian(record[Checked..], Check(record[..Checked]));
            RandomAccess.Write(_file, record, _count % 2 * Length);
            _changed = false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_file is not { IsClosed: false })
            return;
        Commit();
        _file.Dispose();
    }

    private static uint Check(ReadOnlySpan<byte> bytes) => ~Crc32C.Append(uint.MaxValue, bytes);

    private void Take(ReadOnlySpan<byte> record)
    {
        var count = BinaryPrimitives.ReadInt64LittleEndian(record);
        var (outgoing, incoming) = (
            BinaryPrimitives.ReadInt32LittleEndian(record[8..]),
            BinaryPrimitives.ReadInt32LittleEndian(record[12..])
        );
        if (
            count > _count
            && outgoing > 0
            && incoming > 0
            && BinaryPrimitives.ReadUInt32LittleEndian(record[Checked..]) == Check(record[..Checked])
        )
        {
            (_count, NextOutgoing, NextIncoming) = (count, outgoing, incoming);
            Since = new(BinaryPrimitives.ReadInt64LittleEndian(record[16..]));
        }
    }
}
