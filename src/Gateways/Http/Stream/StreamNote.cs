// One message of the stream on its way out.
using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Http.Stream;

/// <summary>What happened on a channel, not yet written down.</summary>
/// <param name="Type">snapshot, delta or event.</param>
/// <param name="PrevSeq">The channel's sequence before it.</param>
internal sealed record StreamNote(string Type, long Seq, long PrevSeq, object Data, JsonTypeInfo Info)
{
    public byte[] Write(string channel, Instant time)
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
            json.WritePropertyName("data");
            JsonSerializer.Serialize(json, Data, Info);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
