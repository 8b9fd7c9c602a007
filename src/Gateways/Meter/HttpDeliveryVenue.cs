// The venue behind its REST doors.
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Tokenbourse.Gateways.Meter;

/// <summary>Asks <c>GET /v1/spot/certificates/{id}</c> and posts <c>/v1/spot/record-delivery</c>. Whole numbers may
/// come as JSON numbers or as texts; hours are the moments at which they begin.</summary>
/// <param name="http">Is not disposed here.</param>
/// <param name="venue">The venue's address, e.g. <c>http://127.0.0.1:5080</c>.</param>
public sealed class HttpDeliveryVenue(HttpClient http, Uri venue) : IDeliveryVenue
{
    private const string AlreadyDone = "ALREADY_DONE";

    /// <inheritdoc/>
    public async Task<CertificateFacts?> Certificate(long certificate, CancellationToken stop)
    {
        var place = new Uri(venue, string.Create(CultureInfo.InvariantCulture, $"/v1/spot/certificates/{certificate}"));
        using var request = new HttpRequestMessage(HttpMethod.Get, place);
        var (status, body) = await Ask(request, stop);
        if (status == 404)
            return null;
        if (status != 200)
            throw new DeliveryVenueException($"{place}: status {status}");
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            return new(
                Whole(root, "certificate"),
                root.GetProperty("product").GetString() ?? "",
                Whole(root, "owner"),
                Whole(root, "issuer"),
                Whole(root, "units"),
                Whole(root, "drawn"),
                Hour(root.GetProperty("firstHour")),
                Whole(root, "hours"),
                Whole(root, "unitsAMinute"),
                root.GetProperty("state").GetString() ?? "",
                Whole(root, "meter")
            );
        }
        catch (Exception e)
            when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new DeliveryVenueException($"{place}: what came is not a certificate: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public async Task<DeliveryAnswer> Record(DeliveryRecord record, CancellationToken stop)
    {
        var into = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(into))
        {
            json.WriteStartObject();
            json.WriteNumber("certificate"u8, record.Certificate);
            json.WriteNumber("meter"u8, record.Meter);
            json.WriteNumber("record"u8, record.Record);
            json.WriteString("hour"u8, Words(record.Hour));
            json.WriteNumber("delivered"u8, record.Delivered);
            json.WriteNumber("failed"u8, record.Failed);
            json.WriteString("evidence"u8, record.Evidence);
            json.WriteEndObject();
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(venue, "/v1/spot/record-delivery"));
        request.Content = new ReadOnlyMemoryContent(into.WrittenMemory);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var (status, body) = await Ask(request, stop);
        if (status is >= 200 and < 300)
            return new(true, 0, "");
        if (status is 408 or 429 or >= 500)
            throw new DeliveryVenueException($"{request.RequestUri}: status {status}");
        var (code, num, message) = Error(body);
        return code == AlreadyDone ? new(true, 0, "") : new(false, num == 0 ? status : num, message);
    }

    /// <summary>The begin of an hour as the venue writes it.</summary>
    public static string Words(long hour) =>
        DateTime.UnixEpoch.AddHours(hour).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static long Hour(JsonElement value)
    {
        var begin = DateTime.ParseExact(
            value.GetString() ?? "",
            "yyyy-MM-dd'T'HH:mm:ss'Z'",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal
        );
        return (begin.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerHour;
    }

    private async Task<(int Status, byte[] Body)> Ask(HttpRequestMessage request, CancellationToken stop)
    {
        try
        {
            using var response = await http.SendAsync(request, stop);
            return ((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(stop));
        }
        catch (Exception e)
            when (e is HttpRequestException or IOException or OperationCanceledException
                && !stop.IsCancellationRequested
            )
        {
            throw new DeliveryVenueException($"{request.RequestUri}: {e.Message}", e);
        }
    }

    private static long Whole(JsonElement root, string name)
    {
        var value = root.GetProperty(name);
        return value.ValueKind == JsonValueKind.String
            ? long.Parse(value.GetString()!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
            : value.GetInt64();
    }

    private static (string Code, int Num, string Message) Error(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var error = document.RootElement.GetProperty("error");
            return (
                error.GetProperty("code").GetString() ?? "",
                error.GetProperty("num").GetInt32(),
                error.GetProperty("message").GetString() ?? ""
            );
        }
        catch (Exception e)
            when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return ("", 0, "the venue refused without a reason");
        }
    }
}
