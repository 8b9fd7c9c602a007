// The spot market's door as a participant uses it (docs/spot/rest.md).
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tokenbourse.Desk.Client;

/// <summary>What posting deliveries needs of a venue; tests have others.</summary>
public interface IDeliveryDoor
{
    /// <summary>A certificate as it stands now.</summary>
    Task<VenueCertificate> Certificate(long certificate, CancellationToken cancel);

    /// <summary>Tells the venue what was delivered.</summary>
    /// <exception cref="VenueException">Nothing is known of the record: the answer was lost.</exception>
    Task<SpotAnswer> Record(VenueDelivery delivery, CancellationToken cancel);
}

/// <summary>Reads and commands of the spot market.</summary>
public sealed partial class VenueClient : IDeliveryDoor
{
    /// <summary>Reads an address; a refusal (unknown product, unknown account) is an answer.</summary>
    /// <param name="path">From the root, as <c>/v1/spot/products</c>.</param>
    public async Task<SpotAnswer> SpotRead(string path, CancellationToken cancel)
    {
        var (status, text) = await Ask(HttpMethod.Get, path, null, cancel);
        return AnswerOf(status, text, path);
    }

    /// <summary>Sends a command.</summary>
    /// <param name="command">Its word, as <c>place-bid</c>.</param>
    /// <param name="body">A JSON object.</param>
    /// <exception cref="VenueException">Nothing is known of the command: the answer was lost.</exception>
    public async Task<SpotAnswer> SpotSend(string command, string body, CancellationToken cancel)
    {
        var (status, text) = await Ask(HttpMethod.Post, $"/v1/spot/{command}", body, cancel);
        return AnswerOf(status, text, command);
    }

    /// <summary>An answer in its shape.</summary>
    /// <exception cref="VenueException">It has another shape.</exception>
    public T Shaped<T>(SpotAnswer answer, JsonTypeInfo<T> shape, string what)
    {
        var read = Read(HttpStatusCode.OK, answer.Text, what, shape);
        // The reader of JSON lets a null stand where a list's entry should be.
        return read is IEnumerable<object?> list && list.Contains(null)
            ? throw new VenueException($"{http.BaseAddress}: {what}: not a venue's answer (an entry is null)")
            : read;
    }

    /// <inheritdoc/>
    public async Task<VenueCertificate> Certificate(long certificate, CancellationToken cancel)
    {
        var path = $"/v1/spot/certificates/{certificate}";
        var (status, text) = await Ask(HttpMethod.Get, path, null, cancel);
        return Read(status, text, path, SpotJson.Default.VenueCertificate);
    }

    /// <inheritdoc/>
    public Task<SpotAnswer> Record(VenueDelivery delivery, CancellationToken cancel) =>
        SpotSend("record-delivery", JsonSerializer.Serialize(delivery, SpotJson.Default.VenueDelivery), cancel);

    private SpotAnswer AnswerOf(HttpStatusCode status, string text, string what)
    {
        if (status == HttpStatusCode.OK)
            return new(text, null);
        return (int)status < 500 && ErrorOf(text) is { } error
            ? new(text, error)
            : throw new VenueException($"{http.BaseAddress}: {what}: the venue answered {(int)status}: {Short(text)}");
    }
}
