// The random market's spot market: bids, certificates, deliveries and tenders, good and bad.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim;

namespace Tokenbourse.Scenarios;

internal sealed partial class RandomMarket
{
    private sealed class Seen
    {
        public required CertificateIssued Words { get; init; }
        public required int Owner { get; set; }
        public int Meter { get; set; }
        public bool Ended { get; set; }
    }

    private static readonly string[] _productNames = ["PA", "PB", "PC"];

    // Of its own, so that the stream of orders is what it was without it.
    private readonly Random64 _spots = Random64.Of(seed, 1, 11);
    private readonly SortedList<long, Seen> _papers = [];
    private readonly SortedList<int, long> _told = [];
    private readonly SortedSet<int> _takers = [];
    private int _spotIds;
    private int _productVersion;

    private bool HasSpot => HasMembers && Has(RandomTopics.Spot);

    // Nothing else happens: most of what is asked is about the spot market.
    private bool OnlySpot => Topics == RandomTopics.Spot;

    private int Spin(int count) => (int)_spots.Between(0, count - 1);

    private string CertificateTerms(string contract) =>
        !HasSpot || contract == "CC"
            ? ""
            : $$""","certificates":{"product":"{{(
                contract == "AA" ? "PA" : "PB"
            )}}","noticeDays":{{2 + (seed % 3)}},"windowDays":3}""";

    // PA is sold hour by hour for one day, PB for two that begin at two in the afternoon; PC is of another currency,
    // and its lowest price is nothing at all.
    private void DefineProducts()
    {
        if (!HasSpot)
            return;
        foreach (var name in _productNames)
            DefineProduct(name, _spots.Chance(100) ? 0 : ++_productVersion);
    }

    private void DefineProduct(string name, int version)
    {
        var (currency, gate, start, days, floor) = name switch
        {
            "PA" => ("USD", "10:00", "00:00", 1, "0.01"),
            "PB" => ("USD", "13:30", "14:00", 2, "0.10"),
            _ => ("CNY", "14:30", "14:00", 1, "0.00"),
        };
        var future = name switch
        {
            "PA" => ""","future":{"contract":"AA","units":40}""",
            "PB" => ""","future":{"contract":"BB","units":30}""",
            _ => _spots.Chance(100) ? ""","future":{"contract":"ZZ","units":30}""" : "",
        };
        var standard = name switch
        {
            "PA" => "[2,24]",
            "PB" => "[1,3]",
            _ => "[]",
        };
        Text(
            MessageKind.DefineSpotProduct,
            $$"""
            {"product":"{{name}}","version":{{version}},"name":{"en":"P","zh":"P"},"kind":"{{(
                name == "PA" || _spots.Chance(950) ? "tokens" : "compute"
            )}}","currency":"{{currency}}",
            "unit":"u","unitsPerLot":10,"tick":"0.01","floor":"{{floor}}","cap":"1.{{Spin(10)}}0",
            "maxLots":{{40 + Spin(20)}},
            "issuerLimit":{{200 + Spin(400)}},"auction":{"gate":"{{gate}}","dayStart":"{{start}}","days":{{days}}},"standardHours":{{standard}},
            "collateral":"0.{{Spin(5)}}1","delivery":{"penalty":"0.{{1 + Spin(9)}}3","unused":"{{(
                Spin(2) == 0 ? "paid" : "refunded"
            )}}","graceHours":{{Spin(12)}}}{{future}},"traits":[]}
            """
        );
    }

    private void TradeSpot()
    {
        if (!HasSpot || !_spots.Chance(OnlySpot ? 900 : 150))
            return;
        switch (Spin(100))
        {
            case < 44:
                Bid();
                break;
            case < 48:
                Send(
                    MessageKind.CancelSpotBid,
                    new CancelSpotBid(Dealer(), SpotName(), 1 + Spin(int.Max(1, _spotIds)))
                );
                break;
            case < 56:
                IssueOne();
                break;
            case < 58:
                DefineProduct(_productNames[Spin(3)], _spots.Chance(100) ? 1 : ++_productVersion);
                break;
            case < 61:
                Send(
                    MessageKind.SetStandby,
                    new SetStandby(
                        Dealer(),
                        SpotName(),
                        new(_spots.Between(-5, 210)),
                        (byte)(
                            _spots.Chance(30) ? 2
                            : _spots.Chance(800) ? 1
                            : 0
                        )
                    )
                );
                break;
            case < 82:
                UsePaper();
                break;
            default:
                DeliverOne();
                break;
        }
    }

