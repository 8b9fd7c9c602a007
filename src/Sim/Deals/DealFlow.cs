// The laboratory's deals: a small market of invented sellers and buyers, for an index that real deals do not feed yet.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Deals;

/// <summary>
/// Eight invented sellers of very unlike size, their models, and what thirteen invented buyers are invoiced for each
/// day. Everything comes from the seed; a day depends on no other day's chance. Each deal is marked simulated and names
/// its source so: no real seller, model or price is claimed.
/// </summary>
/// <remarks>
/// Sizes fall as 42, 22, 14, 7, 5, 4, 3, 3 (a market as concentrated as the published shares). List prices are steps:
/// each model is priced anew on about eight days of a year, mostly by a tenth, now and then by a third. Buyers have
/// standing discounts of 0 to 24 %. One deal in two hundred is a promotion, a deal among friends, or a slip.
/// </remarks>
public sealed class DealFlow
{
    /// <summary>Source and feed of every deal.</summary>
    public const string Source = "simulated";

    /// <summary>The exam in which the models of the laboratory have their scores, and the name of its anchor.</summary>
    public const string Exam = "simulated:grade";
    public const string Anchor = "simulated-anchor";

    private const int Buyers = 13;
    private const int EveryDays = 45;
    private static readonly int[] _sizes = [42, 22, 14, 7, 5, 4, 3, 3];
    private static readonly string[] _names = ["north", "south", "east", "west", "harbour", "valley", "delta", "ridge"];
    private readonly long _seed;
    private readonly TradingDate _first;

    /// <param name="seed">All chance comes from it.</param>
    /// <param name="first">The first day with deals; models enter and leave counted from it.</param>
    public DealFlow(ulong seed, TradingDate first)
    {
        _seed = unchecked((long)seed);
        _first = first;
    }

    /// <summary>The facts of all days from the first to <paramref name="last"/>, in the order in which they may be
    /// used: what is consumed on a day is known at its end. First the scores of the models.</summary>
    public IReadOnlyList<Fact> Facts(TradingDate last)
    {
        var facts = new List<Fact>
        {
            new(
                Instant.At(_first, 0),
                MessageKind.DefineSource,
                Documents.Write(
                    new SourceDocument(
                        Source,
                        "laboratory",
                        [],
                        "invoice",
                        _first.ToString(),
                        SourceDocument.Admitted,
                        "the laboratory's own deals, each marked simulated"
                    )
                )
            ),
        };
        Score(facts, Anchor, 50m);
        for (var seller = 0; seller < _names.Length; seller++)
        {
            for (var model = 0; model < 4; model++)
                Score(facts, ItemOf(seller, model), QualityOf(seller, model));
        }

        for (var day = _first; day <= last; day = day.Plus(1))
        {
            foreach (var deal in Of(day))
                facts.Add(new(Instant.At(day.Plus(1), 0), MessageKind.ObserveDeal, Documents.Write(deal)));
        }

        return facts;
    }

    /// <summary>The day's deals, in the order of sellers, models and buyers.</summary>
    public IEnumerable<DealObservation> Of(TradingDate day)
    {
        for (var seller = 0; seller < _names.Length; seller++)
        {
            for (var model = 0; model < 4; model++)
            {
                if (!IsSold(seller, model, day))
                    continue;
                var list = ListPrice(day, seller, model);
                for (var buyer = 0; buyer < Buyers; buyer++)
                {
                    var chance = Random64.Of(_seed, day.Days, (seller * 1000) + (model * 100) + buyer + 7_000_000);

                    // Six or seven of the thirteen buy on a day.
                    if (chance.Chance(500))
                        yield return Deal(day, seller, model, buyer, list, chance);
                }
            }
        }
    }

    // Two models from the first day on. Every 45 days one seller after the other replaces its second model by the third
    // from one day to the next (without overlap), and the biggest adds a fourth beside the others.
    private bool IsSold(int seller, int model, TradingDate day)
    {
        var replaced = _first.Plus(EveryDays * (2 + seller));
        return model switch
        {
            0 => true,
            1 => day < replaced,
            2 => day >= replaced,
            _ => seller == 0 && day >= _first.Plus(EveryDays + 15),
        };
    }

