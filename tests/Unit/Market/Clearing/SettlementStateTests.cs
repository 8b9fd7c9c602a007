// What settlement prices need outlives a restart, and the first release knows nothing of it.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Market.Clearing;

public sealed class SettlementStateTests
{
    private const string Old = """
        { "round": "down", "steps": [ "volume weighted", "limit locked", "middle of quotes", "move of nearest month", "previous" ] }
        """;

    private const string Late = """
        { "round": "nearest, tie to previous", "window": 60, "steps": [ "closing window", "last hour", "previous" ] }
        """;

    [Fact]
    public void A_machine_loaded_at_every_step_settles_as_one_that_ran_through()
    {
        var through = Told(reload: false);
        var loaded = Told(reload: true);
        Assert.Equal(through.Machine.Digest, loaded.Machine.Digest);
        var price = loaded.Events.Last(e => e.Kind == MessageKind.SettlementPriceSet && Of(e) == 1);
        Assert.Equal(
            (3205, SettlementTier.Manual),
            (price.As<SettlementPriceSet>().Price.Ticks, price.As<SettlementPriceSet>().Tier)
        );
        var evidence = loaded
            .Events.Where(e => e.Kind == MessageKind.SettlementEvidence)
            .Select(e => e.As<SettlementEvidence>())
            .ToList();
        // In the window 3 at 3,211 and 1 at 3,210; of the other month one trade in the last hour but one.
        Assert.Equal(
            (3211, SettlementTier.ClosingWindow, (Int128)12_843, (Int128)4, 60),
            (
                evidence[0].Computed.Ticks,
                evidence[0].Step,
                evidence[0].Numerator,
                evidence[0].Denominator,
                evidence[0].FromSeconds
            )
        );
        Assert.Equal(
            (3220, SettlementTier.LastHour, 7200, 3600),
            (evidence[1].Computed.Ticks, evidence[1].Step, evidence[1].FromSeconds, evidence[1].ToSeconds)
        );
    }

    [Fact]
    public void The_first_release_has_no_prices_by_hand_and_tells_no_evidence()
    {
        var desk = MarketDesk.Open(release: Releases.First);
        desk.Clock(15);
        desk.Submit(MessageKind.ProposeSettlement, Proposal(desk, 3205));
        Assert.Equal(RejectReason.NotACommand, desk.Refusal());
        desk.Submit(MessageKind.ApproveSettlement, Approval(desk, 3205));
        Assert.Equal(RejectReason.NotACommand, desk.Refusal());
        desk.Clock(16);
        desk.Submit(MessageKind.SettleDay, new SettleDay(1, desk.Now.Date));
        Assert.Contains(desk.Said, e => e.Kind == MessageKind.SettlementPriceSet);
        Assert.DoesNotContain(desk.Said, e => e.Kind == MessageKind.SettlementEvidence);
    }

    private static int Of(Tokenbourse.Model.Machine.LogEntry entry) => entry.As<SettlementPriceSet>().Instrument.Value;

    private static MarketDesk Told(bool reload)
    {
        var desk = MarketDesk.Open(MarketDesk.Contract.Replace(Old.Trim(), Late.Trim(), StringComparison.Ordinal));
        void Trade(int hour, int minute, long ticks, long lots, int instrument)
        {
            desk.Clock(hour, minute);
            var id = $"{instrument}-{hour}-{minute}-{ticks}";
            desk.Place(1, Side.Buy, ticks, lots, $"b{id}", instrument: instrument);
            desk.Place(2, Side.Sell, ticks, lots, $"s{id}", instrument: instrument);
            if (reload)
                desk.Reload();
        }

        Trade(13, 30, 3220, 1, 2);
        Trade(14, 58, 3230, 9, 1);
        Trade(14, 59, 3211, 3, 1);
        Trade(14, 59, 3210, 1, 1);
        desk.Clock(15);
        desk.Submit(MessageKind.ProposeSettlement, Proposal(desk, 3205));
        if (reload)
            desk.Reload();
        desk.Submit(MessageKind.ApproveSettlement, Approval(desk, 3205));
        if (reload)
            desk.Reload();
        desk.Clock(16);
        desk.Submit(MessageKind.SettleDay, new SettleDay(1, desk.Now.Date));
        return desk;
    }

    private static ProposeSettlement Proposal(MarketDesk desk, long ticks) =>
        new(new(1), desk.Now.Date, new(ticks), Name24.Of("wang"), Name24.Of("error"));

    private static ApproveSettlement Approval(MarketDesk desk, long ticks) =>
        new(new(1), desk.Now.Date, new(ticks), Name24.Of("li"));
}
