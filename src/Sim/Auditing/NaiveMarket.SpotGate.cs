// The naive market's gate: auctions when they are due, what they tell, who delivers to whom (SPT-003 to SPT-006).
using System.Globalization;
using System.Numerics;
using System.Text;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    /// <summary>What was told of the command that comes next: where too many blocks meet to try every set of them, the
    /// set that was told is checked instead of found.</summary>
    public IReadOnlyList<Happening>? Told { get; set; }

    /// <summary>What is wrong with such a set; null: nothing.</summary>
    public string? SpotFault { get; private set; }

    private Instant SpotDue =>
        _products
            .Select(p => p.Gate)
            .Concat(_certificates.Where(c => c.Lives).Select(c => c.End))
            .Concat(_supplies.SelectMany(s => s.Invoices).Where(i => i.Waits).Select(i => i.Due))
            .Concat(_products.SelectMany(p => p.Orders).Select(o => DeliveryHours.Begin(o.Words.FirstHour)))
            .Concat(OpenRequests.Select(r => r.Words.Until))
            .Append(Instant.Never)
            .Min();

    // One thing at a time: certificates end, the oldest first; then what is owed for supplies is taken; then orders
    // leave whose block begins; then requests end; then auctions are held. Products in the order of their definition.
    private void DoWhatSpotOwes()
    {
        var ending = _certificates.Where(c => c.Lives && c.End == _now).OrderBy(c => c.Id).FirstOrDefault();
        var owed = _supplies.SelectMany(s => s.Invoices).FirstOrDefault(i => i.Waits && i.Due == _now);
        var begins = _products.Find(p => p.Orders.Exists(o => DeliveryHours.Begin(o.Words.FirstHour) == _now));
        var lapses = OpenRequests.FirstOrDefault(r => r.Words.Until == _now);
        if (ending is not null)
            EndCertificate(ending);
        else if (owed is not null)
            Collect(owed);
        else if (begins is not null)
            BeginBlock(begins);
        else if (lapses is not null)
            EndRequest(lapses, SpotQuoteEnd.Lapsed, SpotQuoteEnd.Lapsed);
        else
            Hold(_products.First(p => p.Gate == _now));
    }

    private void Hold(NaiveProduct product)
    {
        foreach (var bid in product.Bids.Where(b => DefaultOfAccount(b.Account.Value) is not null).ToList())
            EndBid(product, bid, SpotBidEnd.ShutOut, 0, 0, 0);
        var terms = product.Terms;
        var (gate, first) = (product.Gate, product.FirstHour);
        var bids = product.Bids.OrderBy(b => b.Account.Value).ThenBy(b => b.Reference).ToList();
        var auction = new NaiveSpotAuction(bids, first, product.Hours, terms.FloorTicks, terms.CapTicks);
        var (held, filled) = ToldOf(terms.Product, gate);
        auction.Clear(held is null ? null : b => filled.Contains((b.Account.Value, b.Reference)), held?.Proven == true);
        SpotFault ??= auction.Fault;
        var rejected = bids.Where((b, i) => b.AllOrNone == 1 && auction.Filled[i] == 0 && WouldGain(b, auction))
            .ToList();
        Tell(product, auction, bids, rejected, held);
        product.Gate = gate.Plus(Instant.PerDay);
        for (var i = 0; i < bids.Count; i++)
        {
            var (bid, lots) = (bids[i], auction.Filled[i]);
            var paid = product.Worth(auction.SumOf(bid), lots);
            var how =
                lots > 0 ? SpotBidEnd.Filled
                : rejected.Contains(bid) ? SpotBidEnd.ParadoxicallyRejected
                : SpotBidEnd.NotFilled;
            var used = bid.Side == Side.Buy ? paid : product.Worth(terms.CollateralTicks, lots * bid.Hours);
            EndBid(product, bid, how, lots, paid, used);
        }

        foreach (var pair in Pairs(auction, bids, $"{terms.Product} {gate} {auction.Welfare}"))
            Sell(
                product,
                SpotVenue.Auction,
                (pair.Buyer, pair.Seller),
                (first + pair.Hour, pair.Hours, pair.Lots),
                product.Worth(pair.Sum, pair.Lots)
            );
    }

    // What was told of this auction: its document and the bids that it filled.
    private (SpotAuctionDocument? Held, HashSet<(int, long)> Filled) ToldOf(string product, Instant gate)
    {
        SpotAuctionDocument? held = null;
        var filled = new HashSet<(int, long)>();
        foreach (var happening in Told ?? [])
        {
            if (happening.Kind == MessageKind.SpotAuctionHeld)
            {
                if (held is not null)
                    break;
                var told = Documents.Read<SpotAuctionDocument>(Encoding.UTF8.GetBytes(happening.As<string>()));
                held = told.Product == product && told.Gate == gate.ToString() ? told : null;
            }
            else if (held is not null && happening.Message is SpotBidEnded { How: SpotBidEnd.Filled } ended)
                filled.Add((ended.Account.Value, ended.Reference));
        }

        return (held, filled);
    }

    private static bool WouldGain(PlaceSpotBid block, NaiveSpotAuction auction)
    {
        var (limit, sum) = (block.Limit.Ticks * block.Hours, auction.SumOf(block));
        return block.Side == Side.Buy ? limit > sum : limit < sum;
    }

    private void Tell(
        NaiveProduct product,
        NaiveSpotAuction auction,
        List<PlaceSpotBid> bids,
        List<PlaceSpotBid> rejected,
        SpotAuctionDocument? held
    )
    {
        var terms = product.Terms;
        var hours = Enumerable.Range(0, product.Hours).ToList();
        var welfare = auction.Welfare.ToString(CultureInfo.InvariantCulture);
        // Where not every set was tried its bound is taken as told, but it is never below what was reached.
        var bound =
            auction.Trusted
            && held is { Proven: false }
            && BigInteger.Parse(held.Bound, CultureInfo.InvariantCulture) >= auction.Welfare
                ? held.Bound
                : welfare;
        var document = new SpotAuctionDocument(
            terms.Product,
            product.Gate.ToString(),
            product.FirstHour,
            auction.Prices,
            [.. hours.Select(h => Sum(h, Side.Buy, (_, i) => auction.Filled[i]))],
            [.. hours.Select(h => auction.Prices[h] == terms.CapTicks ? LeftAt(h, Side.Buy) : 0)],
            [.. hours.Select(h => auction.Prices[h] == terms.CapTicks ? BlocksOutAt(h, terms.CapTicks) : 0)],
            [.. hours.Select(h => auction.Prices[h] == terms.FloorTicks ? LeftAt(h, Side.Sell) : 0)],
            [.. hours.Select(h => Sum(h, Side.Sell, (b, _) => b.Lots.Lots))],
            [.. hours.Select(h => Sum(h, Side.Buy, (b, _) => b.Lots.Lots))],
            [.. hours.Select(h => In(h, Side.Sell).Select(i => bids[i].Account).Distinct().Count())],
            [
                .. rejected.Select(b => new RejectedBlock(
                    b.Account.Value,
                    b.Reference,
                    b.Side,
                    b.FirstHour,
                    b.Hours,
                    b.Lots.Lots,
                    b.Limit.Ticks,
                    auction.SumOf(b)
                )),
            ],
            bids.Count,
            welfare,
            bound,
            !auction.Trusted || held is { Proven: true }
        );
        SayDocument(MessageKind.SpotAuctionHeld, Documents.Write(document));

        IEnumerable<int> In(int hour, Side side) =>
            Enumerable.Range(0, bids.Count).Where(i => bids[i].Side == side && auction.Covers(bids[i], hour));

        long Sum(int hour, Side side, Func<PlaceSpotBid, int, long> lots) => In(hour, side).Sum(i => lots(bids[i], i));

        // Hourly bids at the very price that got less than they asked for.
        long LeftAt(int hour, Side side) =>
            In(hour, side)
                .Where(i => bids[i].AllOrNone == 0 && bids[i].Limit.Ticks == auction.Prices[hour])
                .Sum(i => bids[i].Lots.Lots - auction.Filled[i]);

        // Blocks that bid the cap and stayed out: nobody can be served a part of one.
        long BlocksOutAt(int hour, long cap) =>
            In(hour, Side.Buy)
                .Where(i => bids[i].AllOrNone == 1 && bids[i].Limit.Ticks == cap && auction.Filled[i] == 0)
                .Sum(i => bids[i].Lots.Lots);
    }

    private sealed record NaivePair(int Buyer, int Seller, int Hour, int Hours, long Lots, long Sum);

    // SPT-006: lots of an hour laid out side by side, buyers and sellers each as they were drawn; where they lie beside
    // each other they are a pair, and pairs that the next hour repeats are one.
    private static List<NaivePair> Pairs(NaiveSpotAuction auction, List<PlaceSpotBid> bids, string draw)
    {
        var open = new List<NaivePair>();
        var done = new List<NaivePair>();
        for (var hour = 0; hour < auction.Hours; hour++)
        {
            var now = PairsOf(auction, bids, hour, draw);
            var grown = new List<NaivePair>();
            foreach (var pair in now)
            {
                var before = open.Find(o => (o.Buyer, o.Seller, o.Lots) == (pair.Buyer, pair.Seller, pair.Lots));
                open.Remove(before!);
                grown.Add(
                    before is null ? pair : before with { Hours = before.Hours + 1, Sum = before.Sum + pair.Sum }
                );
            }

            done.AddRange(open);
            open = grown;
        }

        return [.. done.Concat(open).OrderBy(p => p.Hour).ThenBy(p => p.Buyer).ThenBy(p => p.Seller)];
    }

    private static List<NaivePair> PairsOf(NaiveSpotAuction auction, List<PlaceSpotBid> bids, int hour, string draw)
    {
        var (buyers, sellers) = (LaidOut(Side.Buy), LaidOut(Side.Sell));
        var pairs = new List<NaivePair>();
        foreach (var buyer in buyers)
        {
            foreach (var seller in sellers)
            {
                var lots = long.Min(buyer.To, seller.To) - long.Max(buyer.From, seller.From);
                if (lots > 0)
                    pairs.Add(new(buyer.Account, seller.Account, hour, 1, lots, auction.Prices[hour]));
            }
        }

        return pairs;

        List<(int Account, long From, long To)> LaidOut(Side side)
        {
            long at = 0;
            var places = new List<(int, long, long)>();
            var mine = Enumerable
                .Range(0, bids.Count)
                .Where(i => bids[i].Side == side && auction.Covers(bids[i], hour))
                .GroupBy(i => bids[i].Account.Value);
            foreach (var account in mine.OrderBy(a => PlaceOf(a.Key)).ThenBy(a => a.Key))
            {
                var lots = account.Sum(i => auction.Filled[i]);
                places.Add((account.Key, at, at + lots));
                at += lots;
            }

            return places;
        }

        ulong PlaceOf(int account)
        {
            var digest = new Digest64(0);
            digest.Add(Encoding.UTF8.GetBytes(draw));
            digest.Add((ulong)account);
            return digest.Value;
        }
    }

    // The money is where it belongs already: the trade is told and its certificate made.
    private void Sell(
        NaiveProduct product,
        SpotVenue venue,
        (int Buyer, int Seller) sides,
        (long First, int Hours, long Lots) what,
        long paid
    )
    {
        Say(
            MessageKind.SpotTraded,
            new SpotTraded(
                ++_lastSpotTrade,
                Name24.Of(product.Terms.Product),
                venue,
                new(sides.Buyer),
                new(sides.Seller),
                what.First,
                what.Hours,
                new(what.Lots),
                new(paid),
                _certificates.Count + 1
            )
        );
        Make(
            new()
            {
                Id = _certificates.Count + 1,
                Product = product,
                Issuer = sides.Seller,
                Owner = sides.Buyer,
                FirstHour = what.First,
                Hours = what.Hours,
                Lots = what.Lots,
                Units = what.Lots * what.Hours * product.Terms.UnitsPerLot,
                Paid = paid,
                Collateral = product.Worth(product.Terms.CollateralTicks, (BigInteger)what.Lots * what.Hours),
                Prepaid = true,
                Terms = product.Terms,
            }
        );
    }
}
