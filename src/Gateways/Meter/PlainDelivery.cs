// A plain answer: had whole, counted, charged, made durable, and only then told.
using System.Buffers;

namespace Tokenbourse.Gateways.Meter;

/// <summary>Nothing has reached the client before the whole answer is there, so any failure is tried elsewhere, in the
/// end with accounts that stand in.</summary>
internal static class PlainDelivery
{
    // Shorter answers are taken whole or not at all.
    private const int Piece = 32 << 10;

    /// <summary>Serves a request.</summary>
    /// <exception cref="MeterFaultException">Nothing was delivered and nothing is charged.</exception>
    public static async Task Serve(Serving serving)
    {
        var sellers = serving.House.Sellers;
        var attempts = 0;
        var last = new MeterFault(MeterRefusal.SellerFailed, "The seller has no address.");
        foreach (var route in serving.Routes)
        {
            attempts++;
            // One that was too slow must not use up the time of the next.
            using var deadline = serving.Deadline();
            var endpoint = route.Endpoint;
            var room = ArrayPool<byte>.Shared.Rent(16 * 1024);
            try
            {
                int length;
                try
                {
                    var forwarded = serving.Forwarded(route.Upstream);
                    using var response = await sellers.Send(endpoint, serving.Path, forwarded, deadline.Token);
                    await using var stream = await response.Content.ReadAsStreamAsync(deadline.Token);
                    length = 0;
                    while (true)
                    {
                        var read = await stream.ReadAsync(room.AsMemory(length), deadline.Token);
                        if (read == 0)
                            break;
                        length += read;
                        deadline.Again();
                        if (length == room.Length)
                            Grow(ref room, length, serving.House.Config.Limits.MostAnswer);
                    }
                }
                catch (Exception e)
                    when (e is MeterFaultException or OperationCanceledException or IOException or HttpRequestException)
                {
                    last = deadline.Of(e);
                    if (!SellerCaller.Elsewhere(last.Reason))
                        break;
                    sellers.Rest(endpoint);
                    continue;
                }

                var answer = new AnswerReader(serving.Choices, serving.Kind, stream: false);
                if (Sound(answer, room.AsSpan(0, length), serving))
                {
                    await Deliver(serving, answer, room.AsMemory(0, length), route, attempts);
                    return;
                }

                last = new(MeterRefusal.SellerMalformed, "What the seller answered is not an answer.");
                sellers.Rest(endpoint);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(room);
            }
        }

        serving.House.Books.Release(serving.Open, last.Reason);
        throw new MeterFaultException(last);
    }

    private static bool Sound(AnswerReader answer, ReadOnlySpan<byte> json, Serving serving) =>
        answer.Read(json)
        && !answer.IsError
        && (serving.Kind == MeterKind.Embedding ? answer.Vectors == serving.Choices : answer.Choices > 0);

    private static async Task Deliver(
        Serving serving,
        AnswerReader answer,
        ReadOnlyMemory<byte> json,
        Route route,
        int attempts
    )
    {
        var output = answer.Texts.Count(serving.Tokenizer);
        var prompt = serving.Open.Held.Prompt;
        var settlement = new Settlement(
            Reconciliation.Charge(
                serving.House.Config.Tolerance,
                prompt,
                output,
                answer.Usage,
                serving.Open.MostOutput
            ),
            prompt,
            output,
            answer.Usage.Prompt,
            answer.Usage.Output,
            MeterRefusal.None,
            route.Endpoint.Number,
            attempts,
            route.By
        );
        var edits = new Splices(json);
        serving.Rename(edits, json.Span, answer.ModelPlace);
        var usage = serving.Usage(settlement);
        if (answer.UsagePlace.Length > 0)
            edits.Replace(answer.UsagePlace.At, answer.UsagePlace.Length, usage);
        else
            edits.Replace(json.Span.IndexOf((byte)'{') + 1, 0, [.. "\"usage\":"u8, .. usage, (byte)',']);
        edits.Sort();

        await serving.House.Books.Settle(serving.Open, settlement);
        var delivered = false;
        try
        {
            serving.Head("application/json; charset=utf-8");
            serving.Context.Response.ContentLength = edits.Length;
            delivered = await Send(serving, edits);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The client went away; the charge is taken back below.
        }
        finally
        {
            serving.House.Books.Close(serving.Open, delivered);
        }
    }

    /// <summary>Sends an answer, a long one in pieces.</summary>
    /// <returns>The connection took more than half of it: who has
    /// read most of an answer and leaves pays for it.</returns>
    private static async ValueTask<bool> Send(Serving serving, Splices answer)
    {
        long waits = 0,
            taken = 0;
        foreach (var part in answer.Parts())
        {
            for (var rest = part; rest.Length > 0; )
            {
                var piece = rest[..(int)long.Min(rest.Length, Piece - waits)];
                rest = rest[piece.Length..];
                serving.Context.Response.BodyWriter.Write(piece.Span);
                waits += piece.Length;
                if (waits < Piece)
                    continue;
                if (!await serving.Flush())
                    return taken > answer.Length / 2;
                (taken, waits) = (taken + waits, 0);
            }
        }

        return waits == 0 || await serving.Flush() || taken > answer.Length / 2;
    }

    private static void Grow(ref byte[] room, int length, int most)
    {
        if (length >= most)
        {
            throw new MeterFaultException(
                MeterFault.Of(
                    MeterRefusal.SellerMalformed,
                    "The seller's answer is longer than is taken.",
                    "answer",
                    length,
                    most
                )
            );
        }

        var larger = ArrayPool<byte>.Shared.Rent(int.Min(room.Length * 2, int.Max(most, room.Length + 1)));
        room.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(room);
        room = larger;
    }
}
