// Writes an order stream piece by piece; the header is written last, so that a half-written file is never taken for a
// whole one.
using System.Globalization;
using System.Runtime.InteropServices;
using Tokenbourse.Model.Machine;

namespace Tokenbourse.Sim.Streams;

/// <summary>A writer over a byte stream that can be set back to its beginning.</summary>
public sealed class OrderStreamWriter
{
    private readonly Stream _to;
    private readonly StreamHeader _plan;
    private readonly MessageCheck _check;
    private StreamCheck _crc;
    private long _written;
    private int _orders;

    /// <param name="to">Empty, and seekable.</param>
    /// <param name="plan">
    /// The header; its totals and checks are worked out here, only <c>Loading</c> is taken as given.
    /// </param>
    public OrderStreamWriter(Stream to, StreamHeader plan)
    {
        Must.Hold(BitConverter.IsLittleEndian);
        Must.Hold(to.CanSeek && to.Position == 0);
        // The plan is held against the reader's rules before anything is written.
        _plan = StreamHeader.FromBytes((plan with { Messages = 0, Orders = 0, RecordsCheck = 0 }).ToBytes());
        _to = to;
        _check = new(plan.Instruments.Count);
        to.Write(new byte[plan.Size]);
    }

    /// <summary>Appends records.</summary>
    /// <exception cref="OrderStreamException">
    /// A record is not as the format asks; nothing of the span is written.
    /// </exception>
    public void Write(ReadOnlySpan<OrderMessage> messages)
    {
        var orders = _orders;
        for (var i = 0; i < messages.Length; i++)
        {
            var fault = _check.Fault(messages[i], orders);
            if (fault.Field.Length > 0)
            {
                throw new OrderStreamException(
                    _plan.Size + ((_written + i) * OrderMessage.Size) + fault.Offset,
                    string.Create(CultureInfo.InvariantCulture, $"record {_written + i}, {fault.Field}"),
                    fault.Value.ToString(CultureInfo.InvariantCulture),
                    fault.Limit
                );
            }

            if (messages[i].Operation == StreamOperation.New)
                orders++;
        }

        var bytes = MemoryMarshal.AsBytes(messages);
        _crc.Add(bytes);
        _to.Write(bytes);
        _orders = orders;
        _written += messages.Length;
    }

    /// <summary>Writes the header and flushes. The stream is left open.</summary>
    public StreamHeader Finish()
    {
        Must.Hold(_written >= _plan.Loading);
        var header = _plan with { Messages = _written - _plan.Loading, Orders = _orders, RecordsCheck = _crc.Value };
        _to.Position = 0;
        _to.Write(header.ToBytes());
        _to.Flush();
        return header;
    }
}
