// Why an order stream cannot be read: where, which field, what stood there, what may stand there.
using System.Globalization;

namespace Tokenbourse.Sim.Streams;

/// <summary>A stream of orders that is not in the format of docs/protocols/order-stream.md.</summary>
public sealed class OrderStreamException : Exception
{
    public OrderStreamException()
        : this("") { }

    public OrderStreamException(string message)
        : base(message) => Field = Value = Limit = "";

    public OrderStreamException(string message, Exception inner)
        : base(message, inner) => Field = Value = Limit = "";

    /// <param name="position">Bytes from the beginning of the stream.</param>
    /// <param name="field">As the format page calls it; a record's field says which record (from 0).</param>
    /// <param name="value">What stands there.</param>
    /// <param name="limit">What may stand there.</param>
    public OrderStreamException(long position, string field, string value, string limit)
        : base(
            string.Create(
                CultureInfo.InvariantCulture,
                $"order stream, byte {position}: {field} is {value}, must be {limit}"
            )
        )
    {
        Position = position;
        Field = field;
        Value = value;
        Limit = limit;
    }

    public long Position { get; }

    public string Field { get; }

    public string Value { get; }

    public string Limit { get; }
}
