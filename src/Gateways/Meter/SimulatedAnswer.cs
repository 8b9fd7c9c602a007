// One answer of the simulated seller: text by seed and prompt, as a document or as events.
using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tokenbourse.Metering.Tokenizers;

namespace Tokenbourse.Gateways.Meter;

/// <summary>One answer.</summary>
internal sealed class SimulatedAnswer(
    UpstreamTerms terms,
    BytePairTokenizer tokenizer,
    MeterRequest request,
    MeterKind kind,
    long prompt,
    long prompts
)
{
    private const int UsualTokens = 24;

    private static readonly string[] _words =
    [
        " market",
        " token",
        " price",
        " hour",
        " delivers",
        " the",
        " buyer",
        " seller",
        " hedges",
        " counted",
        " of",
        " capacity",
        " settles",
        " at",
        " noon",
        ",",
        ".",
        " 数据",
        " 市场",
        " 算力",
        " naïve",
        " 12",
        " 2026",
        "\n",
        " GPU",
        " whole",
        " units",
        " 🙂",
        " window",
        " drawn",
        " \"quoted\"",
        " back\\slash",
    ];

    private readonly ulong _begin = Mix(unchecked((ulong)terms.Seed) ^ Digest(Prompt(request)));

    private int Choices => (int)(request.N * prompts);

    public byte[] Plain()
    {
        var into = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(into))
        {
            Head(json, kind == MeterKind.Embedding ? "list" : Object(chunk: false));
            var output = 0L;
            if (kind == MeterKind.Embedding)
                Vectors(json);
            else
                output = Texts(json);
            Usage(json, output);
            json.WriteEndObject();
        }

        return into.WrittenSpan.ToArray();
    }

    public async Task Stream(CutWire wire, CancellationToken stop)
    {
        var output = 0L;
        for (var choice = 0; choice < Choices; choice++)
        {
            var parts = Parts(choice);
            output += tokenizer.Count(string.Concat(parts));
            for (var i = -1; i <= parts.Count; i++)
            {
                if (terms.SlowMilliseconds > 0)
                    await Task.Delay(terms.SlowMilliseconds, stop);
                var part = i < 0 || i == parts.Count ? null : parts[i];
                if (!await wire.Write(Event(choice, part, i < 0, i == parts.Count)))
                    return;
            }
        }

        if (request.IncludeUsage && !terms.NoUsage && !await wire.Write(UsageEvent(output)))
            return;
        await wire.Write("data: [DONE]\n\n"u8.ToArray());
    }

    private byte[] Event(int choice, string? part, bool first, bool last)
    {
        var into = new ArrayBufferWriter<byte>(256);
        into.Write("data: "u8);
        using (var json = new Utf8JsonWriter(into))
        {
            Head(json, Object(chunk: true));
            json.WriteStartArray("choices"u8);
            json.WriteStartObject();
            json.WriteNumber("index"u8, choice);
            if (kind == MeterKind.Completion)
            {
                json.WriteString("text"u8, part ?? "");
            }
            else
            {
                json.WriteStartObject("delta"u8);
                if (first)
                    json.WriteString("role"u8, "assistant"u8);
                if (part is not null || first)
                    json.WriteString("content"u8, part ?? "");
                json.WriteEndObject();
            }

            json.WriteString("finish_reason"u8, last ? "stop" : null);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        into.Write("\n\n"u8);
        return into.WrittenSpan.ToArray();
    }

    private byte[] UsageEvent(long output)
    {
        var into = new ArrayBufferWriter<byte>(256);
        into.Write("data: "u8);
        using (var json = new Utf8JsonWriter(into))
        {
            Head(json, Object(chunk: true));
            json.WriteStartArray("choices"u8);
            json.WriteEndArray();
            Usage(json, output);
            json.WriteEndObject();
        }

        into.Write("\n\n"u8);
        return into.WrittenSpan.ToArray();
    }

    private void Head(Utf8JsonWriter json, string what)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, string.Create(CultureInfo.InvariantCulture, $"sim-{_begin:x16}"));
        json.WriteString("object"u8, what);
        json.WriteNumber("created"u8, 0);
        json.WriteString("model"u8, request.Model);
        json.WriteString("system_fingerprint"u8, SimulatedUpstream.Fingerprint);
    }

    private long Texts(Utf8JsonWriter json)
    {
        var output = 0L;
        json.WriteStartArray("choices"u8);
        for (var choice = 0; choice < Choices; choice++)
        {
            var text = string.Concat(Parts(choice));
            output += tokenizer.Count(text);
            json.WriteStartObject();
            json.WriteNumber("index"u8, choice);
            if (kind == MeterKind.Completion)
            {
                json.WriteString("text"u8, text);
            }
            else
            {
                json.WriteStartObject("message"u8);
                json.WriteString("role"u8, "assistant"u8);
                json.WriteString("content"u8, text);
                json.WriteEndObject();
            }

            json.WriteString("finish_reason"u8, "stop"u8);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        return output;
    }

    private void Vectors(Utf8JsonWriter json)
    {
        json.WriteStartArray("data"u8);
        for (var i = 0; i < prompts; i++)
        {
            json.WriteStartObject();
            json.WriteString("object"u8, "embedding"u8);
            json.WriteNumber("index"u8, i);
            json.WriteStartArray("embedding"u8);
            var state = Mix(_begin + (ulong)i);
            for (var d = 0; d < 4; d++)
                json.WriteNumberValue(((state >> (16 * d)) & 0xFF) / 256m);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void Usage(Utf8JsonWriter json, long output)
    {
        if (terms.NoUsage)
            return;
        var (told, written) = (Lie(prompt), Lie(output));
        json.WriteStartObject("usage"u8);
        json.WriteNumber("prompt_tokens"u8, told);
        if (kind != MeterKind.Embedding)
            json.WriteNumber("completion_tokens"u8, written);
        json.WriteNumber("total_tokens"u8, told + written);
        json.WriteEndObject();
    }

    /// <summary>Words until the bound on tokens would be passed.</summary>
    private List<string> Parts(int choice)
    {
        var parts = new List<string>();
        var text = new StringBuilder();
        var most = request.MaxTokens ?? UsualTokens;
        var state = Mix(_begin + (ulong)choice);
        while (true)
        {
            state = Mix(state);
            var word = _words[(int)(state % (ulong)_words.Length)];
            text.Append(word);
            if (parts.Count >= most || tokenizer.Count(text.ToString()) > most)
                return parts;
            parts.Add(word);
        }
    }

    private string Object(bool chunk) =>
        kind == MeterKind.Completion ? "text_completion"
        : chunk ? "chat.completion.chunk"
        : "chat.completion";

    private static ReadOnlySpan<byte> Prompt(MeterRequest request) =>
        !request.Absent(RequestField.Messages) ? request.Value(RequestField.Messages)
        : request.Absent(RequestField.Prompt) ? request.Value(RequestField.Input)
        : request.Value(RequestField.Prompt);

    /// <summary>FNV-1a of the prompt, so that the text depends on it and on nothing that is put around it.</summary>
    private static ulong Digest(ReadOnlySpan<byte> bytes)
    {
        var hash = 0xCBF29CE484222325UL;
        foreach (var one in bytes)
            hash = unchecked((hash ^ one) * 0x100000001B3UL);
        return hash;
    }

    /// <summary>SplitMix64's step (Steele, Lea, Flood 2014).</summary>
    private static ulong Mix(ulong state)
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15UL;
            state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9UL;
            state = (state ^ (state >> 27)) * 0x94D049BB133111EBUL;
            return state ^ (state >> 31);
        }
    }

    private long Lie(long tokens) => tokens + (long)((Int128)tokens * terms.LiePpm / 1_000_000);
}

/// <summary>A body that ends in the middle of anything.</summary>
internal sealed class CutWire(HttpContext context, long most)
{
    private long _written;

    /// <summary>False when the connection was cut.</summary>
    public async ValueTask<bool> Write(byte[] bytes)
    {
        var size = (int)long.Min(bytes.Length, most - _written);
        if (size > 0)
            await context.Response.Body.WriteAsync(bytes.AsMemory(0, size), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        _written += size;
        if (size == bytes.Length)
            return true;
        // What was written arrives; to abort would take away what is still on its way, how much of it depending on how
        // busy the machine is.
        throw new CutException();
    }
}

/// <summary>The answer ends here, in the middle.</summary>
internal sealed class CutException : Exception;
