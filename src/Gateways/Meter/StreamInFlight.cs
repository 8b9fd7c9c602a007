// One attempt at a stream: what was read, what the client has, what of it is durable.
using System.Buffers;
using System.Text;

namespace Tokenbourse.Gateways.Meter;

/// <summary>
/// The rule of durability. The prompt is journaled before the first byte goes out. Afterwards an event goes out only
/// when the text that the client has and the journal has not stays within the bound, or is this one event. The charge
/// is journaled before the stream's end is told. So a killed meter has charged what the client had, less at most the
/// bound, and never more; and who has seen the end has been charged exactly that.
/// </summary>
/// <remarks>The bound is kept in bytes of text, which are never fewer than tokens. A text without any break is
/// recounted only when it has grown by a half, since counting it costs as much as it is long.</remarks>
internal sealed class StreamInFlight(Serving serving, Deadline deadline, Route route, int attempts)
{
    private readonly AnswerReader _answer = new(serving.Choices, serving.Kind, stream: true);
    private readonly OutputCounter _counter = new(serving.Tokenizer);
    private readonly SseReader _events = new(serving.House.Config.Limits.MostAnswer);
    private readonly ArrayBufferWriter<byte> _out = new(4096);
    private SellerUsage _usage = SellerUsage.None;
    private Task _reaching = Task.CompletedTask;
    private long _delivered;
    private long _reached;
    private long _durable;

    /// <summary>Something has gone to the client.</summary>
    public bool Started { get; private set; }

    /// <summary>Delivers until the stream ends.</summary>
    /// <returns>How it ended; reason none: whole.</returns>
    public async Task<MeterFault> Run(Stream bytes)
    {
        while (true)
        {
            var end = Take();
            if (_out.WrittenCount > 0 && (end is null or { Reason: MeterRefusal.None } || Started))
            {
                if (!await Send())
                    return new(MeterRefusal.ClientGone, "The client went away.");
            }

            if (end is not null)
                return end;
            deadline.Again();
            if (await _events.Fill(bytes, deadline.Token) == 0)
                return new(MeterRefusal.SellerCut, "The seller's stream ended before its end.");
        }
    }

    /// <summary>Charges what was delivered and tells the end.</summary>
    public async Task Finish(MeterFault end)
    {
        var whole = end.Reason == MeterRefusal.None;
        var prompt = serving.Open.Held.Prompt;
        var output = _counter.Count();
        // The seller's figures are those of a whole answer; of a part only ours can speak.
        var usage = whole ? _usage : SellerUsage.None;
        var charged = Reconciliation.Charge(
            serving.House.Config.Tolerance,
            prompt,
            output,
            usage,
            serving.Open.MostOutput
        );
        var settlement = new Settlement(
            charged,
            prompt,
            output,
            _usage.Prompt,
            _usage.Output,
            end.Reason,
            route.Endpoint.Number,
            attempts,
            route.By
        );
        await serving.House.Books.Settle(serving.Open, settlement);
        serving.House.Books.Close(serving.Open, delivered: true);
        if (end.Reason == MeterRefusal.ClientGone)
        {
            serving.Context.Abort();
            return;
        }

        _out.ResetWrittenCount();
        if (!whole)
        {
            _out.Write("data: "u8);
            end.Write(_out, charged);
            _out.Write("\n\n"u8);
        }
        else
        {
            if (serving.Request.IncludeUsage)
                UsageEvent(settlement);
            _out.Write("data: [DONE]\n\n"u8);
        }

        serving.Context.Response.BodyWriter.Write(_out.WrittenSpan);
        await serving.Flush();
    }

    /// <summary>Takes the whole events that are there; null: the stream goes on.</summary>
    private MeterFault? Take()
    {
        while (_events.TryEvent(out var data))
        {
            if (data.Span.SequenceEqual("[DONE]"u8))
            {
                return Started || _out.WrittenCount > 0
                    ? new(MeterRefusal.None, "")
                    : new(MeterRefusal.SellerMalformed, "The seller's stream is empty.");
            }

            var mark = _answer.Texts.Mark;
            if (!_answer.Read(data.Span) || _answer.IsError || _answer.Choices < 0)
            {
                // Of an event that is not forwarded nothing is counted.
                _answer.Texts.Back(mark);
                return _answer.IsError
                    ? new(MeterRefusal.SellerFailed, "The seller's stream ended with an error.")
                    : new(MeterRefusal.SellerMalformed, "An event of the seller's stream is not an answer.");
            }

            if (_answer.Usage.Prompt >= 0 || _answer.Usage.Output >= 0)
                _usage = _answer.Usage;
            // The seller's usage stays here; ours is told at the end.
            if (_answer.Choices == 0 && _answer.Usage != SellerUsage.None)
                continue;
            Forward(data);
        }

        return _events.TooLong
            ? new(MeterRefusal.SellerMalformed, "An event of the seller's stream is longer than is taken.")
            : null;
    }

    private void Forward(ReadOnlyMemory<byte> data)
    {
        _out.Write("data: "u8);
        var edits = new Splices(data);
        serving.Rename(edits, data.Span, _answer.ModelPlace);
        if (_answer.Usage != SellerUsage.None)
            edits.Replace(_answer.UsagePlace.At, _answer.UsagePlace.Length, "null"u8.ToArray());
        edits.Sort();
        edits.Write(_out);
        _out.Write("\n\n"u8);
    }

    private async ValueTask<bool> Send()
    {
        var text = _answer.Texts.Length;
        if (!Started)
        {
            await serving.House.Books.Reach(serving.Open, new(serving.Open.Held.Prompt, 0, 0));
            serving.Head("text/event-stream; charset=utf-8");
        }
        else
        {
            await Room(text);
        }

        serving.Context.Response.BodyWriter.Write(_out.WrittenSpan);
        _out.ResetWrittenCount();
        if (!await serving.Flush())
            return false;
        Started = true;
        _answer.Texts.MoveTo(_counter);
        _delivered += text;
        if (_reaching.IsCompleted)
        {
            _durable = _reached;
            if (_delivered - _durable >= Bound() / 2)
                _reaching = Reach();
        }

        return true;
    }

    /// <summary>Waits until so much text more keeps the bound.</summary>
    private async ValueTask Room(int text)
    {
        while (_delivered > _durable && _delivered - _durable + text > Bound())
        {
            if (_reached == _durable)
                _reaching = Reach();
            await _reaching;
            _durable = _reached;
        }
    }

    private long Bound() => long.Max(serving.House.Config.Limits.MostUncharged, _counter.Held / 2);

    private Task Reach()
    {
        var output = long.Min(serving.Open.MostOutput, _counter.Count());
        _reached = _delivered;
        return serving.House.Books.Reach(serving.Open, new(serving.Open.Held.Prompt, 0, output));
    }

    private void UsageEvent(in Settlement settlement)
    {
        var kind = serving.Kind == MeterKind.Chat ? "chat.completion.chunk" : "text_completion";
        var created = serving.House.Clock.GetUtcNow().ToUnixTimeSeconds();
        _out.Write(
            Encoding.UTF8.GetBytes(
                $"data: {{\"id\":\"meter-{Serving.Words(serving.Open.Number)}\",\"object\":\"{kind}\","
                    + $"\"created\":{Serving.Words(created)},\"model\":"
            )
        );
        _out.Write(Serving.Quoted(serving.Open.Model.Name));
        _out.Write(",\"choices\":[],\"usage\":"u8);
        _out.Write(serving.Usage(settlement));
        _out.Write("}\n\n"u8);
    }
}
