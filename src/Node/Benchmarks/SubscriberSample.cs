// What is read of the stream's messages: of all their first words, of a sample everything.
using System.Buffers.Text;
using System.Text.Json;
using Tokenbourse.Desk.Client;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>The first words of a message: they come in one order.</summary>
/// <param name="Channel">The first letter of its name.</param>
internal readonly record struct MessageHead(char Channel, bool IsSnapshot, long Seq, long PrevSeq)
{
    /// <summary>Bytes that hold them.</summary>
    public const int Length = 160;

    /// <summary>Null: it is none of a channel, nor a heartbeat.</summary>
    public static MessageHead? Read(ReadOnlySpan<byte> message)
    {
        if (!message.StartsWith("{\"channel\":\""u8))
            return null;
        var name = message["{\"channel\":\""u8.Length..];
        if (name.StartsWith("heartbeat\""u8))
            return new('h', false, -1, -1);
        if (name.StartsWith("error\""u8))
            return null;
        var type = After(name, "\"type\":\""u8);
        return type.Length > 0 && Number(type, "\"seq\":"u8) is { } seq && Number(type, "\"prevSeq\":"u8) is { } before
            ? new((char)name[0], type[0] == 's', seq, before)
            : null;
    }

    private static long? Number(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name) =>
        Utf8Parser.TryParse(After(text, name), out long number, out _) ? number : null;

    private static ReadOnlySpan<byte> After(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        var at = text.IndexOf(name);
        return at < 0 ? [] : text[(at + name.Length)..];
    }
}

/// <summary>Whether each message of a channel continues the one before it.</summary>
internal sealed class MessageChain
{
    public long Seq { get; private set; } = -1;

    public long Count { get; private set; }

    /// <summary>False: something is missing.</summary>
    public bool Take(in MessageHead head)
    {
        var continues = head.IsSnapshot || head.PrevSeq == Seq;
        (Seq, Count) = (head.Seq, Count + 1);
        return continues;
    }
}

/// <summary>A message of a sample.</summary>
/// <param name="Bytes">Null where only the time counts.</param>
internal sealed record HeardMessage(MessageHead Head, long At, byte[]? Bytes);

/// <summary>A hearer that keeps its book and checks it, and remembers when it heard what.</summary>
/// <param name="channel">Of the book.</param>
/// <param name="keepsBytes">Keeps the messages themselves, too.</param>
internal sealed class SubscriberSample(string channel, bool keepsBytes)
{
    private readonly DepthBook _book = new(channel);

    /// <summary>Since the last <see cref="Begin"/>, in the order of hearing.</summary>
    public List<HeardMessage> Heard { get; private set; } = [];

    /// <summary>Messages with a checksum that was that of the book.</summary>
    public int Checksums { get; private set; }

    /// <summary>Times that the book had to be dropped.</summary>
    public int Dropped { get; private set; }

    public void Begin() => Heard = [];

    public void Hear(in MessageHead head, ReadOnlySpan<byte> message, long at)
    {
        Heard.Add(new(head, at, keepsBytes ? message.ToArray() : null));
        if (head.Channel != 'd')
            return;
        using var document = JsonDocument.Parse(message.ToArray());
        if (_book.Take(document.RootElement) == BookStep.Resync)
            Dropped++;
        else if (document.RootElement.GetProperty("checksum").ValueKind == JsonValueKind.String)
            Checksums++;
    }
}
