// The random market's price limits that two people set within a day: wider, narrower, and what is refused.
using Tokenbourse.Model.Messages;
using Tokenbourse.Sim;

namespace Tokenbourse.Scenarios;

internal sealed partial class RandomMarket
{
    // Of its own, so that the stream of orders is what it was without it.
    private readonly Random64 _limits = Random64.Of(seed, 1, 13);

    // Two of three markets.
    private void MovePriceLimits()
    {
        if (!HasMembers || !Has(RandomTopics.PriceLimits) || seed % 3 == 0)
            return;
        if (!_house.ContainsKey("operatorLimits") && _limits.Chance(60))
            House("operatorLimits", """{"least":"0.02","most":"0.24"}""");
        if (!_limits.Chance(30))
            return;
        var contract = _limits.Chance(30) ? "ZZ" : ((string[])["AA", "BB", "CC"])[_limits.Below(3)];
        var people = ((string[])["ann", "ben"])
            .Select(p => _limits.Chance(30) ? default : Name24.Of(_limits.Chance(30) ? "ann" : p))
            .ToArray();
        Send(
            MessageKind.SetPriceLimits,
            new SetPriceLimits(
                Name24.Of(contract),
                new(_limits.Chance(400) ? (int)_limits.Between(1, int.Max(4, _bands.Count)) : 0),
                (int)(_limits.Chance(300) ? _limits.Between(1, 30) * 10_000 : _limits.Between(10_000, 250_000)),
                people[0],
                people[1],
                _limits.Chance(30) ? default : Name24.Of("why")
            )
        );
    }
}
