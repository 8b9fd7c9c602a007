// What the spot market tells the index administrator: each trade as deals, each auction as measures of supply.
using System.Security.Cryptography;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Views.Spot;

/// <summary>
/// Folds events into <see cref="SpotObservation"/>s, each made from the log alone, so that whoever has the log makes
/// the same ones. A trade is a deal of the day on which it was made: prices are of that day, whenever is delivered.
/// Deals are parted by term (the auction's first 24 hours: <c>day_ahead</c>; later: <c>week_ahead</c>) and by hour of
/// the day, so that dear hours are compared with dear hours. The list price on a deal is the auction's price of its
/// hours.
/// </summary>
public sealed class SpotReports : View
{
    /// <summary>Source and feed of every report.</summary>
    public const string Source = "venue-spot";

    private const int Day = 24;
    private const int Seconds = 3600;
    private const decimal Million = 1_000_000m;
    private readonly Dictionary<string, SpotProduct> _products = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SpotAuctionDocument> _auctions = new(StringComparer.Ordinal);
    private readonly Dictionary<int, AccountDocument> _accounts = [];
    private readonly Queue<SpotObservation> _waiting = new();

    /// <summary>Reports that nobody has taken over yet, oldest first; drops those up to <paramref
    /// name="taken"/>.</summary>
    public SpotObservation? Next(long taken)
    {
        while (_waiting.TryPeek(out var next) && next.Event <= taken)
            _waiting.Dequeue();
        return _waiting.TryPeek(out var first) ? first : null;
    }

    protected override void Fold(in LogEntry entry)
    {
        switch (entry.Kind)
        {
            case MessageKind.AccountOpened:
                var account = Documents.Read<AccountDocument>(entry.Payload.Span);
                _accounts[account.Account] = account;
                break;
            case MessageKind.SpotProductDefined:
                var product = SpotProduct.Read(entry.Payload, [])!;
                _products[product.Product] = product;
                break;
            case MessageKind.SpotAuctionHeld:
                var auction = Documents.Read<SpotAuctionDocument>(entry.Payload.Span);
                _auctions[auction.Product] = auction;
                if (auction.Bids > 0)
                    _waiting.Enqueue(new(entry.Sequence, [], Measures(auction, entry)));
                break;
            case MessageKind.SpotTraded:
                _waiting.Enqueue(new(entry.Sequence, Deals(entry.As<SpotTraded>(), entry), []));
                break;
            default:
                break;
        }
    }

    // Hours of the same term and the same hour of the day are one deal.
    private List<DealObservation> Deals(in SpotTraded trade, in LogEntry entry)
    {
        var product = _products[trade.Product.ToString()];
        var auction = _auctions.GetValueOrDefault(product.Product);
        var parts = new SortedList<(bool Later, int Clock), (int Hours, long Ticks, int Priced)>();
        for (var hour = trade.FirstHour; hour < trade.FirstHour + trade.Hours; hour++)
        {
            var key = (IsLater(auction, hour, entry.Time), (int)(hour % Day));
            var part = parts.GetValueOrDefault(key);
            var priced = PriceAt(auction, hour) is { } ticks;
            parts[key] = (
                part.Hours + 1,
                part.Ticks + (priced ? PriceAt(auction, hour)!.Value : 0),
                part.Priced + (priced ? 1 : 0)
            );
        }

        var deals = new List<DealObservation>(parts.Count);
        foreach (var ((later, clock), part) in parts)
            deals.Add(Deal(product, trade, later, clock, part, entry));
        return deals;
    }

