// Other price limits through the door: what is in force, what others would do on a copy of the market, and the order.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;
using Tokenbourse.Views.MarketData;

namespace Tokenbourse.Gateways.Http.Operating;

/// <summary>Rules BND-003 and BND-004.</summary>
internal static class PriceLimitDoor
{
    /// <param name="limit">What is asked about; null: nothing but what is in force.</param>
    public static (PriceLimitsShape? Shape, WireFault? Fault) Ask(
        IVenue venue,
        string contract,
        string? symbol,
        string? limit
    )
    {
        var (words, fault) = Words(venue, contract, symbol, limit, new("proposer", "approver", "preview"));
        return fault is null ? Told(venue, words, symbol, limit) : (null, fault);
    }

    /// <summary>Sets other limits, at a venue that does not ask who somebody is.</summary>
    public static (PriceLimitsShape? Shape, WireFault? Fault) Set(
        IVenue venue,
        string contract,
        ReadOnlyMemory<byte> body
    )
    {
        var reader = new BodyReader(body);
        var (symbol, limit) = (reader.Text("symbol", false), reader.Text("limit", true));
        var proposer = CashDoor.ReadName(reader, "proposer", true);
        var approver = CashDoor.ReadName(reader, "approver", true);
        var reason = CashDoor.ReadName(reader, "reason", true);
        if (reader.Done() is { } unread)
            return (null, unread);
        var (words, fault) = Words(venue, contract, symbol, limit, new($"{proposer}", $"{approver}", $"{reason}"));
        if (fault is not null)
            return (null, fault);
        var answer = venue.Ask(MessageKind.SetPriceLimits, words);
        if (PriceLimitWords.Refusal(venue.Views, answer, words) is { } refused)
            return (null, refused);
        return Told(venue, words, symbol, null);
    }

    /// <summary>Who orders, and why.</summary>
    public sealed record Signed(string Proposer, string Approver, string Reason);

    /// <summary>The command; names that the market's log cannot hold are left out, and it refuses them.</summary>
    public static (SetPriceLimits Words, WireFault? Fault) Words(
        IVenue venue,
        string contract,
        string? symbol,
        string? limit,
        Signed signed
    )
    {
        var (ppm, fault) = limit is null ? (0, null) : PriceLimitWords.ReadShare(limit);
        if (fault is not null)
            return (default, fault);
        InstrumentDocument? month;
        string known;
        lock (venue.Views.Gate)
            (known, month, fault) = PriceLimitWords.Find(venue.Views, contract, symbol);
        if (fault is not null)
            return (default, fault);
        _ = Name24.TryParse(signed.Proposer, out var proposer);
        _ = Name24.TryParse(signed.Approver, out var approver);
        _ = Name24.TryParse(signed.Reason, out var reason);
        return (new(Name24.Of(known), new(month?.Instrument ?? 0), ppm, proposer, approver, reason), null);
    }

    private static (PriceLimitsShape? Shape, WireFault? Fault) Told(
        IVenue venue,
        in SetPriceLimits words,
        string? symbol,
        string? limit
    )
    {
        WireFault? refused = null;
        IReadOnlyList<LogEntry> told = [];
        if (limit is not null)
        {
            if (venue.Foresight?.TryDocument(MessageKind.SetPriceLimits, Codec.Bytes(words)) is not { } answer)
                return (null, WireFault.NotTaken(AnswerStatus.Stopped));
            refused = PriceLimitWords.Refusal(venue.Views, answer, words);
            // What the calendar owed by now comes before it.
            told = [.. answer.Events.SkipWhile(e => e.Kind != MessageKind.PriceLimitsSet)];
        }

        var views = venue.Views;
        lock (views.Gate)
        {
            var bounds = views.LimitOrders.Bounds;
            var months = Rows(views, words, told).ToList();
            return (
                new(
                    words.Contract.ToString(),
                    symbol,
                    limit,
                    bounds is null ? null : PriceLimitWords.Share(bounds.LeastPpm),
                    bounds is null ? null : PriceLimitWords.Share(bounds.MostPpm),
                    refused?.Error,
                    months,
                    months.Sum(m => m.Orders),
                    months.Sum(m => m.Lots),
                    views.AsOf
                ),
                null
            );
        }
    }

    // The months meant, and the spreads that would move with them.
    private static IEnumerable<MonthLimitsShape> Rows(
        VenueViews views,
        SetPriceLimits words,
        IReadOnlyList<LogEntry> told
    )
    {
        var bands = told.Where(e => e.Kind == MessageKind.BandSet).Select(e => e.As<BandSet>()).ToList();
        var gone = told.Where(e => e.Kind == MessageKind.OrderCancelled)
            .Select(e => e.As<OrderCancelled>())
            .Where(o => o.Reason == CancelReason.OutsideLimits)
            .ToList();
        var contract = words.Contract.ToString();
        foreach (var row in views.Board.Live)
        {
            var band = bands.Find(b => b.Instrument == row.Id);
            var meant =
                row.Terms.Spread is null
                && row.Terms.Contract == contract
                && (words.Instrument.Value == 0 || words.Instrument == row.Id);
            var moves = band.Instrument == row.Id;
            if (meant || moves)
                yield return Row(views, row, moves ? band : null, gone.FindAll(o => o.Instrument == row.Id));
        }
    }

    private static MonthLimitsShape Row(VenueViews views, BoardRow row, BandSet? band, List<OrderCancelled> gone)
    {
        var (terms, day) = (row.Terms, views.Feed.Of(row.Id).Statistics);
        return new(
            terms.Symbol,
            Http.Words.Of(views.Feed.Of(row.Id).State.Phase),
            Http.Words.Of(row.Previous, terms),
            Http.Words.Of(row.Low, terms),
            Http.Words.Of(row.High, terms),
            Ordered(views, row.Id),
            Http.Words.Of(day.Low, terms),
            Http.Words.Of(day.High, terms),
            Http.Words.Of(band?.Low, terms),
            Http.Words.Of(band?.High, terms),
            gone.Count,
            gone.Sum(o => o.Remaining.Lots)
        );
    }

    /// <summary>Who set the limits in force; null: the opening. The caller holds the gate.</summary>
    public static LimitOrderShape? Ordered(VenueViews views, InstrumentId instrument) =>
        views.LimitOrders.Of(instrument) is not { } ordered
            ? null
            : new(
                PriceLimitWords.Share(ordered.Order.LimitPpm),
                ordered.Order.Reason.ToString(),
                ordered.Order.Proposer.ToString(),
                ordered.Order.Approver.ToString(),
                ordered.Time.ToString()
            );
}
