// The venue behind its REST doors.
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Gateways.Meter;

/// <summary>Asks <c>GET /v1/spot/certificates/{id}</c> and posts <c>/v1/spot/record-delivery</c>. Whole numbers may
/// come as JSON numbers or as texts; hours are the moments at which they begin.</summary>
/// <param name="http">Is not disposed here.</param>
/// <param name="venue">The venue's address, e.g. <c>http://127.0.0.1:5080</c>.</param>
public sealed class HttpDeliveryVenue(HttpClient http, Uri venue) : IDeliveryVenue
{
    private const int AlreadyDone = (int)RejectReason.AlreadyDone;
    private const int OutOfOrder = (int)RejectReason.RecordOutOfOrder;

    // Numbers below are of the wire, not of the market: the record was not judged.
    private const int FirstRefusal = (int)RejectReason.UnknownAccount;

    // A certificate's window is far shorter.
    private const long MostHours = 1_000_000;

    /// <inheritdoc/>
    public async Task<CertificateFacts?> Certificate(long certificate, CancellationToken stop)
    {
        var (facts, _) = await Facts(certificate, stop);
        return facts;
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
            if (record.By != 0)
                json.WriteNumber("by"u8, record.By);
            json.WriteString("evidence"u8, record.Evidence);
            json.WriteEndObject();
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(venue, "/v1/spot/record-delivery"));
        request.Content = new ReadOnlyMemoryContent(into.WrittenMemory);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var (status, body) = await Ask(request, stop);
        // Somebody in between may answer, too: only the venue's own words end a delivery.
        if (status == 200 && IsDone(body))
            return new(true, 0, "");
        var (num, message, limit) = status is >= 400 and < 500 and not (408 or 429) ? Error(body) : (0, "", "");
        if (num == OutOfOrder)
            throw Foreign(record, $"its next one is {limit}");
        if (num == AlreadyDone)
        {
            // It says so of the last record that it has of this meter, whoever sent it.
            var (facts, last) = await Facts(record.Certificate, stop);
            return facts is not null && last == record.Record
                ? new(true, 0, "")
                : throw Foreign(record, "it has another one of that number");
        }

        return num >= FirstRefusal
            ? new(false, num, message)
            : throw new DeliveryVenueException($"{request.RequestUri}: status {status}");
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

    /// <summary>A certificate and the last record drawn on it; null when there is none of that number.</summary>
    private async Task<(CertificateFacts? Facts, long LastRecord)> Facts(long certificate, CancellationToken stop)
    {
        var place = new Uri(venue, string.Create(CultureInfo.InvariantCulture, $"/v1/spot/certificates/{certificate}"));
        using var request = new HttpRequestMessage(HttpMethod.Get, place);
        var (status, body) = await Ask(request, stop);
        if (status == 404 && Error(body).Num > 0)
            return (null, 0);
        if (status != 200)
            throw new DeliveryVenueException($"{place}: status {status}");
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            var facts = new CertificateFacts(
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
            return
                facts.Certificate == certificate && facts is { Units: >= 0, Drawn: >= 0, Hours: > 0 and <= MostHours }
                ? (facts, Whole(root, "lastRecord"))
                : throw new FormatException("its numbers make no sense");
        }
        catch (Exception e)
            when (e
                    is JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or FormatException
                        or OverflowException
            )
        {
            throw new DeliveryVenueException($"{place}: what came is not a certificate: {e.Message}", e);
        }
    }

    private static DeliveryVenueException Foreign(in DeliveryRecord record, string why) =>
        new(
            $"the venue does not take record {record.Record} of meter {record.Meter}, {why}: another program uses this "
                + "meter's number, or its journal was lost; nothing more is told until somebody looks"
        );

    private static bool IsDone(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("commandSequence", out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>A refusal in the venue's words; number 0: it is none of the venue's.</summary>
    private static (int Num, string Message, string Limit) Error(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var error = document.RootElement.GetProperty("error");
            return (
                error.GetProperty("num").GetInt32(),
                error.GetProperty("message").GetString() ?? "",
                error.TryGetProperty("limit", out var limit) ? limit.ToString() : ""
            );
        }
        catch (Exception e)
            when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return (0, "", "");
        }
    }
}