    private DealObservation Deal(TradingDate day, int seller, int model, int buyer, decimal input, Random64 chance)
    {
        var item = ItemOf(seller, model);
        var cached = decimal.Round(input / 5m, 4);
        var output = decimal.Round(input * 4m, 4);
        var million = (20 + chance.Below(200)) * _sizes[seller];
        var shares = 30 + chance.Below(10);
        var units = (
            Input: million * shares / 100m,
            Cached: million * 45m / 100m,
            Output: million * (55 - shares) / 100m
        );
        var value = (units.Input * input) + (units.Cached * cached) + (units.Output * output);
        var discount = Random64.Of(_seed, seller, 500 + buyer).Below(25);
        var (paid, flag) = Strange(chance, 100 - discount);
        var text = day.ToString();
        return new(
            text,
            text,
            text,
            "token",
            "invoice",
            $"simulated-{_names[seller]}",
            $"simulated-buyer-{buyer:00}",
            $"simulated-{_names[seller]}",
            item,
            "cn",
            "on_demand",
            [
                new("input", units.Input, input),
                new("cached_input", units.Cached, cached),
                new("output", units.Output, output),
            ],
            decimal.Round(value * paid / 100m, 2),
            Currency.CNY,
            "1M tokens",
            Source,
            Evidence(day, seller, model, buyer),
            Source,
            flag is null ? null : [flag],
            [new("context", $"{ContextOf(seller, model)}"), new("tps", $"{SpeedOf(seller, model)}")],
            true
        );
    }

    private static (long Paid, string? Flag) Strange(Random64 chance, long paid) =>
        chance.Below(600) switch
        {
            0 => (paid / 10, "promotional"),
            1 => (paid / 2, "related"),
            2 => (paid * 10, null),
            _ => (paid, null),
        };

    /// <summary>Yuan per million input tokens: the model's worth times the steps so far.</summary>
    private decimal ListPrice(TradingDate day, int seller, int model)
    {
        // Worth falls out of the traits, so that a regression can find them again.
        decimal price = 1m + (QualityOf(seller, model) - 50m) / 20m;
        price *= (10m + (ContextOf(seller, model) / 64)) / 12m * ((100m + SpeedOf(seller, model)) / 180m);
        for (var at = _first; at <= day; at = at.Plus(1))
        {
            var chance = Random64.Of(_seed, at.Days, (seller * 10) + model + 9_000_000);
            if (chance.Below(365) >= 8)
                continue;
            var step = chance.Below(8) == 0 ? 33 : 10;
            price *= (100m + (chance.Chance(450) ? step : -step)) / 100m;
        }

        return decimal.Round(price < 0.1m ? 0.1m : price, 3);
    }

    private static string ItemOf(int seller, int model) => $"simulated-{_names[seller]}-{model + 1}";

    private static decimal QualityOf(int seller, int model) => 52 + (seller * 3 % 11) + (model * 5);

    private static int ContextOf(int seller, int model) => 128 << ((seller + model) % 4);

    private static int SpeedOf(int seller, int model) => 40 + (seller * 37 % 90) + (model * 23 % 60);

    private void Score(List<Fact> facts, string item, decimal score) =>
        facts.Add(
            new(
                Instant.At(_first, 0),
                MessageKind.ObserveQuality,
                Documents.Write(new QualityObservation(_first.ToString(), Exam, item, Source, score, Source, Source))
            )
        );

    // No document stands behind an invented deal: a number of its own in the shape of a digest.
    private string Evidence(TradingDate day, int seller, int model, int buyer)
    {
        var who = (seller * 1000) + (model * 100) + buyer;
        return string.Concat(
            Enumerable
                .Range(0, 4)
                .Select(part =>
                    Random64
                        .Mix(_seed, day.Days, who + (part * 1_000_000L))
                        .ToString("x16", System.Globalization.CultureInfo.InvariantCulture)
                )
        );
    }
}
