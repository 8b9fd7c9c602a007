// What plain answers and streams have in common: one request with all that serving it needs.
using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tokenbourse.Metering.Tokenizers;

namespace Tokenbourse.Gateways.Meter;

/// <summary>What all requests share.</summary>
internal sealed record MeterHouse(MeterConfig Config, MeterBooks Books, SellerCaller Sellers, TimeProvider Clock);

/// <summary>One request on its way.</summary>
/// <param name="House">What all share.</param>
/// <param name="Context">The client.</param>
/// <param name="Request">What it asks.</param>
/// <param name="Kind">For what.</param>
/// <param name="Open">What is held for it.</param>
/// <param name="Tokenizer">Whose tokens.</param>
/// <param name="Choices">Answers in all; vectors, of embeddings.</param>
internal sealed record Serving(
    MeterHouse House,
    HttpContext Context,
    MeterRequest Request,
    MeterKind Kind,
    OpenRequest Open,
    BytePairTokenizer Tokenizer,
    int Choices
) : IDisposable
{
    private readonly CancellationTokenSource _patience = new(Timeout.InfiniteTimeSpan, House.Clock);
    private readonly byte[] _name = Quoted(Open.Model.Name);

    /// <summary>The path behind a seller's address.</summary>
    public string Path =>
        Kind switch
        {
            MeterKind.Chat => "chat/completions",
            MeterKind.Completion => "completions",
            _ => "embeddings",
        };

    /// <summary>The ways to an answer in the order in which they are tried.</summary>
    public IEnumerable<Route> Routes => House.Sellers.Order(Open, House.Books.StandsIn);

    /// <summary>The body that goes to a seller: its own name of the model, a bound on the answer, and usage at the
    /// end of a stream.</summary>
    /// <param name="upstream">The model's name there.</param>
    public Splices Forwarded(string upstream)
    {
        var edits = new Splices(Request.Body);
        var model = Open.Model;
        if (upstream != model.Name)
            Replace(edits, RequestField.Model, Quoted(upstream));
        var front = new StringBuilder();
        if (Kind != MeterKind.Embedding && Request.MaxTokens is null)
        {
            foreach (var field in (RequestField[])[RequestField.MaxTokens, RequestField.MaxCompletionTokens])
            {
                if (Request[field].Length > 0)
                    Replace(edits, field, Encoding.ASCII.GetBytes(Words(model.MostOutput)));
            }

            if (Request[RequestField.MaxTokens].Length == 0 && Request[RequestField.MaxCompletionTokens].Length == 0)
                front.Append(CultureInfo.InvariantCulture, $"\"max_tokens\":{model.MostOutput},");
        }

        if (Request.Stream && !Request.IncludeUsage)
        {
            if (Request[RequestField.StreamOptions].Length > 0)
                Replace(edits, RequestField.StreamOptions, "{\"include_usage\":true}"u8.ToArray());
            else
                front.Append("\"stream_options\":{\"include_usage\":true},");
        }

        if (front.Length > 0)
            edits.Replace(Request.Begin, 0, Encoding.ASCII.GetBytes(front.ToString()));
        edits.Sort();
        return edits;
    }

    /// <summary>The client's name of the model in the place of the seller's.</summary>
    public void Rename(Splices edits, ReadOnlySpan<byte> json, Place model)
    {
        if (model.Length > 0 && !json.Slice(model.At, model.Length).SequenceEqual(_name))
            edits.Replace(model.At, model.Length, _name);
    }

    /// <summary>The deadline of this request.</summary>
    public Deadline Deadline() =>
        new(House.Clock, House.Config.Limits.Answer, House.Books.TicksLeft(Open), Context.RequestAborted);

    /// <summary>Usage as the client gets it.</summary>
    public byte[] Usage(in Settlement settlement)
    {
        var into = new ArrayBufferWriter<byte>(256);
        Reconciliation.WriteUsage(
            into,
            Kind,
            Open.Number,
            Open.Model.Weights.Of(settlement.Charged),
            settlement,
            Reconciliation.Differs(House.Config.Tolerance, settlement)
        );
        return into.WrittenSpan.ToArray();
    }

    /// <summary>The head of a served answer.</summary>
    public void Head(string type)
    {
        var response = Context.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = type;
        response.Headers.CacheControl = "no-store";
        response.Headers["x-request-id"] = "meter-" + Words(Open.Number);
    }

    /// <summary>Sends what was written. A client whose connection takes nothing for too long is sent away: what it
    /// was sent could else never be billed, and its place never be another's.</summary>
    /// <returns>False when the connection did not take it.</returns>
    public async ValueTask<bool> Flush()
    {
        _patience.CancelAfter(House.Config.Limits.Client);
        try
        {
            var result = await Context.Response.BodyWriter.FlushAsync(_patience.Token);
            _patience.CancelAfter(Timeout.InfiniteTimeSpan);
            if (!_patience.IsCancellationRequested)
                return !result.IsCompleted && !Context.RequestAborted.IsCancellationRequested;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // It went away, or is sent away below.
        }

        Context.Abort();
        return false;
    }

    public void Dispose() => _patience.Dispose();

    /// <summary>A whole number as text.</summary>
    public static string Words(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A text as JSON.</summary>
    public static byte[] Quoted(string text)
    {
        var into = new ArrayBufferWriter<byte>(text.Length + 2);
        using (var json = new Utf8JsonWriter(into))
            json.WriteStringValue(text);
        return into.WrittenSpan.ToArray();
    }

    private void Replace(Splices edits, RequestField field, byte[] instead) =>
        edits.Replace(Request[field].At, Request[field].Length, instead);
}
