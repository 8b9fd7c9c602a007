// What the wire's field names mean: decimals, moments, days, words; with a sample of each.
using System.Text.Json.Nodes;

namespace Tokenbourse.Gateways.Http.Contract;

/// <summary>A name means one thing on the whole wire; where it does not, the record's name stands before it.</summary>
internal static class WireNames
{
    public const string DecimalPattern = @"^-?\d+(\.\d+)?$";
    public const string MomentPattern = @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3}|\.\d{9})?Z$";
    public const string DatePattern = @"^\d{4}-\d\d-\d\d$";
    public const string DecimalSample = "6.402";
    public const string MomentSample = "2026-03-02T09:00:00.125Z";
    public const string DateSample = "2026-03-02";

    private static readonly HashSet<string> Decimals = new(
        (
            "price stopPrice last bid ask previousSettlement settlement limitLow limitHigh indicativePrice tickSize "
            + "open high low close turnover averagePrice value change previous finalPrice fees variationGains "
            + "variationLosses marginRequired marginCalls opening deposits corrections variation finalSettlement "
            + "closing margin available marginCall fee amount free paid limit.SpotBid limit.SpotOrder reserved total "
            + "welfare bound refunded penalty paidUnused topUp tick floor cap collateral first.Restatement restated "
            + "delivered.Certificate cash availability mostNotional security average averageOpen averagePosition "
            + "sinceOpened sinceSettlement balance.Funds result.Funds marginWithOrders frozenFees averageFill "
            + "slippageTicks notional marginBefore marginAfter marginWithOrdersBefore marginWithOrdersAfter "
            + "freeBefore freeAfter "
            + "withOrders addOns pledged counted.ClearingRow excess deficit stressLoss fund.ClearingRow prefunded "
            + "exchangeCapital riskReserve contributions coverOne coverTwo ledger required together tickValue atHouse "
            + "loss lossLeft before after difference skin uncovered used left replenish balance.LedgerBalance moved sum "
            + "credits debits averageVolume days.ConcentrationRow addOn expected.CoverageSeries kupiec christoffersen "
            + "proposed.SettlementMonth without move.InfluenceRow weight.SettlementMonth exact windowAverage "
            + "hourAverage gains.DaySum losses.DaySum result.DaySum ledgerSum level.MarginCoverage "
            + "fund.StressCurrency usePercent percent ratePercent askedPercent markUpPercent "
            + "coveragePercent movePercent boundPercent participationPercent topFivePercent sharePercent "
            + "equityBefore equityAfter carried opened.ProfitCurrency opened.ProfitMonth closedCarried closedToday "
            + "final result.ProfitCurrency result.ProfitMonth priceFrom priceTo effect balance.LedgerRow "
            + "statementClosing net realized "
            + "imbalancePercent twoSidedPercent presencePercent cancelPercent spreadTicks spreadBp bestSize p50Ms "
            + "p99Ms meanMs engineP99Ms widestSpread leastPresencePercent spread.ObligationNow averageSpread "
            + "averageSize missing.ShortRow called.ShortRow seenAmount "
            + "limit.PriceLimits least.PriceLimits most.PriceLimits limit.LimitOrder tradedLow tradedHigh newLow newHigh"
        ).Split(' '),
        StringComparer.Ordinal
    );

    private static readonly HashSet<string> Moments = new(
        (
            "time since until nextChange phaseUntil start asOf asked done deadline gate firstHour hour due.Timer "
            + "settlementDue lastPrint lastSettlement due.NextRun issued.CallRow missed.CallRow ended.CallRow "
            + "closed.SettlementPart due.SettlementPart published closed.EndOfDayPart opened due.EndOfDayPart began "
            + "ended.EndOfDayPart acknowledged issued.Call"
        ).Split(' '),
        StringComparer.Ordinal
    );

    private static readonly HashSet<string> Dates = new(
        (
            "day firstTradingDay lastTradingDay expires issued due.SupplyBill previousDay nextDay holidays "
            + "validFrom validTo indexDay next.CoverageBreach booked"
        ).Split(' '),
        StringComparer.Ordinal
    );

    // Calendar months, yyyy-MM.
    private static readonly HashSet<string> Months = new(
        (
            "from.Supply to.Supply last.Supply next.Supply month.SupplyMonth month.Agreement month.Obligations "
            + "month.MakerObligations"
        ).Split(' '),
        StringComparer.Ordinal
    );

    /// <summary>Open lists of words: more may come, and a client passes over what it does not know.</summary>
    private static readonly SortedDictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["action"] = "added, added in front, changed, removed",
        ["aggressor"] = "buy, sell, auction",
        ["event.OrderChange"] = "accepted, resting, filled, amended, reduced, woken, cancelled",
        ["liquidity"] = "maker, taker, auction",
        ["reason.OrderChange"] =
            "by participant, unfilled, end of day, expiry, self-match, outside limits, auction over, mass cancel, "
            + "protection, nothing to close, replaced, over limit, restricted, liquidation, member default, "
            + "session over, dead man, kill switch",
        ["cause"] = "none, calendar, operator, dynamic band, auction ended, limit ladder, legs",
        ["origin"] = "continuous, auction, implied, spread leg, forced reduction, default auction, tear-up, none",
        ["phase"] =
            "closed, auction, continuous, pause, closing auction, volatility auction, resumption auction, halted, "
            + "cancel-only",
        ["phaseCause"] = "none, calendar, operator, dynamic band, auction ended, limit ladder, legs",
        ["edge"] = "upper, lower",
        ["side"] = "buy, sell",
        ["spreadUnit"] = "ticks, percent",
        ["state.ObligationNow"] = "met, too wide, too small, one-sided, no quote, no session",
        ["state.ObligationTime"] = "met, short, no session",
        ["state.DayReplay"] = "preparing, playing, paused, ended, failed",
        ["side.Leg"] = "long, short",
        ["status.Order"] = "resting, partly filled, sleeping, filled, cancelled",
        ["status.PreviewOrder"] = "resting, partly filled, sleeping, filled, cancelled",
        ["stage.SettlementPart"] = "trading, awaiting, clearing, settled",
        ["stage.EndOfDayPart"] = "trading, awaiting, clearing, settled",
        ["kind.RankingRow"] = "member, account",
        ["kind.Call"] = "clearing, intraday",
        ["kind.CallRow"] = "clearing, intraday",
        ["state.Call"] = "issued, acknowledged, overdue",
        ["state.CallRow"] = "issued, acknowledged, overdue, paid",
        ["debit"] = "account, fee income, penalties",
        ["credit"] = "account, fee income, penalties",
        ["order_state"] = "not_accepted, accepted, unknown",
        ["kind.ProfitLine"] = "carried, opened, closedCarried, closedToday, final",
        ["kind.ProfitMovement"] =
            "deposits, withdrawals, corrections, setAside, prepaid, collateral, delivered, refunded, penalties, "
            + "supplyInvoices",
        ["side.ProfitLine"] = "long, short",
        ["own"] = "debit, credit, both",
        ["reason.LedgerRow"] = PostingReasons,
        ["reason.LedgerReason"] = PostingReasons,
    };

    private const string PostingReasons =
        "deposit, withdrawal, fee, variation margin, final settlement, initial margin, withdrawal pending, "
        + "default loss, default fund, correction, spot reserve, spot prepayment, spot collateral, "
        + "spot payment, spot refund, spot penalty, supply payment";

    private static readonly SortedDictionary<string, string> Samples = new(StringComparer.Ordinal)
    {
        ["symbol"] = "TK-Z26",
        ["contract"] = "TK",
        ["month"] = "2026-12",
        ["agreement"] = "M101-TK",
        ["calendar"] = "CN-DAY",
        ["zone"] = "Asia/Shanghai",
        ["currency"] = "CNY",
        ["index"] = "CSTI-S",
        ["clientOrderId"] = "mine-1",
        ["stream"] = "feed:TK-Z26",
        ["channel"] = "depth:TK-Z26",
        ["epoch"] = "19a2b3c4d5e",
        ["checksum"] = "e3069283",
        ["venue"] = "Tokenbourse",
        ["replay"] = "5e884898da280471",
        ["root"] = "replays/5e884898da280471/",
        ["environment"] = "SIM",
        ["code"] = "PRICE_ABOVE_LIMIT",
        ["field"] = "price",
        ["given"] = "7.682",
        ["limit"] = "7.680",
        ["message"] = "The price is above the day's limit.",
        ["stage.SettlementPart"] = "trading, awaiting, clearing, settled",
        ["stage.EndOfDayPart"] = "trading, awaiting, clearing, settled",
        ["kind.RankingRow"] = "member, account",
        ["debit"] = "account, fee income, penalties",
        ["credit"] = "account, fee income, penalties",
        ["order_state"] = "not_accepted",
        ["reference"] = "deposit-1",
        ["product"] = "TS",
        ["account"] = "1",
        ["order"] = "812",
        ["member"] = "1",
        ["file"] = "trades.csv",
        ["sha256"] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        ["certificate"] = "1",
        ["supply"] = "1",
        ["id"] = "mine-1",
        ["interval"] = "1m",
        ["command"] = "file-complaint",
        ["nature"] = "long open",
        ["natureZh"] = "多开",
        ["nameEn"] = "Token index futures",
        ["nameZh"] = "词元指数期货",
        ["role"] = "trader",
        ["seq"] = "5120",
        ["prevSeq"] = "5117",
        ["sequence"] = "5120",
        ["near"] = "TK-Z26",
        ["far"] = "TK-F27",
        ["status"] = "partly filled",
        ["session"] = "7",
        ["key"] = "kabcdefghijklmnop",
        ["challenge"] = "9f86d081884c7d659a2feaa0c55ad015",
    };

    /// <summary>The schema of a text field.</summary>
    /// <param name="owner">The record that it stands in; null: none.</param>
    public static JsonObject Text(string? owner, string? name)
    {
        name ??= "";
        if (Months.Contains($"{name}.{owner}"))
            return Month();
        if (Has(Decimals, owner, name))
            return Decimal();
        if (Has(Moments, owner, name))
            return Moment();
        if (Has(Dates, owner, name))
            return Date();
        var schema = new JsonObject { ["type"] = "string" };
        var words = Words.GetValueOrDefault($"{name}.{owner}") ?? Words.GetValueOrDefault(name);
        if (words is not null)
            schema["x-extensible-enum"] = List(words);
        var sample = Samples.GetValueOrDefault(name);
        schema["examples"] = new JsonArray(sample ?? (words is null ? name : (string)List(words)[0]!));
        return schema;
    }

    public static JsonObject Decimal() =>
        new()
        {
            ["type"] = "string",
            ["format"] = "decimal",
            ["pattern"] = DecimalPattern,
            ["examples"] = new JsonArray(DecimalSample),
        };

    public static JsonObject Moment() =>
        new()
        {
            ["type"] = "string",
            ["format"] = "date-time",
            ["pattern"] = MomentPattern,
            ["examples"] = new JsonArray(MomentSample),
        };

    public static JsonObject Date() =>
        new()
        {
            ["type"] = "string",
            ["format"] = "date",
            ["pattern"] = DatePattern,
            ["examples"] = new JsonArray(DateSample),
        };

    private static JsonObject Month() =>
        new()
        {
            ["type"] = "string",
            ["pattern"] = @"^\d{4}-\d\d$",
            ["examples"] = new JsonArray("2026-03"),
        };

    public static JsonObject Whole(Type type, string? name) =>
        new()
        {
            ["type"] = "integer",
            ["format"] = type == typeof(int) ? "int32" : "int64",
            ["examples"] = new JsonArray(
                long.TryParse(Samples.GetValueOrDefault(name ?? ""), out var sample) ? sample : 3
            ),
        };

    /// <summary>A sample of a part of an address or of a body's field.</summary>
    public static string Sample(string name) => Samples.GetValueOrDefault(name, name);

    /// <summary>Words parted by commas as a JSON list.</summary>
    public static JsonArray List(string words) => [.. words.Split(", ").Select(w => JsonValue.Create(w))];

    private static bool Has(HashSet<string> names, string? owner, string name) =>
        names.Contains($"{name}.{owner}") || names.Contains(name);
}
