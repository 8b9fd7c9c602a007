// Reads an order stream piece by piece and believes nothing it has not checked.
using System.Globalization;
using System.Runtime.InteropServices;
using Tokenbourse.Model.Machine;

namespace Tokenbourse.Sim.Streams;

/// <summary>A reader over any byte stream; nothing is allocated by reading on.</summary>
public sealed class OrderStreamReader
{
    private readonly Stream _from;
    private readonly MessageCheck _check;
    private readonly long _records;
    private StreamCheck _crc;
    private long _read;
    private int _orders;

    /// <summary>Reads the header.</summary>
    /// <exception cref="OrderStreamException">
    /// The header is not as the format asks, or the stream is too short for what it announces.
    /// </exception>
    public OrderStreamReader(Stream from)
    {
        Must.Hold(BitConverter.IsLittleEndian);
        _from = from;
        var head = new byte[StreamHeader.FixedSize];
        Fill(head, 0);
        var whole = new byte[StreamHeader.FixedSize + (StreamHeader.InstrumentSize * StreamHeader.ReadFixed(head))];
        head.CopyTo(whole, 0);
        Fill(whole.AsSpan(head.Length), head.Length);
        Header = StreamHeader.FromBytes(whole);
        _records = Header.Loading + Header.Messages;
        _check = new(Header.Instruments.Count);
    }

    public StreamHeader Header { get; }

    /// <summary>Records read so far.</summary>
    public long Position => _read;

    /// <summary>
    /// Fills the span as far as there are records. At the end the totals and the check of the header are compared
    /// with what was read.
    /// </summary>
    /// <returns>How many records were read; 0 at the end.</returns>
    /// <exception cref="OrderStreamException">
    /// A record is not as the format asks, the stream is cut, or something stands behind its end.
    /// </exception>
    public int Read(Span<OrderMessage> into)
    {
        var count = (int)long.Min(into.Length, _records - _read);
        var part = into[..count];
        var bytes = MemoryMarshal.AsBytes(part);
        Fill(bytes, Place(_read));
        _crc.Add(bytes);
        for (var i = 0; i < count; i++)
        {
            var fault = _check.Fault(part[i], _orders);
            if (fault.Field.Length > 0)
                throw Refuse(_read + i, fault);
            if (part[i].Operation == StreamOperation.New)
                _orders++;
        }

        _read += count;
        if (_read == _records && (count > 0 || into.Length > 0))
            End();
        return count;
    }

    /// <summary>All records at once.</summary>
    /// <exception cref="OrderStreamException">As <see cref="Read"/>.</exception>
    public OrderMessage[] ReadAll()
    {
        // A header may announce more than there is: memory is taken as records come.
        var all = new List<OrderMessage>();
        var piece = new OrderMessage[4096];
        while (Read(piece) is > 0 and var count)
            all.AddRange(piece.AsSpan(0, count));
        return [.. all];
    }

    private long Place(long record) => Header.Size + (record * OrderMessage.Size);

    private OrderStreamException Refuse(long record, (string Field, int Offset, long Value, string Limit) fault) =>
        new(
            Place(record) + fault.Offset,
            string.Create(CultureInfo.InvariantCulture, $"record {record}, {fault.Field}"),
            fault.Value.ToString(CultureInfo.InvariantCulture),
            fault.Limit
        );

    private void End()
    {
        if (_orders != Header.Orders)
            throw Total(72, "orders", Header.Orders, _orders);
        if (Header.RecordsCheck != 0 && Header.RecordsCheck != _crc.Value)
            throw Total(80, "records check", Header.RecordsCheck, _crc.Value);
        if (_from.ReadByte() >= 0)
            throw new OrderStreamException(Place(_records), "end", "more bytes", "the end of the stream");
    }

    private static OrderStreamException Total(long position, string field, long given, long found) =>
        new(
            position,
            field,
            given.ToString(CultureInfo.InvariantCulture),
            string.Create(CultureInfo.InvariantCulture, $"{found}, as its records are")
        );

    private void Fill(Span<byte> bytes, long position)
    {
        var read = _from.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (read < bytes.Length)
            throw StreamHeader.Cut(position + read, position + bytes.Length);
    }
}
