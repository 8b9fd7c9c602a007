// A market with one spot product, for tests: eight hours of money, certificates and deliveries.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Unit.Market.Spot;

/// <summary>Accounts 1 to 4 hold a million yuan each. It is 09:00 on 2 March 2026; the gate falls at 12:00, and the first
/// hour sold is midnight.</summary>
internal static class SpotDesk
{
    public static readonly Name24 Tokens = Name24.Of("TS");

    /// <summary>The hour that begins at midnight after the first gate.</summary>
    public static readonly long Midnight = DeliveryHours.Of(Instant.At(TradingDate.Of(2026, 3, 3), 0));

    /// <summary>A lot is 1,000 tokens; a tick is a fen.</summary>
    public static string Product(string unused = "paid", int version = 1, string product = "TS") =>
        $$"""
            { "product": "{{product}}", "version": {{version}}, "name": { "en": "Tokens", "zh": "词元" }, "kind": "tokens", "currency": "CNY",
              "unit": "standard token", "unitsPerLot": 1000, "tick": "0.01", "floor": "0.01", "cap": "10.00", "maxLots": 1000,
              "issuerLimit": 100000, "auction": { "gate": "12:00", "dayStart": "00:00", "days": 1 }, "collateral": "2.00",
              "delivery": { "penalty": "0.25", "unused": "{{unused}}", "graceHours": 2 }, "traits": [ { "name": "grade", "value": "S" } ] }
            """;

    public static MarketDesk Open(string unused = "paid")
    {
        var desk = MarketDesk.Open();
        desk.Document(MessageKind.DefineSpotProduct, Product(unused));
        return desk;
    }

    public static PlaceSpotBid Bid(int account, Side side, long reference, int hour, long lots, long ticks) =>
        new(new(account), Tokens, side, reference, Midnight + hour, 1, new(lots), new(ticks), 0);

    public static PlaceSpotBid Block(
        int account,
        Side side,
        long reference,
        int hour,
        int hours,
        long lots,
        long ticks
    ) => new(new(account), Tokens, side, reference, Midnight + hour, hours, new(lots), new(ticks), 1);

    public static void Place(this MarketDesk desk, in PlaceSpotBid bid) => desk.Submit(MessageKind.PlaceSpotBid, bid);

    /// <summary>Time goes on to the begin of an hour after midnight, minute by the clock.</summary>
    public static void GoTo(this MarketDesk desk, long hour, int minute = 0)
    {
        desk.Now = DeliveryHours.Begin(hour).Plus(minute * Instant.PerMinute);
        desk.Submit(MessageKind.Tick, default(Tick));
    }

    /// <summary>Minor units of a ledger code by the postings told so far.</summary>
    public static long Balance(this MarketDesk desk, LedgerCode code, int account)
    {
        long sum = 0;
        foreach (var entry in desk.Events.Where(e => e.Kind == MessageKind.Posted))
        {
            var p = entry.As<Posted>();
            if (p.Debit == code && p.DebitOwner.Value == account)
                sum -= p.Amount.Minor;
            if (p.Credit == code && p.CreditOwner.Value == account)
                sum += p.Amount.Minor;
        }

        return sum;
    }

    public static RecordDelivery Record(
        long record,
        long certificate,
        int hour,
        long delivered,
        long failed = 0,
        int by = 0
    ) => new(7, record, certificate, Midnight + hour, new(by), delivered, failed, Name24.Of("e1"));
}
