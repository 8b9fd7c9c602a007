// The rules by which a book is kept from the stream: it is right, or says that it is not.
using System.Globalization;
using System.Text;
using System.Text.Json;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Desk.Client;

/// <summary>What a message did to a book.</summary>
public enum BookStep
{
    /// <summary>It was another channel's, or told what is known.</summary>
    Passed,

    /// <summary>The book is as of the message now.</summary>
    Taken,

    /// <summary>Something is missing or wrong: the book is dropped, a snapshot must be asked for.</summary>
    Resync,
}

/// <summary>
/// The rules of recovery (docs/protocols/websocket.md): a snapshot begins; a delta is taken when its prevSeq is the
/// book's seq, passed over when its seq is not newer, and else the book is dropped; a checksum that does not fit, a
/// heartbeat that knows a newer seq and another epoch drop it, too.
/// </summary>
public abstract class KeptBook(string channel)
{
    // A request for a snapshot may be lost: so many messages later it is made again.
    private const int Patience = 100;
    private int _waited;

    public string Channel { get; } = channel;

    /// <summary>The book is whole as of <see cref="Seq"/>; else nothing may be read from it.</summary>
    public bool IsGood { get; private set; }

    public long Seq { get; private set; } = -1;

    public string? Epoch { get; private set; }

    /// <summary>The text whose CRC-32C the venue tells.</summary>
    public string Text
    {
        get
        {
            var text = new StringBuilder();
            Write(text);
            return text.ToString();
        }
    }

    /// <summary>Takes one message of the connection.</summary>
    public BookStep Take(JsonElement message)
    {
        var from = message.GetProperty("channel").GetString();
        if (from == "heartbeat")
            return Beat(message);
        if (from != Channel)
            return BookStep.Passed;
        var (seq, epoch) = (message.GetProperty("seq").GetInt64(), message.GetProperty("epoch").GetString());
        var anew = Epoch is not null && epoch != Epoch;
        var snapshot = message.GetProperty("type").GetString() == "snapshot";
        if (snapshot)
        {
            // One that was overtaken by what the book has already.
            if (IsGood && !anew && seq < Seq)
                return BookStep.Passed;
            Clear();
            Epoch = epoch;
        }
        else if (!IsGood)
        {
            return ++_waited % Patience == 0 ? BookStep.Resync : BookStep.Passed;
        }
        else if (!anew && seq <= Seq)
        {
            return BookStep.Passed;
        }
        else if (anew || message.GetProperty("prevSeq").GetInt64() != Seq)
        {
            return Drop();
        }

        var fits = Fill(message.GetProperty("data"), snapshot);
        (Seq, IsGood, _waited) = (seq, true, 0);
        return fits && message.GetProperty("checksum").GetString() is var sum && (sum is null || sum == Checksum())
            ? BookStep.Taken
            : Drop();
    }

    protected abstract void Clear();

    /// <summary>Takes what a message tells; false when it cannot be of this book.</summary>
    protected abstract bool Fill(JsonElement data, bool snapshot);

    protected abstract void Write(StringBuilder text);

    private BookStep Beat(JsonElement beat)
    {
        if (!beat.GetProperty("channels").TryGetProperty(Channel, out var seq))
            return BookStep.Passed;
        if (IsGood && beat.GetProperty("epoch").GetString() == Epoch && seq.GetInt64() <= Seq)
            return BookStep.Passed;
        return Drop();
    }

    private BookStep Drop()
    {
        (IsGood, _waited) = (false, 0);
        Clear();
        return BookStep.Resync;
    }

    private string Checksum() => Crc32C.Of(Encoding.ASCII.GetBytes(Text)).ToString("x8", CultureInfo.InvariantCulture);
}
