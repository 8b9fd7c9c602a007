// A story's spot market: products, bids, certificates, deliveries, tenders.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Scenarios;

public sealed partial class ScenarioRunner
{
    private readonly SortedList<string, SpotProduct> _products = new(StringComparer.Ordinal);
    private SpotProduct? _product;
    private Instant? _begin;

    private bool OfSpot(string first, WordReader words)
    {
        switch (first)
        {
            case "spot-product":
                DefineProduct(words);
                return true;
            case "spot":
                Spot(words);
                return true;
            case "certificate":
                Certificate(words);
                return true;
            case "request":
                AskForDelivery(words);
                return true;
            default:
                return OfDealing(first, words);
        }
    }

    // A story counts its delivery hours from midnight after its first day.
    private long HourOf(WordReader words) => HourZero + words.Whole("an hour");

    private long HourZero
    {
        get
        {
            _begin ??= Instant.At(_day.Plus(1), 0);
            return DeliveryHours.Of(_begin.Value);
        }
    }

    private void DefineProduct(WordReader words)
    {
        _ = HourZero;
        if (SpotProduct.Read(System.Text.Encoding.UTF8.GetBytes(words.Peek), []) is { } read)
        {
            _product = read;
            _products.TryAdd(read.Product, read);
        }

        Define(MessageKind.DefineSpotProduct, words);
    }

    // in PRODUCT; else the one defined last.
    private Name24 ProductOf(WordReader words) =>
        words.Has("in") ? words.Name("a product's name") : Name24.Of(_product?.Product ?? "NONE");

    private decimal SpotTick(Name24 product) => _products.GetValueOrDefault(product.ToString())?.TickSize ?? 0.01m;

    private void Spot(WordReader words)
    {
        var account = AccountOf(words.Take("an account's name"));
        if (words.Has("cancel"))
        {
            var reference = words.Whole("a reference");
            var cancel = new CancelSpotBid(account, ProductOf(words), reference);
            Outcome(words, _venue.Submit(MessageKind.CancelSpotBid, Codec.Bytes(cancel)));
        }
        else if (words.Has("stand-in"))
            StandIn(account, words);
        else
            Bid(account, words);
    }

    // spot NAME stand-in @ P | off [in PRODUCT]
    private void StandIn(AccountId account, WordReader words)
    {
        var off = words.Has("off");
        if (!off)
            words.Need("@");
        var price = off ? 0 : words.Decimal("a price");
        var product = ProductOf(words);
        var ticks = off ? _product?.FloorTicks ?? 0 : (long)(price / SpotTick(product));
        var standby = new SetStandby(account, product, new(ticks), off ? (byte)0 : (byte)1);
        Outcome(words, _venue.Submit(MessageKind.SetStandby, Codec.Bytes(standby)));
    }

    // spot NAME buy|sell LOTS @ P hour H [for N] [block] as REF [in PRODUCT]
    private void Bid(AccountId account, WordReader words)
    {
        var side = words.Either("buy", "sell") ? Side.Buy : Side.Sell;
        var lots = words.Whole("a number of lots");
        words.Need("@");
        var price = words.Decimal("a price");
        words.Need("hour");
        var hour = HourOf(words);
        var hours = words.Has("for") ? words.Number("a number of hours") : 1;
        var block = words.Has("block");
        words.Need("as");
        var reference = words.Whole("a reference");
        var product = ProductOf(words);
        var bid = new PlaceSpotBid(
            account,
            product,
            side,
            reference,
            hour,
            hours,
            new(lots),
            new((long)(price / SpotTick(product))),
            block ? (byte)1 : (byte)0
        );
        Outcome(words, _venue.Submit(MessageKind.PlaceSpotBid, Codec.Bytes(bid)));
    }

    // certificate issue NAME LOTS hour H [for N] [reference R] [in PRODUCT], or certificate N WHAT ...
    private void Certificate(WordReader words)
    {
        if (words.Has("issue"))
        {
            Issue(words);
            return;
        }

        var id = words.Whole("a certificate's number, or issue");
        var what = words.Take("transfer, split, redeem, deliver, tender or withdraw");
        if (what == "deliver")
        {
            Deliver(id, words);
            return;
        }

        var account = AccountOf(words.Take("an account's name"));
        var events = what switch
        {
            "transfer" => _venue.Submit(
                MessageKind.TransferCertificate,
                Codec.Bytes(new TransferCertificate(account, id, AccountAfter("to", words)))
            ),
            "split" => _venue.Submit(
                MessageKind.SplitCertificate,
                Codec.Bytes(new SplitCertificate(account, id, new(words.Whole("a number of lots"))))
            ),
            "redeem" => _venue.Submit(
                MessageKind.RedeemCertificate,
                Codec.Bytes(new RedeemCertificate(account, id, MeterOf("at", words)))
            ),
            "tender" => _venue.Submit(
                MessageKind.TenderCertificate,
                Codec.Bytes(new TenderCertificate(account, id, InstrumentOf(words)))
            ),
            "withdraw" => _venue.Submit(MessageKind.WithdrawTender, Codec.Bytes(new WithdrawTender(account, id))),
            _ => throw words.Fault("transfer, split, redeem, deliver, tender or withdraw"),
        };
        Outcome(words, events);
    }

    private void Issue(WordReader words)
    {
        var account = AccountOf(words.Take("an account's name"));
        var lots = words.Whole("a number of lots");
        words.Need("hour");
        var hour = HourOf(words);
        var hours = words.Has("for") ? words.Number("a number of hours") : 1;
        var reference = ReferenceOf(words);
        var issue = new IssueCertificate(account, ProductOf(words), hour, hours, new(lots), reference);
        Outcome(words, _venue.Submit(MessageKind.IssueCertificate, Codec.Bytes(issue)));
    }

    // certificate N deliver UNITS [failed N] hour H meter M record R [by NAME] [evidence WORD]
    private void Deliver(long id, WordReader words)
    {
        var delivered = words.Whole("metered units");
        var failed = words.Has("failed") ? words.Whole("metered units") : 0;
        words.Need("hour");
        var hour = HourOf(words);
        var meter = MeterOf("meter", words);
        words.Need("record");
        var record = words.Whole("a record's number");
        var by = words.Has("by") ? AccountOf(words.Take("an account's name")) : default;
        var evidence = words.Has("evidence") ? NameOf(words) : Name24.Of("evidence");
        var delivery = new RecordDelivery(meter, record, id, hour, by, delivered, failed, evidence);
        Outcome(words, _venue.Submit(MessageKind.RecordDelivery, Codec.Bytes(delivery)));
    }

    // request NAME LOTS [SYMBOL]
    private void AskForDelivery(WordReader words)
    {
        var account = AccountOf(words.Take("an account's name"));
        var lots = words.Whole("a number of lots");
        var request = new RequestDelivery(account, InstrumentOf(words), new(lots));
        Outcome(words, _venue.Submit(MessageKind.RequestDelivery, Codec.Bytes(request)));
    }

    private static int MeterOf(string word, WordReader words)
    {
        words.Need(word);
        return words.Number("a meter");
    }

    private AccountId AccountAfter(string word, WordReader words)
    {
        words.Need(word);
        return AccountOf(words.Take("an account's name"));
    }

    private InstrumentId InstrumentOf(WordReader words) =>
        words.Has("instrument") ? new(words.Number("an instrument number")) : new(Month(words).Instrument);
}
