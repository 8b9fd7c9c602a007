// The OpenAI API's addresses: who asks, for what, may he, and then the answer.
using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tokenbourse.Metering.Tokenizers;
using Tokenbourse.Model.Machine;

namespace Tokenbourse.Gateways.Meter;

/// <summary>Handles every request of a meter.</summary>
internal sealed class MeterDoor(
    MeterHouse house,
    MeterKeys keys,
    CertificateDesk desk,
    Func<string, BytePairTokenizer> tokenizers,
    IHostApplicationLifetime lifetime,
    ILogger logger
)
{
    private const string Bearer = "Bearer ";
    private const int FirstRoom = 64 << 10;

    private readonly ConcurrentDictionary<string, BytePairTokenizer> _open = new(StringComparer.Ordinal);
    private int _atOnce;

    /// <summary>Serves one request; every refusal is told in the API's own shape.</summary>
    public async Task Handle(HttpContext context)
    {
        try
        {
            if (Interlocked.Increment(ref _atOnce) > house.Config.Limits.MostAtOnce)
            {
                throw new MeterFaultException(new(MeterRefusal.Busy, "The meter is busy.") { RetrySeconds = 1 });
            }

            await Answer(context);
        }
        catch (MeterFaultException e)
        {
            await Refuse(context, e.Fault);
        }
        catch (MeterJournalException e)
        {
            logger.LogCritical(e, "the journal failed; nothing is served");
            await Refuse(context, new(MeterRefusal.JournalFailed, "The meter cannot write its journal."));
        }
        catch (Exception e)
            when (e is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            context.Abort();
        }
        catch (InvariantBrokenException e)
        {
            logger.LogCritical(e, "an invariant is broken; the meter stops");
            context.Abort();
            lifetime.StopApplication();
        }
        catch (BadHttpRequestException e)
        {
            var reason = e.StatusCode == 413 ? MeterRefusal.BodyTooLarge : MeterRefusal.BadBody;
            await Refuse(context, new(reason, e.Message));
        }
        finally
        {
            Interlocked.Decrement(ref _atOnce);
        }
    }

    private Task Answer(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        if (HttpMethods.IsPost(context.Request.Method))
        {
            switch (path)
            {
                case "/v1/chat/completions":
                    return Serve(context, MeterKind.Chat);
                case "/v1/completions":
                    return Serve(context, MeterKind.Completion);
                case "/v1/embeddings":
                    return Serve(context, MeterKind.Embedding);
            }
        }
        else if (HttpMethods.IsGet(context.Request.Method))
        {
            if (path == "/v1/models")
                return Models(context, null);
            if (path.StartsWith("/v1/models/", StringComparison.Ordinal))
                return Models(context, path["/v1/models/".Length..]);
        }

        throw new MeterFaultException(
            new(
                MeterRefusal.UnknownAddress,
                "There is nothing at this address.",
                null,
                $"{context.Request.Method} {path}"
            )
        );
    }

    private async Task Serve(HttpContext context, MeterKind kind)
    {
        var (account, seller) = await Customer(context);
        var (room, length) = await Body(context);
        try
        {
            var request = MeterRequest.Read(room.AsMemory(0, length));
            var model = ModelOf(seller, request.Model, kind);
            var tokenizer = _open.GetOrAdd(model.Tokenizer, tokenizers);
            var (prompt, prompts) = PromptCounter.Count(request, kind, model, tokenizer);
            if (prompt > model.MostPrompt)
            {
                throw new MeterFaultException(
                    MeterFault.Of(
                        MeterRefusal.PromptTooLong,
                        "The prompt has more tokens than the model takes here.",
                        kind == MeterKind.Chat ? "messages" : "prompt",
                        prompt,
                        model.MostPrompt
                    )
                );
            }

            var choices = Choices(request, kind, prompts);
            var most = kind == MeterKind.Embedding ? 0 : MostOutput(request, model) * choices;
            var stream = request.Stream && kind != MeterKind.Embedding;
            var open =
                house.Books.Hold(account, model, kind, stream, prompt, most, out var fault)
                ?? throw new MeterFaultException(fault!);
            using var serving = new Serving(house, context, request, kind, open, tokenizer, choices);
            await (stream ? StreamDelivery.Serve(serving) : PlainDelivery.Serve(serving));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(room);
        }
    }

    private async ValueTask<(CertificateAccount Account, Seller Seller)> Customer(HttpContext context)
    {
        var given = context.Request.Headers.Authorization.ToString();
        if (!given.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) || given.Length == Bearer.Length)
        {
            throw new MeterFaultException(
                new(MeterRefusal.NoKey, "A key is asked for: Authorization: Bearer KEY.", "Authorization")
            );
        }

        var certificate =
            keys.Find(given.AsSpan(Bearer.Length).Trim())
            ?? throw new MeterFaultException(
                new(MeterRefusal.BadKey, "The key belongs to no certificate here.", "Authorization")
            );
        var account = house.Books.Account(certificate);
        var facts = await desk.Know(account, context.RequestAborted);
        var seller = house.Config.Of(facts.Issuer);
        if (seller is null || facts.Meter != house.Config.Meter || !seller.Products.Contains(facts.Product))
        {
            throw new MeterFaultException(
                new(
                    MeterRefusal.ForeignCertificate,
                    "The certificate's issuer or product is not delivered through this meter.",
                    "certificate",
                    $"meter {facts.Meter}, issuer {facts.Issuer}, product {facts.Product}"
                )
            );
        }

        return (account, seller);
    }

    private async ValueTask<(byte[] Room, int Length)> Body(HttpContext context)
    {
        var most = house.Config.Limits.MostBody;
        var told = context.Request.ContentLength;
        if (told > most)
            throw TooLarge(told.Value);
        // What a client says of its body's length costs no memory before the bytes come.
        var room = ArrayPool<byte>.Shared.Rent((int)long.Min(told ?? FirstRoom, FirstRoom) + 1);
        var length = 0;
        try
        {
            var reader = context.Request.BodyReader;
            while (true)
            {
                var read = await reader.ReadAsync(context.RequestAborted);
                var size = (int)read.Buffer.Length;
                if (length + size > most)
                    throw TooLarge(length + (long)size);
                if (length + size > room.Length)
                    Grow(ref room, length, length + size);
                read.Buffer.CopyTo(room.AsSpan(length));
                length += size;
                reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                    return (room, length);
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(room);
            throw;
        }

        MeterFaultException TooLarge(long size) =>
            new(
                MeterFault.Of(MeterRefusal.BodyTooLarge, "The body has more bytes than are taken.", "body", size, most)
            );
    }

    private static void Grow(ref byte[] room, int length, int need)
    {
        var larger = ArrayPool<byte>.Shared.Rent(int.Max(need, room.Length * 2));
        room.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(room);
        room = larger;
    }

    private static MeteredModel ModelOf(Seller seller, string name, MeterKind kind)
    {
        var model =
            seller.Models.FirstOrDefault(m => m.Name == name)
            ?? throw new MeterFaultException(
                new(
                    MeterRefusal.UnknownModel,
                    "The certificate's seller has no such model.",
                    "model",
                    name,
                    string.Join(", ", seller.Models.Select(m => m.Name))
                )
            );
        return model.Kinds.Contains(kind)
            ? model
            : throw new MeterFaultException(
                new(MeterRefusal.NotThisModel, "The model does not do that.", "model", name)
            );
    }

    private int Choices(MeterRequest request, MeterKind kind, long prompts)
    {
        var most = house.Config.Limits.MostChoices;
        // Each prompt of an embedding has one vector, and none of them an output that could be too long.
        if (kind == MeterKind.Embedding)
            return (int)prompts;
        var choices = request.N * prompts;
        return choices <= most
            ? (int)choices
            : throw new MeterFaultException(
                MeterFault.Of(MeterRefusal.OutputTooLong, "More answers than are given at a time.", "n", choices, most)
            );
    }

    private static long MostOutput(MeterRequest request, MeteredModel model)
    {
        var most = request.MaxTokens ?? model.MostOutput;
        return most <= model.MostOutput
            ? most
            : throw new MeterFaultException(
                MeterFault.Of(
                    MeterRefusal.OutputTooLong,
                    "A longer answer than the model gives here.",
                    "max_tokens",
                    most,
                    model.MostOutput
                )
            );
    }

    private async Task Models(HttpContext context, string? one)
    {
        var (_, seller) = await Customer(context);
        var models = seller.Models.Where(m => one is null || m.Name == one).ToArray();
        if (models.Length == 0)
        {
            throw new MeterFaultException(
                new(MeterRefusal.UnknownModel, "The certificate's seller has no such model.", "model", one)
            );
        }

        var into = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(into))
        {
            if (one is not null)
            {
                Write(json, models[0], seller);
            }
            else
            {
                json.WriteStartObject();
                json.WriteString("object"u8, "list"u8);
                json.WriteStartArray("data"u8);
                foreach (var model in models)
                    Write(json, model, seller);
                json.WriteEndArray();
                json.WriteEndObject();
            }
        }

        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = into.WrittenCount;
        await context.Response.Body.WriteAsync(into.WrittenMemory, context.RequestAborted);
    }

    private static void Write(Utf8JsonWriter json, MeteredModel model, Seller seller)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, model.Name);
        json.WriteString("object"u8, "model"u8);
        json.WriteNumber("created"u8, 0);
        json.WriteString("owned_by"u8, "issuer-" + Serving.Words(seller.Issuer));
        json.WriteEndObject();
    }

    private static async Task Refuse(HttpContext context, MeterFault fault)
    {
        if (context.Response.HasStarted || fault.Reason == MeterRefusal.ClientGone)
        {
            context.Abort();
            return;
        }

        var into = new ArrayBufferWriter<byte>(512);
        fault.Write(into);
        var response = context.Response;
        response.Clear();
        response.StatusCode = fault.Status;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = into.WrittenCount;
        response.Headers.CacheControl = "no-store";
        if (fault.RetrySeconds > 0)
            response.Headers.RetryAfter = Serving.Words(fault.RetrySeconds);
        if (fault.Final)
            response.Headers["x-should-retry"] = "false";
        await response.Body.WriteAsync(into.WrittenMemory, context.RequestAborted);
    }
}
