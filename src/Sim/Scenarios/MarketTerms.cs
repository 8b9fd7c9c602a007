// The words of a contract's market model: how its orders become trades.
using System.Globalization;
using System.Text.Json.Nodes;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Scenarios;

/// <summary>A market model under construction; empty until a term is named.</summary>
internal sealed class MarketTerms
{
    private readonly JsonObject _market = [];

    private JsonObject? _certificates;

    /// <summary>The document's parts; none when no term was named.</summary>
    public void AddTo(JsonObject contract)
    {
        if (_market.Count > 0)
            contract["market"] = _market.DeepClone();
        if (_certificates is not null)
            contract["finalSettlement"]!["certificates"] = _certificates.DeepClone();
    }

    /// <summary>Takes the next term when it is one of a market model.</summary>
    public bool Term(WordReader words)
    {
        if (words.Has("allocation"))
            Allocation(words);
        else if (words.Has("middle-of-three"))
            _market["tradePrice"] = "middle of three";
        else if (words.Has("closing-first"))
            _market["closingFirstAtLimit"] = true;
        else if (words.Has("self"))
            _market["selfMatch"] = OrderTerms.SpacedMode(words);
        else if (words.Has("pressure"))
            _market["auctionPressure"] = true;
        else if (words.Has("protection"))
            _market["marketProtection"] = Fraction(words);
        else if (words.Has("dynamic"))
            Dynamic(words);
        else if (words.Has("ladder"))
            Ladder(words);
        else if (words.Has("lock-minutes"))
            LadderPart()["lockMinutes"] = words.Whole("a number of minutes");
        else if (words.Has("certificates"))
            Certificates(words);
        else
            return false;
        return true;
    }

    // certificates PRODUCT notice N window N: days before the last trading day, days after it.
    private void Certificates(WordReader words)
    {
        _certificates = new JsonObject { ["product"] = words.Take("a product's name") };
        words.Need("notice");
        _certificates["noticeDays"] = words.Whole("a number of trading days");
        words.Need("window");
        _certificates["windowDays"] = words.Whole("a number of days");
    }

    private static string Fraction(WordReader words) =>
        words.Percent("a percentage as in 2%").ToString(CultureInfo.InvariantCulture);

    private JsonObject Part(string name)
    {
        if (_market[name] is not JsonObject part)
            _market[name] = part = [];
        return part;
    }

    private void Allocation(WordReader words)
    {
        var part = Part("allocation");
        if (words.Has("price-time"))
            part["by"] = "price time";
        else
        {
            words.Need("pro-rata");
            part["by"] = "pro rata";
        }

        if (words.Has("top"))
            part["topOrderLots"] = words.Whole("the most lots of the top order");
        if (words.Has("least"))
            part["leastShareLots"] = words.Whole("the least share in lots");
    }

    private void Dynamic(WordReader words)
    {
        var part = Part("dynamicBand");
        part["width"] = Fraction(words);
        part["seconds"] =
            words.Peek.Length > 0 && char.IsAsciiDigit(words.Peek[0]) ? words.Duration() / Instant.PerSecond : 120;
    }

    // A lock is told also where no step follows from it.
    private JsonObject LadderPart()
    {
        var part = Part("limitLadder");
        part["steps"] ??= new JsonArray();
        return part;
    }

    // reduce [loss-at-least 6%] [averaging all-lots|latest-lots] [tiers 6% 3% 0%]: tiers for everybody, each up to the
    // one before.
    private static void Reduction(WordReader words, JsonObject ladder)
    {
        var reduction = new JsonObject();
        while (true)
        {
            if (words.Has("loss-at-least"))
                reduction["lossAtLeast"] = Fraction(words);
            else if (words.Has("averaging"))
                reduction["averaging"] = words.Take("all-lots or latest-lots").Replace('-', ' ');
            else if (words.Has("tiers"))
                reduction["tiers"] = Tiers(words);
            else
                break;
        }

        if (reduction.Count > 0)
            ladder["reduction"] = reduction;
    }

    private static JsonArray Tiers(WordReader words)
    {
        var tiers = new JsonArray();
        string? below = null;
        while (words.Peek.EndsWith('%'))
        {
            var from = Fraction(words);
            var tier = new JsonObject { ["from"] = from };
            if (below is not null)
                tier["below"] = below;
            tiers.Add(tier);
            below = from;
        }

        return tiers;
    }

    private void Ladder(WordReader words)
    {
        var part = LadderPart();
        var steps = new JsonArray();
        while (words.Peek.EndsWith('%'))
            steps.Add(Fraction(words));
        part["steps"] = steps;
        if (words.Has("above"))
            part["marginAbove"] = Fraction(words);
        if (words.Has("after"))
            part["afterLast"] = words.Take("stay, halt or reduce");
        if (part["afterLast"]?.GetValue<string>() == "reduce")
            Reduction(words, part);
    }
}