    private AccountId Dealer() => new(_spots.Chance(20) ? 77 : 1 + Spin(Accounts));

    private Name24 SpotName() =>
        Name24.Of(_spots.Chance(20) ? "NONE" : _productNames[_spots.Chance(700) ? 0 : Spin(3)]);

    // Prices are few and hours too, so that everything meets; what is bid follows from what the products say.
    private void Bid()
    {
        var product = SpotName();
        var start = product.ToString() == "PA" ? 0 : 14 * 60;
        var day = _now.Date.Plus(
            _spots.Chance(_now.Nanoseconds % Instant.PerDay > 12 * 3600L * 1_000_000_000 ? 700 : 200) ? 1 : 0
        );
        var first = DeliveryHours.Of(Instant.At(day.Plus(product.ToString() == "PA" ? 1 : 0), start));
        var block = _spots.Chance(400);
        var hours =
            block ? 1 + Spin(_spots.Chance(30) ? 60 : 3)
            : _spots.Chance(20) ? 2
            : 1;
        Send(
            MessageKind.PlaceSpotBid,
            new PlaceSpotBid(
                Dealer(),
                product,
                (Side)(_spots.Chance(10) ? 3 : 1 + Spin(2)),
                _spots.Chance(10) ? Spin(2) - 1
                    : _spots.Chance(60) ? int.Max(1, _spotIds - Spin(4))
                    : ++_spotIds,
                first + (_spots.Chance(30) ? _spots.Between(-3, 60) : Spin(5)),
                hours - (_spots.Chance(10) ? 5 : 0),
                new(_spots.Chance(30) ? _spots.Between(-1, 90) : _spots.Between(1, 12)),
                new(
                    _spots.Chance(30) ? _spots.Between(-3, 250)
                    : _spots.Chance(80) ? 100
                    : _spots.Between(40, 60)
                ),
                (byte)(
                    _spots.Chance(5) ? 2
                    : block ? 1
                    : 0
                )
            )
        );
    }

    // Often of exactly one lot of the month of its product, in the days after it ends.
    private void IssueOne()
    {
        var fit = _spots.Chance(600);
        var product = fit ? Name24.Of(_productNames[Spin(2)]) : SpotName();
        var ends = TradingDate.Of(2026, 12, 1);
        var at = product.ToString() == "PA" ? 0 : 14 * 60;
        var from = fit ? Instant.At(ends, at) : _now.Plus(3_600_000_000_000);
        Send(
            MessageKind.IssueCertificate,
            new IssueCertificate(
                Dealer(),
                product,
                DeliveryHours.Of(from) + (_spots.Chance(50) ? _spots.Between(-100, 30_000) : Spin(20)),
                fit ? 1
                    : _spots.Chance(30) ? Spin(3000)
                    : 1 + Spin(4),
                new(
                    fit ? (product.ToString() == "PA" ? 4 : 3)
                    : _spots.Chance(50) ? _spots.Between(-1, 70)
                    : 1 + Spin(9)
                ),
                _spots.Chance(20) ? default : Name24.Of(_spots.Chance(30) ? "ip1" : $"ip{++_spotIds}")
            )
        );
    }

    // What an owner may do; the newest ones more often.
    private void UsePaper()
    {
        var what = Spin(14);
        var (id, paper) = AnyPaper(what is >= 7 and <= 9 && _spots.Chance(800));
        var owner = paper is null || _spots.Chance(50) ? Dealer() : new AccountId(paper.Owner);
        switch (what)
        {
            case 0 or 1:
                Send(MessageKind.TransferCertificate, new TransferCertificate(owner, id, Dealer()));
                break;
            case 2 or 3:
                Send(
                    MessageKind.SplitCertificate,
                    new SplitCertificate(owner, id, new(_spots.Chance(100) ? _spots.Between(-1, 20) : 1 + Spin(3)))
                );
                break;
            case 4 or 5 or 6:
                Send(
                    MessageKind.RedeemCertificate,
                    new RedeemCertificate(owner, id, Spin(5) - (_spots.Chance(50) ? 1 : 0))
                );
                break;
            case 7 or 8 or 9:
                var month =
                    paper is null || _spots.Chance(200)
                        ? AnyMonth()
                        : new(paper.Words.Product.ToString() == "PA" ? 1 : 3);
                Send(MessageKind.TenderCertificate, new TenderCertificate(owner, id, month));
                break;
            case 10:
                Send(MessageKind.WithdrawTender, new WithdrawTender(owner, id));
                break;
            default:
                Send(
                    MessageKind.RequestDelivery,
                    new RequestDelivery(Dealer(), AnyMonth(), new(_spots.Chance(50) ? -1 : Spin(4)))
                );
                break;
        }
    }

