// Forwards to a seller: its addresses in order, those that failed lately last, each with our key there.
using System.Net.Http.Headers;
using System.Text.Json;

namespace Tokenbourse.Gateways.Meter;

/// <summary>An address while the meter runs.</summary>
/// <param name="number">Its place in the document, from 0.</param>
/// <param name="address">Where.</param>
/// <param name="key">Our key there, or null.</param>
internal sealed class Endpoint(int number, Uri address, string? key)
{
    private long _restsUntil;

    public int Number => number;

    public Uri Address => address;

    public AuthenticationHeaderValue? Key { get; } = key is null ? null : new("Bearer", key);

    public bool Rests(long now) => now < Volatile.Read(ref _restsUntil);

    public void Rest(long until) => Volatile.Write(ref _restsUntil, until);
}

/// <summary>One way to an answer.</summary>
/// <param name="Endpoint">Where it is asked for.</param>
/// <param name="By">The account that stands in; 0: the issuer's own address.</param>
/// <param name="Upstream">The model's name there.</param>
internal readonly record struct Route(Endpoint Endpoint, long By, string Upstream);

/// <summary>Safe for many threads.</summary>
internal sealed class SellerCaller
{
    private const int MostComplaint = 64 * 1024;

    private readonly HttpMessageInvoker _http;
    private readonly TimeProvider _clock;
    private readonly MeterLimits _limits;
    private readonly IReadOnlyList<Standby> _standbys;
    private readonly Dictionary<long, Endpoint[]> _endpoints;
    private readonly Dictionary<long, Endpoint[]> _standing;

    /// <param name="config">Whose sellers.</param>
    /// <param name="http">Sends; is not disposed here.</param>
    /// <param name="clock">For resting.</param>
    /// <param name="variable">An environment variable's value.</param>
    /// <exception cref="KeyNotFoundException">A variable that the document names is not set.</exception>
    public SellerCaller(MeterConfig config, HttpMessageInvoker http, TimeProvider clock, Func<string, string?> variable)
    {
        (_http, _clock, _limits) = (http, clock, config.Limits);
        _standbys = config.Standbys;
        _endpoints = config.Sellers.ToDictionary(s => s.Issuer, s => Open(s.Endpoints));
        _standing = config.Standbys.ToDictionary(s => s.Account, s => Open(s.Endpoints));

        Endpoint[] Open(IReadOnlyList<SellerEndpoint> endpoints) =>
            [.. endpoints.Select((e, i) => new Endpoint(i, e.Base, KeyOf(e, variable)))];
    }

    /// <summary>The ways to an answer in the order in which they are tried: the issuer's own addresses, then those of
    /// accounts that stand in for its product and have the model.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="standsIn">May an account stand in?</param>
    public IEnumerable<Route> Order(OpenRequest request, Func<long, bool> standsIn)
    {
        var (issuer, model) = (request.Held.Issuer, request.Model);
        foreach (var endpoint in Awake(_endpoints[issuer]))
            yield return new(endpoint, 0, model.Upstream);
        foreach (var standby in _standbys)
        {
            if (
                standby.Account == issuer
                || !standby.Products.Contains(request.Account.Facts!.Product)
                || standby.Models.FirstOrDefault(m => m.Name == model.Name) is not { } served
                || !standsIn(standby.Account)
            )
                continue;
            foreach (var endpoint in Awake(_standing[standby.Account]))
                yield return new(endpoint, standby.Account, served.Upstream);
        }
    }

    /// <summary>The address failed; it is asked last for a while.</summary>
    public void Rest(Endpoint endpoint) => endpoint.Rest(_clock.GetUtcNow().UtcTicks + _limits.Rest.Ticks);

    /// <summary>Sends a request and has the answer's head.</summary>
    /// <exception cref="MeterFaultException">The seller failed or refused; see <see cref="Elsewhere"/>.</exception>
    public async Task<HttpResponseMessage> Send(Endpoint endpoint, string path, Splices body, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(endpoint.Address, path))
        {
            Content = new SplicedContent(body),
        };
        request.Headers.Authorization = endpoint.Key;
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, stop);
        }
        catch (HttpRequestException e)
        {
            throw new MeterFaultException(
                new(MeterRefusal.SellerFailed, $"The seller could not be reached: {e.HttpRequestError}.")
            );
        }

        var status = (int)response.StatusCode;
        if (status == 200)
            return response;
        using (response)
        {
            throw new MeterFaultException(
                status is 400 or 413 or 415 or 422
                    ? await Complaint(response, status, stop)
                    : new(MeterRefusal.SellerFailed, $"The seller answered with status {status}.")
            );
        }
    }

    /// <summary>Another address may do better.</summary>
    public static bool Elsewhere(MeterRefusal reason) =>
        reason
            is MeterRefusal.SellerFailed
                or MeterRefusal.SellerCut
                or MeterRefusal.SellerMalformed
                or MeterRefusal.SellerSlow;

    /// <summary>Those that failed lately last.</summary>
    private IEnumerable<Endpoint> Awake(Endpoint[] all)
    {
        if (all.Length == 1)
            return all;
        var now = _clock.GetUtcNow().UtcTicks;
        return all.OrderBy(e => e.Rests(now) ? 1 : 0);
    }

    private static string? KeyOf(SellerEndpoint endpoint, Func<string, string?> variable) =>
        endpoint.KeyVariable is null ? null
        : variable(endpoint.KeyVariable) is { Length: > 0 } key ? key
        : throw new KeyNotFoundException(
            $"{endpoint.Base}: the environment variable {endpoint.KeyVariable} is not set"
        );

    /// <summary>What the seller says is wrong with the request, in its words.</summary>
    private static async Task<MeterFault> Complaint(HttpResponseMessage response, int status, CancellationToken stop)
    {
        var message = "The seller refused the request.";
        string? param = null;
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(stop);
            var room = new byte[MostComplaint];
            var length = await stream.ReadAtLeastAsync(room, room.Length, throwOnEndOfStream: false, stop);
            using var document = JsonDocument.Parse(room.AsMemory(0, length));
            var error = document.RootElement.GetProperty("error");
            message = error.GetProperty("message").GetString() ?? message;
            param = error.TryGetProperty("param", out var p) ? p.GetString() : null;
        }
        catch (Exception e)
            when (e
                    is JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or IOException
                        or HttpRequestException
            )
        {
            // It refused without a reason that can be read: the status has to do.
        }

        return new(
            MeterRefusal.SellerRefused,
            message,
            param,
            status.ToString(System.Globalization.CultureInfo.InvariantCulture)
        );
    }
}
