// A seller of our own that speaks the OpenAI API: deterministic text, and the faults that sellers have, on request.
using System.Buffers;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Tokenbourse.Metering.Tokenizers;

namespace Tokenbourse.Gateways.Meter;

/// <summary>Everything that it says is simulated, and says so in <c>system_fingerprint</c>.</summary>
public sealed class SimulatedUpstream
{
    /// <summary>The only mark of its answers.</summary>
    public const string Fingerprint = "simulated";

    private static readonly MeteredModel _plain = new()
    {
        Name = Fingerprint,
        Upstream = Fingerprint,
        Kinds = [],
        Tokenizer = "",
        Weights = default,
        MostPrompt = long.MaxValue,
        MostOutput = long.MaxValue,
    };

    private readonly UpstreamTerms _terms;
    private readonly BytePairTokenizer _tokenizer;
    private long _sweeps;

    private SimulatedUpstream(UpstreamTerms terms, BytePairTokenizer tokenizer) =>
        (_terms, _tokenizer) = (terms, tokenizer);

    /// <summary>Builds it. Nothing listens before the application is started.</summary>
    /// <param name="port">On 127.0.0.1; 0 lets the system choose.</param>
    /// <param name="terms">How it behaves.</param>
    /// <param name="tokenizer">Counts its usage.</param>
    /// <param name="configure">For tests: takes the place of the socket.</param>
    public static WebApplication Build(
        int port,
        UpstreamTerms terms,
        BytePairTokenizer tokenizer,
        Action<WebApplicationBuilder>? configure = null
    )
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = "tokenbourse-upstream" });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        // Answers that are cut on purpose are no news.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Critical);
        builder.Logging.AddSimpleConsole();
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // What was written before a cut has left when the connection is cut.
            kestrel.Limits.MaxResponseBufferSize = 0;
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        configure?.Invoke(builder);
        var app = builder.Build();
        app.Run(new SimulatedUpstream(terms, tokenizer).Handle);
        return app;
    }

    private async Task Handle(HttpContext context)
    {
        var (kind, known) = context.Request.Path.Value switch
        {
            "/v1/chat/completions" => (MeterKind.Chat, true),
            "/v1/completions" => (MeterKind.Completion, true),
            "/v1/embeddings" => (MeterKind.Embedding, true),
            _ => (MeterKind.Chat, false),
        };
        if (!known)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        MeterRequest request;
        (long Tokens, long Prompts) prompt;
        try
        {
            request = MeterRequest.Read(body.ToArray());
            prompt = PromptCounter.Count(request, kind, _plain, _tokenizer);
        }
        catch (MeterFaultException e)
        {
            var into = new ArrayBufferWriter<byte>();
            e.Fault.Write(into);
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync(into.WrittenMemory, context.RequestAborted);
            return;
        }

        var terms = _terms.With(request.Model);
        if (terms.FailStatus > 0)
        {
            context.Response.StatusCode = terms.FailStatus;
            return;
        }

        if (terms.SlowMilliseconds > 0)
            await Task.Delay(terms.SlowMilliseconds, context.RequestAborted);
        var cut = terms.Sweep > 0 ? terms.Sweep * Interlocked.Increment(ref _sweeps) : terms.CutBytes;
        var wire = new CutWire(context, cut < 0 ? long.MaxValue : cut);
        var answer = new SimulatedAnswer(terms, _tokenizer, request, kind, prompt.Tokens, prompt.Prompts);
        if (kind != MeterKind.Embedding && request.Stream)
        {
            context.Response.ContentType = "text/event-stream";
            await answer.Stream(wire, context.RequestAborted);
            return;
        }

        context.Response.ContentType = "application/json";
        var json = answer.Plain();
        context.Response.ContentLength = json.Length;
        await wire.Write(json);
    }
}
