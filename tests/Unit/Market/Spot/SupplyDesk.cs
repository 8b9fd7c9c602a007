// A market with a supply contract, for tests: account 2 supplies account 1 with tokens at the month average of TIX.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Unit.Market.Spot;

/// <summary>Price of a month: average of TIX times 1.05 plus 0.20, from 4 to 9 yuan per million tokens; March to May
/// 2026; meter 7; at least 2 million and at most 50 million tokens a month; 100 yuan of security.</summary>
internal static class SupplyDesk
{
    public static readonly Name24 Index = Name24.Of("TIX");

    public static readonly TradingDate March = TradingDate.Of(2026, 3, 1);

    public static readonly TradingDate April = TradingDate.Of(2026, 4, 1);

    public static readonly TradingDate May = TradingDate.Of(2026, 5, 1);

    public static string Terms(
        string supply = "S-1",
        string prints = "\"every day\"",
        string price = "\"factor\": \"1.05\", \"spread\": \"0.20\", \"floor\": \"4\", \"cap\": \"9\"",
        string volume = "\"least\": 2000000, \"most\": 50000000, \"above\": \"refused\"",
        string payment = "\"readingDays\": 2, \"dueDays\": 10, \"security\": \"100.00\"",
        string from = "2026-03",
        string to = "2026-05",
        int buyer = 1,
        int seller = 2,
        string more = ""
    ) =>
        $$"""
            { "supply": "{{supply}}", "seller": {{seller}}, "buyer": {{buyer}},
              "product": "TS", "meter": 7, "index": "TIX", "from": "{{from}}", "to": "{{to}}", {{more}}
              "average": { "over": "calendar month", "prints": {{prints}}, "leastPrints": 20, "decimals": 4, "round": "half up" },
              "price": { "units": 1000000, "quote": "CNY per million tokens", {{price}} },
              "volume": { {{volume}} }, "payment": { {{payment}} } }
            """;

    /// <summary>The contract is in force; it is 09:00 on 2 March.</summary>
    public static MarketDesk InForce(string? terms = null)
    {
        var desk = SpotDesk.Open();
        desk.Document(MessageKind.DefineSupply, terms ?? Terms());
        desk.Submit(MessageKind.AcceptSupply, new AcceptSupply(new(1), 1));
        return desk;
    }

    /// <summary>Prints of TIX from one day to another, in ten-thousandths.</summary>
    public static void Print(this MarketDesk desk, TradingDate from, TradingDate to, long value)
    {
        var next = desk.Events.Count(e => e.Kind == MessageKind.PrintTaken);
        for (var day = from; day <= to; day = day.Plus(1))
            desk.Submit(MessageKind.SubmitPrint, new SubmitPrint(Index, day, value, 4, 1, next++));
    }

    public static void Use(this MarketDesk desk, long record, TradingDate day, long units) =>
        desk.Submit(MessageKind.RecordSupply, new RecordSupply(7, record, 1, day, units, Name24.Of("e1")));

    /// <summary>Time goes on to noon of a day.</summary>
    public static void Noon(this MarketDesk desk, TradingDate day)
    {
        desk.Now = Instant.At(day, 12 * 60);
        desk.Submit(MessageKind.Tick, default(Tick));
    }

    public static void Invoice(this MarketDesk desk, TradingDate month, int account = 2) =>
        desk.Submit(MessageKind.InvoiceSupply, new InvoiceSupply(new(account), 1, month));

    /// <summary>The invoice that the last command made.</summary>
    public static SupplyInvoiceDocument Made(this MarketDesk desk) =>
        Documents.Read<SupplyInvoiceDocument>(desk.Said.Single(e => e.Kind == MessageKind.SupplyInvoiced).Payload.Span);

    /// <summary>The refusal of the last command, with what was given and the limit.</summary>
    public static (RejectReason Reason, long Given, long Limit) Why(this MarketDesk desk)
    {
        var refused = desk.The<CommandRefused>(MessageKind.CommandRefused);
        return (refused.Reason, refused.Given, refused.Limit);
    }
}