    private InstrumentId AnyMonth() => new(_spots.Chance(700) ? 1 : Spin(6));

    // Fit: of the days after the month's last one.
    private (long Id, Seen? Paper) AnyPaper(bool fit = false)
    {
        if (_papers.Count == 0 || _spots.Chance(10))
            return (_papers.Count + Spin(2), null);
        var ends = DeliveryHours.Of(Instant.At(TradingDate.Of(2026, 12, 1), 0));
        var living =
            fit
                ? _papers
                    .Values.Where(p =>
                        p is { Ended: false, Words: { Paid.Minor: 0, From: 0 } } && p.Words.FirstHour >= ends
                    )
                    .ToList()
            : _spots.Chance(900) ? _papers.Values.Where(p => !p.Ended).TakeLast(40).ToList()
            : [.. _papers.Values];
        if (living.Count == 0)
            return (0, null);
        var paper = living[Spin(living.Count)];
        return (paper.Words.Certificate, paper);
    }

    private void DeliverOne()
    {
        var redeemed = _papers.Values.Where(p => p.Meter > 0 && (!p.Ended || _spots.Chance(20))).ToList();
        var paper = redeemed.Count == 0 || _spots.Chance(30) ? AnyPaper().Paper : redeemed[Spin(redeemed.Count)];
        var words = paper?.Words ?? default;
        var meter = _spots.Chance(30) ? Spin(5) : paper?.Meter ?? 1;
        var last = _told.GetValueOrDefault(meter);
        var now = DeliveryHours.Of(_now);
        var hour = _spots.Chance(50) ? now + Spin(4) : long.Min(now, words.FirstHour + int.Max(0, words.Hours - 1));
        Send(
            MessageKind.RecordDelivery,
            new RecordDelivery(
                meter,
                _spots.Chance(60) ? last + Spin(3) - 2 : last + 1 + Spin(2),
                words.Certificate,
                hour,
                _spots.Chance(700) ? default : Dealer(),
                _spots.Chance(30) ? _spots.Between(-2, 900)
                    : _spots.Chance(150) ? words.Units
                    : Spin(20),
                _spots.Chance(700) ? 0
                    : _spots.Chance(30) ? _spots.Between(-1, 900)
                    : Spin(30),
                _spots.Chance(10) ? default : Name24.Of("e")
            )
        );
    }

    // On the month's last day some of those who asked for delivery have nothing to pay it with.
    private void DrainTakers()
    {
        if (_day < TradingDate.Of(2026, 11, 30))
            return;
        foreach (var account in _takers.Where(_ => _spots.Chance(500)).ToList())
            Drain(new(account));
        _takers.Clear();
    }

    private void LearnSpot(object message)
    {
        switch (message)
        {
            case RequestDelivery request:
                _takers.Add(request.Account.Value);
                break;
            case CertificateIssued issued:
                _papers[issued.Certificate] = new() { Words = issued, Owner = issued.Owner.Value };
                break;
            case TransferCertificate passed:
                _papers[passed.Certificate].Owner = passed.To.Value;
                break;
            case RedeemCertificate redeemed:
                _papers[redeemed.Certificate].Meter = redeemed.Meter;
                break;
            case DeliveryAllocated allocated:
                _papers[allocated.Certificate].Owner = allocated.To.Value;
                break;
            case CertificateEnded ended:
                _papers[ended.Certificate].Ended = true;
                break;
            case DeliveryRecorded told:
                _told[told.Meter] = told.Record;
                break;
        }
    }
}
