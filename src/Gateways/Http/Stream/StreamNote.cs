// One message of the stream on its way out.
using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tokenbourse.Gateways.Http.Trading;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Http.Stream;

/// <summary>What happened on a channel, not yet written down.</summary>
/// <param name="Type">snapshot, delta or event.</param>
/// <param name="PrevSeq">The channel's sequence before it.</param>
internal sealed record StreamNote(string Type, long Seq, long PrevSeq, object Data, JsonTypeInfo Info)
{
    /// <summary>Of the hearer's book after this message; null: not told with this one.</summary>
    public string? Checksum { get; init; }

    /// <summary>What hearers had before it, where a channel can tell several changes as one.</summary>
    public object? Before { get; init; }

    /// <summary>A later message can stand for it and costs no more.</summary>
    public bool IsWhole => Before is not null || IsSnapshot;

    private bool IsSnapshot => Type == "snapshot";

    public HeardMessage Write(string channel, Instant time, string epoch)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (
            var json = new Utf8JsonWriter(
                buffer,
                new() { Encoder = WireJson.Wire.Options.Encoder, SkipValidation = true }
            )
        )
        {
            json.WriteStartObject();
            json.WriteString("channel", channel);
            json.WriteString("type", Type);
            json.WriteNumber("seq", Seq);
            json.WriteNumber("prevSeq", PrevSeq);
            json.WriteString("time", time.ToString());
            json.WriteString("epoch", epoch);
            json.WriteString("checksum", Checksum);
            json.WritePropertyName("data");
            JsonSerializer.Serialize(json, Data, Info);
            json.WriteEndObject();
        }

        return new(buffer.WrittenSpan.ToArray(), Seq, IsSnapshot);
    }
}

/// <summary>Written once, for all that hear it.</summary>
internal sealed record HeardMessage(byte[] Bytes, long Seq, bool IsSnapshot);

/// <summary>What waits for one connection.</summary>
/// <param name="Hearing">Null: of no channel.</param>
internal readonly record struct StreamMessage(byte[] Bytes, Hearing? Hearing = null, bool IsSnapshot = false)
{
    /// <summary>Of an answer: where to say that it was written.</summary>
    public TradeDesk? Desk { get; init; }
}
