// One product of the spot market: its terms, its next auction and what waits for it, and who stands in.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Spot;

/// <summary>A bid that waits. The slot is its account's place, the group whoever owns it.</summary>
internal readonly record struct SpotBid(int Slot, int Group, PlaceSpotBid Words);

/// <summary>A product and what belongs to it.</summary>
internal sealed class SpotSeries(SpotProduct spec, byte[] document)
{
    private readonly Dictionary<(int Slot, long Reference), int> _places = [];

    // Looked up in, never walked: the bids of one owner, so that they do not meet each other.
    private readonly Dictionary<int, List<PlaceSpotBid>> _owners = [];

    // By account slot: ticks of whoever stands in, one more than the price; zero: it does not.
    private long[] _standby = [];

    // By account slot: lot-hours offered in live bids.
    private long[] _offered = [];

    public SpotProduct Spec { get; private set; } = spec;

    public byte[] Document { get; private set; } = document;

    public Name24 Name { get; } = Name24.Of(spec.Product);

    /// <summary>When the next auction is held.</summary>
    public Instant Gate { get; private set; }

    /// <summary>Orders for standard blocks.</summary>
    public SpotBook Book { get; } = new();

    /// <summary>In no order that counts.</summary>
    public List<SpotBid> Bids { get; } = [];

    /// <summary>The first delivery hour of the next auction.</summary>
    public long FirstHour => Spec.FirstHourAfter(Gate);

    /// <summary>A newer version of the document.</summary>
    public void Follow(SpotProduct spec, byte[] document, Instant now)
    {
        (Spec, Document) = (spec, document);
        Stand(now);
    }

    /// <summary>The next auction is the first whose gate lies ahead.</summary>
    public void Stand(Instant now) => Gate = Spec.NextGate(now);

    /// <summary>The auction was held: the next one is a day later, and nothing waits.</summary>
    public void EndAuction()
    {
        Gate = Gate.Plus(Instant.PerDay);
        Bids.Clear();
        _places.Clear();
        _owners.Clear();
        Array.Clear(_offered);
    }

    public SpotBid? BidOf(int slot, long reference) =>
        _places.TryGetValue((slot, reference), out var at) ? Bids[at] : null;

    public void Add(in SpotBid bid)
    {
        _places.Add((bid.Slot, bid.Words.Reference), Bids.Count);
        Bids.Add(bid);
        OwnersBids(bid.Group).Add(bid.Words);
        if (bid.Words.Side == Side.Sell)
            At(ref _offered, bid.Slot) += LotHours(bid.Words);
    }

    /// <summary>The last bid takes its place.</summary>
    public void Remove(in SpotBid bid)
    {
        _places.Remove((bid.Slot, bid.Words.Reference), out var at);
        OwnersBids(bid.Group).Remove(bid.Words);
        if (bid.Words.Side == Side.Sell)
            At(ref _offered, bid.Slot) -= LotHours(bid.Words);
        var last = Bids[^1];
        Bids.RemoveAt(Bids.Count - 1);
        if (at == Bids.Count)
            return;
        Bids[at] = last;
        _places[(last.Slot, last.Words.Reference)] = at;
    }

    /// <summary>Lot-hours that an account offers in live bids and orders.</summary>
    public long OfferedBy(int slot) => (slot < _offered.Length ? _offered[slot] : 0) + Book.OfferedBy(slot);

    /// <summary>Has the owner a bid on the other side in any of these hours?</summary>
    public bool HasOpposite(int group, in PlaceSpotBid bid)
    {
        foreach (var other in OwnersBids(group))
        {
            if (
                other.Side != bid.Side
                && other.FirstHour < bid.FirstHour + bid.Hours
                && bid.FirstHour < other.FirstHour + other.Hours
            )
                return true;
        }

        return false;
    }

    /// <summary>At what price an account stands in, ticks; -1: it does not.</summary>
    public long StandbyOf(int slot) => slot < _standby.Length ? _standby[slot] - 1 : -1;

    /// <param name="ticks">-1: no more.</param>
    public void SetStandby(int slot, long ticks) => At(ref _standby, slot) = ticks + 1;

    /// <summary>What a bid sets aside: a buyer the most that it may come to, a seller its collateral.</summary>
    public Money ReserveOf(in PlaceSpotBid bid) => AsideOf(bid.Side, bid.Limit.Ticks, LotHours(bid));

    /// <summary>What a side sets aside for so many lot-hours: a buyer his price, a seller its collateral.</summary>
    public Money AsideOf(Side side, long ticks, long lotHours) =>
        Worth(side == Side.Buy ? ticks : Spec.CollateralTicks, lotHours);

    /// <summary>So many ticks on so many lot-hours.</summary>
    public Money Worth(long ticks, long lotHours) => Money.OfMove(ticks, lotHours, Spec.TickValueMinor);

    public static long LotHours(in PlaceSpotBid bid) => checked(bid.Lots.Lots * bid.Hours);

    public void Save(StateWriter w)
    {
        w.Block(Document);
        w.Long(Gate.Nanoseconds);
        w.Int(Bids.Count);
        foreach (var bid in Bids)
        {
            w.Int(bid.Slot);
            w.Int(bid.Group);
            w.Struct(bid.Words);
        }

        var standing = 0;
        foreach (var ticks in _standby.AsSpan())
            standing += ticks > 0 ? 1 : 0;
        w.Int(standing);
        for (var slot = 0; slot < _standby.Length; slot++)
        {
            if (_standby[slot] == 0)
                continue;
            w.Int(slot);
            w.Long(_standby[slot]);
        }
    }

    public static SpotSeries Load(StateReader r)
    {
        var document = r.Block().ToArray();
        var series = new SpotSeries(SpotProduct.Read(document, [])!, document) { Gate = new(r.Long()) };
        for (var count = r.Count(); count > 0; count--)
            series.Add(new(r.Int(), r.Int(), r.Struct<PlaceSpotBid>()));
        for (var count = r.Count(); count > 0; count--)
            series.SetStandby(r.Int(), r.Long() - 1);
        return series;
    }

    private List<PlaceSpotBid> OwnersBids(int group)
    {
        if (!_owners.TryGetValue(group, out var bids))
            _owners.Add(group, bids = []);
        return bids;
    }

    private static ref long At(ref long[] table, int slot)
    {
        if (slot >= table.Length)
            Array.Resize(ref table, int.Max(slot + 1, table.Length * 2));
        return ref table[slot];
    }
}
