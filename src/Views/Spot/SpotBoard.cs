// The spot market as everybody may see it: products, auctions held, trades, certificates and what was delivered.
using System.Globalization;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Views.Spot;

/// <summary>A bid that waits for its auction.</summary>
public sealed record WaitingBid(SpotBidTaken Words, Instant Time);

/// <summary>A trade of the spot market, when it was made, and its event's sequence.</summary>
public sealed record SpotTradeRow(SpotTraded Trade, Instant Time, long Sequence);

/// <summary>An auction that was held and its event's sequence.</summary>
public sealed record SpotAuctionRow(SpotAuctionDocument Auction, long Sequence);

/// <summary>A certificate as it stands.</summary>
/// <param name="graceHours">Hours after its window in which deliveries may still be told.</param>
public sealed class CertificateRow(CertificateIssued issued, Instant time, int graceHours)
{
    public CertificateIssued Issued { get; } = issued;

    /// <summary>Its window begins.</summary>
    public Instant Begin => DeliveryHours.Begin(Issued.FirstHour);

    public Instant WindowEnd => DeliveryHours.Begin(Issued.FirstHour + Issued.Hours);

    internal int GraceHours { get; } = graceHours;

    /// <summary>It ends then, if it is not drawn before.</summary>
    public Instant End => DeliveryHours.Begin(Issued.FirstHour + Issued.Hours + GraceHours);

    /// <summary>Sequence of the last event that changed it.</summary>
    public long Changed { get; internal set; }

    public Instant Time { get; } = time;

    public AccountId Owner { get; internal set; } = issued.Owner;

    /// <summary>What splits have left of it.</summary>
    public long Lots { get; internal set; } = issued.Lots.Lots;

    public long Units { get; internal set; } = issued.Units;

    public Money Paid { get; internal set; } = issued.Paid;

    public CertificateState State { get; internal set; } = CertificateState.Issued;

    public int Meter { get; internal set; }

    public long Drawn { get; internal set; }

    /// <summary>Asked for in vain.</summary>
    public long Failed { get; internal set; }

    /// <summary>Out of escrow and collateral to whoever delivered.</summary>
    public Money Delivered { get; internal set; }

    /// <summary>Every record drawn on it, oldest first: what its invoice is made of.</summary>
    public List<DeliveryRecorded> Deliveries { get; } = [];

    /// <summary>Number of the last record drawn on it.</summary>
    public long LastRecord { get; internal set; }

    public CertificateEnded? Ended { get; internal set; }
}

/// <summary>A product and what happened in it.</summary>
public sealed class SpotProductRow
{
    /// <summary>Auctions that are kept.</summary>
    public const int MostAuctions = 100;

    /// <summary>Trades that are kept.</summary>
    public const int MostTrades = 1000;

    private readonly SortedDictionary<(int Account, long Reference), WaitingBid> _bids = [];

    internal SpotProductRow(SpotProduct spec) => Spec = spec;

    public SpotProduct Spec { get; internal set; }

    /// <summary>Oldest first.</summary>
    public List<SpotAuctionRow> Auctions { get; } = [];

    /// <summary>Oldest first.</summary>
    public List<SpotTradeRow> Trades { get; } = [];

    /// <summary>Of one account.</summary>
    public IEnumerable<WaitingBid> BidsOf(AccountId account) =>
        _bids.Where(b => b.Key.Account == account.Value).Select(b => b.Value);

    /// <summary>A price in ticks as a decimal of the currency.</summary>
    public string PriceOf(long ticks) => (ticks * Spec.TickSize).ToString(CultureInfo.InvariantCulture);

    internal void Take(in SpotBidTaken bid, Instant time) => _bids[(bid.Account.Value, bid.Reference)] = new(bid, time);

    internal void End(in SpotBidEnded bid) => _bids.Remove((bid.Account.Value, bid.Reference));

    internal void Add(SpotAuctionRow auction)
    {
        Auctions.Add(auction);
        if (Auctions.Count > MostAuctions)
            Auctions.RemoveAt(0);
    }

    internal void Add(SpotTradeRow trade)
    {
        Trades.Add(trade);
        if (Trades.Count > MostTrades)
            Trades.RemoveAt(0);
    }
}

/// <summary>Folds the spot market's events.</summary>
public sealed class SpotBoard : View
{
    private readonly SortedDictionary<string, SpotProductRow> _products = new(StringComparer.Ordinal);
    private readonly List<CertificateRow> _certificates = [];
    private readonly SortedDictionary<long, CertificateRow> _live = [];

    /// <summary>Orders, requests and quotes.</summary>
    public SpotDealing Dealing { get; } = new();

    /// <summary>By name.</summary>
    public IEnumerable<SpotProductRow> Products => _products.Values;

    /// <summary>Certificate 1 first.</summary>
    public IReadOnlyList<CertificateRow> Certificates => _certificates;

    /// <summary>Those that have not ended, by number.</summary>
    public IEnumerable<CertificateRow> Live => _live.Values;

    /// <summary>Sequence of the last event that changed what waits for auctions; -1: there was none.</summary>
    public long BidsChanged { get; private set; } = -1;

