// The venue's public REST door as a participant uses it: reads, and one kind of order.
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tokenbourse.Desk.Client;

/// <summary>The venue cannot be used: stopped, too slow, a wrong address, an answer that is none. One line says
/// it.</summary>
public sealed class VenueException(string message) : Exception(message);

/// <summary>An answer to an order: taken, or refused with the venue's reason.</summary>
/// <param name="Order">Null when refused.</param>
/// <param name="Error">Null when taken.</param>
public sealed record OrderAnswer(VenueOrder? Order, VenueError? Error);

/// <summary>What the desk needs of a venue to work orders; the client is one, tests have others.</summary>
public interface IVenueDoor
{
    /// <summary>Time, calendars, sequences.</summary>
    Task<VenueStatus> Status(CancellationToken cancel);

    /// <summary>What can be traded.</summary>
    Task<IReadOnlyList<VenueInstrument>> Instruments(CancellationToken cancel);

    /// <summary>Sends an order.</summary>
    /// <exception cref="VenueException">Nothing is known of the order: the answer was lost.</exception>
    Task<OrderAnswer> Place(VenueOrderRequest order, CancellationToken cancel);

    /// <summary>The statement of a settled day; null when that day is not settled.</summary>
    Task<VenueStatement?> Statement(int account, string day, CancellationToken cancel);

    /// <summary>Live orders of an account.</summary>
    Task<IReadOnlyList<VenueOpenOrder>> Orders(int account, CancellationToken cancel);
}

/// <summary>HTTP on the public door (docs/protocols/rest.md).</summary>
/// <param name="http">With the base address and a timeout set; stays the caller's.</param>
public sealed partial class VenueClient(HttpClient http) : IVenueDoor
{
    private const int MostMessage = 200;

    /// <inheritdoc/>
    public Task<VenueStatus> Status(CancellationToken cancel) =>
        Get("/v1/status", VenueJson.Default.VenueStatus, cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<VenueInstrument>> Instruments(CancellationToken cancel) =>
        Get("/v1/instruments", VenueJson.Default.IReadOnlyListVenueInstrument, cancel);

    /// <summary>The best levels of a book, 1 to 500.</summary>
    public Task<VenueDepth> Depth(string symbol, int levels, CancellationToken cancel) =>
        Get($"/v1/depth/{Uri.EscapeDataString(symbol)}?levels={levels}", VenueJson.Default.VenueDepth, cancel);

    /// <summary>All days of an index.</summary>
    public Task<VenueIndexHistory> Index(string index, CancellationToken cancel) =>
        Get($"/v1/indexes/{Uri.EscapeDataString(index)}", VenueJson.Default.VenueIndexHistory, cancel);

    /// <summary>Days that have a bulletin, oldest first.</summary>
    public Task<IReadOnlyList<string>> BulletinDays(CancellationToken cancel) =>
        Get("/v1/bulletins", VenueJson.Default.IReadOnlyListString, cancel);

    /// <summary>A day's bulletin.</summary>
    public Task<VenueBulletin> Bulletin(string day, CancellationToken cancel) =>
        Get($"/v1/bulletins/{Uri.EscapeDataString(day)}", VenueJson.Default.VenueBulletin, cancel);

    /// <inheritdoc/>
    public async Task<VenueStatement?> Statement(int account, string day, CancellationToken cancel)
    {
        var (status, text) = await Ask(HttpMethod.Get, $"/v1/accounts/{account}/statement?day={day}", null, cancel);
        if (status == HttpStatusCode.NotFound && ErrorOf(text) is { Field: "day" })
            return null;
        return Read(status, text, "statement", VenueJson.Default.VenueStatement);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<VenueOpenOrder>> Orders(int account, CancellationToken cancel) =>
        Get($"/v1/accounts/{account}/orders", VenueJson.Default.IReadOnlyListVenueOpenOrder, cancel);

    /// <inheritdoc/>
    public async Task<OrderAnswer> Place(VenueOrderRequest order, CancellationToken cancel)
    {
        var body = JsonSerializer.Serialize(order, VenueJson.Default.VenueOrderRequest);
        var (status, text) = await Ask(HttpMethod.Post, "/v1/orders", body, cancel);
        if ((int)status >= 500)
            throw new VenueException($"the venue answered {(int)status} to an order: {Short(text)}");
        if (status == HttpStatusCode.OK)
            return new(Read(status, text, "an order", VenueJson.Default.VenueOrder), null);
        return ErrorOf(text) is { } error
            ? new(null, error)
            : throw new VenueException($"the venue answered {(int)status} to an order: {Short(text)}");
    }

    private async Task<T> Get<T>(string path, JsonTypeInfo<T> shape, CancellationToken cancel)
    {
        var (status, text) = await Ask(HttpMethod.Get, path, null, cancel);
        return Read(status, text, path, shape);
    }

    private async Task<(HttpStatusCode Status, string Text)> Ask(
        HttpMethod method,
        string path,
        string? body,
        CancellationToken cancel
    )
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        try
        {
            using var response = await http.SendAsync(request, cancel).ConfigureAwait(false);
            var text = await response.Content.ReadAsStringAsync(cancel).ConfigureAwait(false);
            return (response.StatusCode, text);
        }
        catch (HttpRequestException fault)
        {
            throw new VenueException($"{http.BaseAddress}: {fault.Message}");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new VenueException($"{http.BaseAddress}: no answer within {http.Timeout.TotalSeconds:0} seconds");
        }
    }

    private T Read<T>(HttpStatusCode status, string text, string what, JsonTypeInfo<T> shape)
    {
        if (status != HttpStatusCode.OK)
        {
            var said = ErrorOf(text) is { } error ? $"{error.Code}: {error.Message}" : Short(text);
            throw new VenueException($"{http.BaseAddress}: {what}: {(int)status} {said}");
        }

        try
        {
            return JsonSerializer.Deserialize(text, shape)
                ?? throw new VenueException(
                    $"{http.BaseAddress}: {what}: an empty answer; is this a Tokenbourse venue?"
                );
        }
        catch (JsonException fault)
        {
            throw new VenueException($"{http.BaseAddress}: {what}: not a venue's answer ({fault.Path ?? "no JSON"})");
        }
    }

    private static VenueError? ErrorOf(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, VenueJson.Default.VenueErrorEnvelope)?.Error;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Short(string text) => text.Length <= MostMessage ? text : text[..MostMessage] + "…";
}
