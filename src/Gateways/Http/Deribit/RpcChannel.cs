// What a connection of the Deribit-style door hears on one channel, and how a channel is found by its name.
using System.Text.Json.Nodes;
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;
using Tokenbourse.Views.MarketData;

namespace Tokenbourse.Gateways.Http.Deribit;

/// <summary>A channel of one connection: it remembers what was told. The connection calls it, one thread at a
/// time.</summary>
internal abstract class RpcChannel(string name) : IDisposable
{
    public string Name { get; } = name;

    /// <summary>Rounds of the pump between two looks.</summary>
    public int Every { get; init; } = 1;

    /// <summary>Several changes may be told as one, later.</summary>
    public virtual bool Conflates => true;

    /// <summary>What is new since the last call; the first call tells where things stand, where the channel has such.
    /// False: what was left out can no longer be told.</summary>
    public abstract bool Update(List<JsonNode> notes);

    public virtual void Dispose() { }
}

/// <summary>From a name to a channel.</summary>
/// <param name="turnsASecond">Rounds of the pump in a second.</param>
internal sealed class RpcChannels(IVenue venue, AccountHistory history, int turnsASecond)
{
    private readonly VenueViews _views = venue.Views;

    /// <param name="guest">Whose account is meant; null: nobody's, and only public channels are opened.</param>
    public (RpcChannel? Channel, RpcFault? Fault) Open(string name, Guest? guest)
    {
        var parts = name.Split('.');
        if (parts[0] == "user")
        {
            if (guest is null)
                return (null, RpcFault.Stranger("Sign in, and subscribe by private/subscribe.", "channels"));
            if (!guest.May(Scopes.Read, Scopes.Report))
                return (null, RpcFault.Of(new AccessRefusal(AccessReason.ForbiddenScope, "scope", null, Scopes.Read)));
            return Own(name, parts, guest.Account) is { } own ? (own, null) : (null, Unknown(name));
        }

        var kind = parts[0] == "chart" && parts is [_, "trades", ..] ? "chart.trades" : parts[0];
        string[] rest = kind == "chart.trades" ? parts[2..] : parts[1..];
        if (rest.Length is 0 or > 2)
            return (null, Unknown(name));
        BoardRow? row;
        lock (_views.Gate)
            row = _views.Board.Of(rest[0]);
        if (row is null)
            return (null, RpcFault.Of(WireFault.NoInstrument(rest[0])));
        return Public(name, kind, row, rest.Length == 2 ? rest[1] : null) is { } found
            ? (found, null)
            : (null, Unknown(name));
    }

    private RpcChannel? Public(string name, string kind, BoardRow row, string? interval)
    {
        if (kind == "quote" && interval is null)
            return new ImageChannel(name, venue, () => MarketShapes.Quote(_views, row));
        if (kind == "chart.trades")
            return interval is not null && MarketShapes.Minutes(interval) is { } minutes
                ? new ChartChannel(name, venue, row, minutes)
                : null;
        if (EveryOf(interval) is not { } every)
            return null;
        return kind switch
        {
            "book" => new BookChannel(name, venue, row, interval == "raw") { Every = every },
            "trades" => new TradesChannel(name, venue, row) { Every = every },
            "ticker" => new ImageChannel(name, venue, () => MarketShapes.Ticker(_views, row)) { Every = every },
            _ => null,
        };
    }

    // user.orders and user.trades of an instrument, or of a kind and a currency; user.portfolio of a currency.
    private RpcChannel? Own(string name, string[] parts, int account)
    {
        if (parts is [_, "portfolio", var money])
        {
            lock (_views.Gate)
            {
                var known = AccountShapes.CurrenciesOf(_views, account);
                var currency = known.FirstOrDefault(c =>
                    string.Equals(c.ToString(), money, StringComparison.OrdinalIgnoreCase)
                );
                return currency == Currency.None
                    ? null
                    : new ImageChannel(name, venue, () => AccountShapes.Summary(_views, account, currency));
            }
        }

        if (parts is not [_, "orders" or "trades", ..] || EveryOf(parts[^1]) is not { } every)
            return null;
        BoardRow? row = null;
        if (parts.Length == 4)
        {
            lock (_views.Gate)
                row = _views.Board.Of(parts[2]);
        }

        if (parts.Length == 4 ? row is null : parts.Length != 5)
            return null;
        var number = row?.Terms.Instrument;
        return new OwnChannel(
            name,
            venue.Views,
            history,
            account,
            parts[1] == "orders",
            parts[^1] == "raw",
            terms => number is null ? InstrumentShapes.IsOf(terms, parts[3], parts[2]) : terms.Instrument == number
        )
        {
            Every = every,
        };
    }

    // agg2: once a second.
    private int? EveryOf(string? interval) =>
        interval switch
        {
            "raw" or "100ms" => 1,
            "agg2" => turnsASecond,
            _ => null,
        };

    private static RpcFault Unknown(string name) =>
        RpcFault.Of(WireFault.NotFound("channels", name, "There is no such channel."));
}
