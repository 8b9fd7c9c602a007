// The random market's position limits: tight tables that change, quotas good and bad, and a hedger who says so.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim;

namespace Tokenbourse.Scenarios;

internal sealed partial class RandomMarket
{
    // Of its own, so that the stream of orders is what it was without it.
    private readonly Random64 _bounds = Random64.Of(seed, 1, 4);
    private int _limitTables;

    // One account hedges, in all of them.
    private static bool Hedges(int account) => account == 6;

    private string HedgeTerms(string contract) => seed % 4 == 1 && contract != "BB" ? ",\"hedgeBelow\":\"0.03\"" : "";

    /// <summary>What the market is about.</summary>
    public RandomTopics Topics { get; init; } = RandomTopics.All;

    private bool Has(RandomTopics topic) => (Topics & topic) != 0;

    // Where positions are to be reduced they must be able to grow.
    private bool HasLimits =>
        HasMembers && Has(RandomTopics.Limits) && seed % 4 < 2 && (seed % 3 != 0 || seed % 9 == 6);

    private void DefineLimits()
    {
        if (!HasLimits)
            return;
        LimitsOf("AA");
        if (seed % 8 < 4)
            LimitsOf("BB");
        Quota("AA", 8, 12, 30);
    }

    // A table: general limits, the last month, the last days, with shares here and there.
    private void LimitsOf(string contract)
    {
        var shares = _bounds.Chance(500)
            ? $$""","openInterest":{"above":{{_bounds.Between(
                10,
                60
            )}},"client":"0.3","otherFirm":"0.25"{{(_bounds.Chance(500) ? ",\"futuresFirm\":\"0.6\"" : "")}}}"""
            : "";
        var opening = _bounds.Chance(600) ? $$""","openingLots":{{_bounds.Between(15, 60)}}""" : "";
        Text(
            MessageKind.DefineLimits,
            $$"""
            {"contract":"{{contract}}","version":{{++_limitTables}},"phases":[
            {"client":{{_bounds.Between(20, 60)}},"otherFirm":{{_bounds.Between(10, 40)}},"futuresFirm":80{{shares}}},
            {"monthsBefore":{{_bounds.Between(0, 1)}},"client":{{_bounds.Between(10, 40)}}},
            {"lastDays":{{_bounds.Between(1, 6)}},"client":{{_bounds.Between(2, 30)}},"futuresFirm":{{_bounds.Between(
                20,
                90
            )}}}]{{opening}},
            "largeTrader":{"from":"0.{{_bounds.Between(4, 9)}}","reportBy":"15:00"} }
            """
        );
    }

    private void LimitSome()
    {
        if (!HasLimits || !_bounds.Chance(15))
            return;
        switch (_bounds.Between(0, 9))
        {
            case 0:
                LimitsOf(_bounds.Chance(500) ? "AA" : "CC");
                break;
            case 1:
                Text(
                    MessageKind.DefineLimits,
                    _bounds.Chance(500)
                        ? """{"contract":"AA","version":1,"phases":[{"client":5}]}"""
                        : """{"contract":"AA","version":99,"phases":[{"monthsBefore":1,"client":0}]}"""
                );
                break;
            case 2:
                BadQuota();
                break;
            default:
                Quota(
                    _bounds.Chance(700) ? "AA" : "BB",
                    _bounds.Between(0, 40),
                    _bounds.Between(0, 40),
                    (int)_bounds.Between(0, 3)
                );
                break;
        }
    }

    private void Quota(string contract, long longs, long shorts, int days) =>
        Send(MessageKind.GrantHedgeQuota, QuotaOf(contract, longs, shorts, days));

    private GrantHedgeQuota QuotaOf(string contract, long longs, long shorts, int days) =>
        new(
            new(6),
            Name24.Of(contract),
            new(longs),
            new(shorts),
            _day.Plus(days),
            Name24.Of("one"),
            Name24.Of("two"),
            Name24.Of("exposure")
        );

    private void BadQuota()
    {
        var good = QuotaOf("AA", 5, 5, 9);
        Send(
            MessageKind.GrantHedgeQuota,
            _bounds.Between(0, 8) switch
            {
                0 => good with { Account = new(77) },
                1 => good with { Account = new(2) },
                2 => good with { Contract = Name24.Of("ZZ") },
                3 => good with { Long = new(-1) },
                4 => good with { Short = new(1_000_000_001) },
                5 => good with { Approver = good.Proposer },
                6 => good with { Approver = default },
                7 => good with { Reason = default },
                _ => good with { Through = _day.Plus(-2) },
            }
        );
    }

    // Mostly an order says what its account is for.
    private PlaceOrder Flagged(in PlaceOrder order) =>
        !HasLimits || _bounds.Chance(60)
            ? order
            : order with
            {
                Flags = Hedges(order.Account.Value) ? order.Flags | OrderFlags.Hedge : order.Flags & ~OrderFlags.Hedge,
            };
}