    private DealObservation Deal(
        SpotProduct product,
        in SpotTraded trade,
        bool later,
        int clock,
        (int Hours, long Ticks, int Priced) part,
        in LogEntry entry
    )
    {
        var day = entry.Time.Date.ToString();
        var compute = product.Kind == SpotKind.Compute;
        // Metered units of one lot in the unit in which the administrator counts.
        var perLot = compute ? product.UnitsPerLot / (decimal)Seconds : product.UnitsPerLot / Million;
        var units = perLot * trade.Lots.Lots * part.Hours;
        var isPriced = part.Priced == part.Hours;
        // An auction's hours have prices of their own; what the book and quotes agree on is one price for all hours.
        var net =
            trade.Venue == SpotVenue.Auction && isPriced
                ? (decimal)part.Ticks * product.TickSize * trade.Lots.Lots
                : (decimal)trade.Paid.Minor / Currencies.MinorPerUnit * part.Hours / trade.Hours;
        decimal? list = isPriced ? part.Ticks * product.TickSize / part.Hours / perLot : null;
        return new(
            day,
            day,
            day,
            compute ? "gpu" : "token",
            "spot",
            Name(trade.Seller),
            Name(trade.Buyer),
            Name(trade.Seller),
            $"{product.Product}-h{clock:00}",
            TraitOf(product, "region"),
            later ? "week_ahead" : "day_ahead",
            [new(compute ? "hour" : "input", Cut(units, 9), list is null or 0 ? null : Cut(list.Value, 9))],
            Cut(net, 6),
            product.Currency,
            compute ? "GPU hour" : "1M tokens",
            Source,
            Convert.ToHexStringLower(SHA256.HashData(entry.Payload.Span)),
            Source,
            AreRelated(trade) ? ["related"] : null,
            [.. product.Traits.Where(t => t.Name != "region")],
            IsSimulated(trade.Buyer) || IsSimulated(trade.Seller)
        );
    }

    // Over the first day of delivery: tomorrow is what everybody looks at.
    private static List<MeasureObservation> Measures(SpotAuctionDocument auction, in LogEntry entry)
    {
        var (offered, asked, granted, rationed) = (0L, 0L, 0L, 0L);
        for (var hour = 0; hour < Day && hour < auction.Prices.Count; hour++)
        {
            offered += auction.Offered[hour];
            asked += auction.Asked[hour];
            granted += auction.Lots[hour];
            rationed += auction.Unserved[hour] + auction.UnservedInBlocks[hour];
        }

        var day = entry.Time.Date.ToString();
        var evidence = Convert.ToHexStringLower(SHA256.HashData(entry.Payload.Span));
        return
        [
            Measure("capacity", offered),
            Measure("requested", asked),
            Measure("granted", granted),
            Measure("available", offered - granted),
            // Asked for at the cap and not served, blocks among them: who bids less and stays out chose so and was not
            // rationed.
            Measure("rationed", rationed),
        ];

        MeasureObservation Measure(string what, long lots) =>
            new(
                day,
                day,
                "supply",
                "venue",
                "venue",
                auction.Product,
                what,
                "venue",
                "day_ahead",
                lots,
                "lot-hours of tomorrow",
                Source,
                evidence,
                Source
            );
    }

    private static bool IsLater(SpotAuctionDocument? auction, long hour, Instant now) =>
        hour >= (auction is null ? DeliveryHours.Of(now) + 1 : auction.FirstHour) + Day;

    private static long? PriceAt(SpotAuctionDocument? auction, long hour) =>
        auction is not null && hour >= auction.FirstHour && hour < auction.FirstHour + auction.Prices.Count
            ? auction.Prices[(int)(hour - auction.FirstHour)]
            : null;

    private bool AreRelated(in SpotTraded trade) =>
        trade.Buyer == trade.Seller
        || (
            _accounts.GetValueOrDefault(trade.Buyer.Value) is { Group: > 0 } buyer
            && _accounts.GetValueOrDefault(trade.Seller.Value)?.Group == buyer.Group
        );

    private bool IsSimulated(AccountId account) => _accounts.GetValueOrDefault(account.Value)?.Simulated ?? false;

    // Accounts under one control are one seller and one buyer: neither cap nor count is escaped by a second account.
    private string Name(AccountId account) =>
        _accounts.GetValueOrDefault(account.Value) is { Group: > 0 } known
            ? $"group-{known.Group}"
            : $"account-{account.Value}";

    private static string TraitOf(SpotProduct product, string name) =>
        product.Traits.FirstOrDefault(t => t.Name == name)?.Value ?? "venue";

    // Past its ninth decimal a price says nothing: it is cut there, the same on every computer.
    private static decimal Cut(decimal value, int decimals) => decimal.Round(value, decimals, MidpointRounding.ToZero);
}