    /// <summary>Sequence of the last event that changed any certificate; -1: there is none.</summary>
    public long CertificatesChanged { get; private set; } = -1;

    public SpotProductRow? Of(string product) => _products.GetValueOrDefault(product);

    public CertificateRow? Certificate(long id) =>
        id >= 1 && id <= _certificates.Count ? _certificates[(int)id - 1] : null;

    /// <summary>Certificates that an account owns or has issued, newest first.</summary>
    public IEnumerable<CertificateRow> CertificatesOf(AccountId account) =>
        _certificates.Where(c => c.Owner == account || c.Issued.Issuer == account).Reverse();

    protected override void Fold(in LogEntry entry)
    {
        switch (entry.Kind)
        {
            case MessageKind.SpotProductDefined:
                Define(SpotProduct.Read(entry.Payload, [])!);
                break;
            case MessageKind.SpotBidTaken:
                var taken = entry.As<SpotBidTaken>();
                Row(taken.Product).Take(taken, entry.Time);
                BidsChanged = entry.Sequence;
                break;
            case MessageKind.SpotBidEnded:
                var ended = entry.As<SpotBidEnded>();
                Row(ended.Product).End(ended);
                BidsChanged = entry.Sequence;
                break;
            case MessageKind.SpotAuctionHeld:
                var auction = Documents.Read<SpotAuctionDocument>(entry.Payload.Span);
                _products[auction.Product].Add(new SpotAuctionRow(auction, entry.Sequence));
                break;
            case MessageKind.SpotTraded:
                var trade = entry.As<SpotTraded>();
                Row(trade.Product).Add(new SpotTradeRow(trade, entry.Time, entry.Sequence));
                break;
            case MessageKind.CertificateIssued:
                Issue(entry);
                break;
            default:
                OfCertificate(entry);
                Dealing.Fold(entry);
                break;
        }
    }

    private void Issue(in LogEntry entry)
    {
        var issued = entry.As<CertificateIssued>();
        // A part that was split off keeps the grace of the whole, whatever the terms have become.
        var grace = Certificate(issued.From)?.GraceHours ?? Row(issued.Product).Spec.GraceHours;
        var row = new CertificateRow(issued, entry.Time, grace);
        _certificates.Add(row);
        _live.Add(issued.Certificate, row);
        Touch(issued.Certificate, entry);
    }

    private CertificateRow Touch(long certificate, in LogEntry entry)
    {
        var row = Certificate(certificate)!;
        row.Changed = CertificatesChanged = entry.Sequence;
        return row;
    }

    private void OfCertificate(in LogEntry entry)
    {
        switch (entry.Kind)
        {
            case MessageKind.CertificateTransferred:
                var transfer = entry.As<TransferCertificate>();
                Touch(transfer.Certificate, entry).Owner = transfer.To;
                break;
            case MessageKind.CertificateSplit:
                var split = entry.As<CertificateSplit>();
                var from = Touch(split.Certificate, entry);
                (from.Lots, from.Units, from.Paid) = (split.Lots.Lots, split.Units, split.Paid);
                break;
            case MessageKind.CertificateRedeemed:
                var redeem = entry.As<RedeemCertificate>();
                var redeemed = Touch(redeem.Certificate, entry);
                (redeemed.State, redeemed.Meter) = (CertificateState.Redeemed, redeem.Meter);
                break;
            case MessageKind.DeliveryRecorded:
                var delivery = entry.As<DeliveryRecorded>();
                var drawn = Touch(delivery.Certificate, entry);
                drawn.Drawn = delivery.Drawn;
                // As the machine counts: never more than all its units.
                drawn.Failed = long.Min(drawn.Units, drawn.Failed + delivery.Failed);
                drawn.Delivered = drawn.Delivered + delivery.Paid + delivery.TopUp;
                drawn.LastRecord = delivery.Record;
                drawn.Deliveries.Add(delivery);
                break;
            case MessageKind.CertificateTendered:
                Touch(entry.As<TenderCertificate>().Certificate, entry).State = CertificateState.Tendered;
                break;
            case MessageKind.TenderEnded:
                // One whose time has passed stays ended.
                var tendered = Touch(entry.As<TenderEnded>().Certificate, entry);
                if (tendered.State == CertificateState.Tendered)
                    tendered.State = CertificateState.Issued;
                break;
            case MessageKind.DeliveryAllocated:
                var allocated = entry.As<DeliveryAllocated>();
                var taken = Touch(allocated.Certificate, entry);
                (taken.State, taken.Owner) = (CertificateState.Issued, allocated.To);
                taken.Paid = allocated.Paid;
                break;
            case MessageKind.CertificateEnded:
                var end = entry.As<CertificateEnded>();
                var ended = Touch(end.Certificate, entry);
                (ended.State, ended.Ended) = (CertificateState.Ended, end);
                _live.Remove(end.Certificate);
                break;
            default:
                break;
        }
    }

    private void Define(SpotProduct spec)
    {
        if (_products.TryGetValue(spec.Product, out var row))
            row.Spec = spec;
        else
            _products.Add(spec.Product, new(spec));
    }

    private SpotProductRow Row(in Name24 product) => _products[product.ToString()];
}
