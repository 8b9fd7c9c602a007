// Price series of buyers and sellers of tokens, chosen and followed with what was known on each day.
using Tokenbourse.Analytics.Studies;

namespace Tokenbourse.Analytics.Walks;

/// <summary>A daily price and whom or what it was chosen by.</summary>
/// <param name="Chosen">The model or maker; empty when each day chooses anew.</param>
public sealed record FollowedPrice(string Chosen, double[] Prices);

/// <summary>Unlike the types of <see cref="TokenHedgers"/>, nobody is chosen here for having lasted: the choice is made
/// on one day, and what ends later ends.</summary>
public static class TokenBuyers
{
    /// <summary>Models of the grade that are offered on a day, those with most sellers first, then by name.</summary>
    public static IReadOnlyList<string> ModelsOn(Universe universe, int day) =>
        [
            .. Offers(universe, day)
                .GroupBy(o => o.Item, StringComparer.Ordinal)
                .OrderByDescending(g => g.Select(o => o.Seller).Distinct().Count())
                .ThenBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => g.Key),
        ];

    /// <summary>Makers with a model of the grade on a day, those with most models first, then by name.</summary>
    public static IReadOnlyList<string> MakersOn(Universe universe, int day) =>
        [
            .. Offers(universe, day)
                .GroupBy(o => o.Maker, StringComparer.Ordinal)
                .OrderByDescending(g => g.Select(o => o.Item).Distinct().Count())
                .ThenBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => g.Key),
        ];

    /// <summary>One model at its cheapest offer of the day.</summary>
    public static FollowedPrice Model(Universe universe, string item) =>
        new(
            item,
            universe.Series(m => m.Where(x => x.Item == item).Select(x => x.Price).DefaultIfEmpty(double.NaN).First())
        );

    /// <summary>A maker's newest model of the grade.</summary>
    public static FollowedPrice Newest(Universe universe, string maker) =>
        new(maker, Of(universe, maker, models => Levels.Newest(models).Price));

    /// <summary>The mean of a maker's models of the grade.</summary>
    public static FollowedPrice Mean(Universe universe, string maker) =>
        new(maker, Of(universe, maker, models => models.Average(m => m.Price)));

    /// <summary>A maker's cheapest model of the grade.</summary>
    public static FollowedPrice Lowest(Universe universe, string maker) =>
        new(maker, Of(universe, maker, models => models.Min(m => m.Price)));

    /// <summary>The mean of the cheapest models of each day.</summary>
    /// <param name="least">With fewer models of the grade the list is not yet one to route by.</param>
    public static FollowedPrice Cheapest(Universe universe, int models, int least) =>
        new(
            "",
            universe.Series(members =>
                members.Count < Math.Max(models, least)
                    ? double.NaN
                    : members.Select(m => m.Price).Order().Take(models).Average()
            )
        );

    private static double[] Of(Universe universe, string maker, Func<List<Member>, double> price) =>
        universe.Series(members =>
        {
            var models = members.Where(m => m.Maker == maker).ToList();
            return models.Count == 0 ? double.NaN : price(models);
        });

    private static IEnumerable<Offer> Offers(Universe universe, int day) =>
        Enumerable
            .Range(0, universe.Panel.Offers.Count)
            .Where(i => universe.Has(i, day))
            .Select(i => universe.Panel.Offers[i]);
}
