// A day's documents are the machine's own words: inputs give the price, steps have the log's times, sums tie out.
using Tokenbourse.Gateways.Http.Days;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Unit.Clearing;
using Tokenbourse.Venue;
using Xunit;

namespace Tokenbourse.Unit.DayEnd;

public sealed class DayDeskTests
{
    private static readonly Name24 Ann = Name24.Of("ann");
    private static readonly Name24 Bob = Name24.Of("bob");

    [Fact]
    public void A_settled_day_shows_inputs_steps_and_prices()
    {
        using var house = new ClearedHouse().FirstDay();
        var day = house.Desk.Settlement(ClearedHouse.First)!;
        Assert.Equal(house.Logs.Events.Tail - 1, day.AsOf);
        var part = Assert.Single(day.Parts);
        Assert.Equal(("P", "settled"), (part.Calendar, part.Stage));
        Assert.Equal(ClearedHouse.At(ClearedHouse.First, 15, 0).ToString(), part.Closed);
        Assert.Equal(ClearedHouse.At(ClearedHouse.First, 15, 30).ToString(), part.Due);
        var contract = Assert.Single(part.Contracts);
        Assert.Equal(["volume weighted", "previous"], contract.Steps);
        var (first, second) = (contract.Months[0], contract.Months[1]);
        Assert.Equal(("10.00", "10.00", "0.00"), (first.Price, first.Proposed, first.Change));
        Assert.Equal(("400.00", "40", "10.00000000"), (first.Sum, first.Weight, first.Exact));
        Assert.Equal((40, "10.00000000"), (first.Inputs!.Lots, first.Inputs.Average));
        Assert.Equal([("volume weighted", "10.00")], first.Tried.Select(t => (t.StepName, t.Price)));
        // The far month did not trade: its first step gave nothing.
        Assert.Equal(
            [("volume weighted", null), ("previous", "10.00")],
            second.Tried.Select(t => (t.StepName, t.Price))
        );
        Assert.Equal("previous", second.TierName);
        Assert.Null(second.Inputs!.Average);
        Assert.Null(house.Desk.Settlement(ClearedHouse.First.Plus(9)));
        Assert.Equal("2026-11-24", house.Desk.Nearest(ClearedHouse.First.Plus(9), settled: true));
    }

    [Fact]
    public void A_price_by_hand_waits_for_its_second_person_and_is_published()
    {
        using var house = new ClearedHouse();
        house.Venue.AdvanceTo(ClearedHouse.At(ClearedHouse.First, 9, 0));
        house.Trade(11, 12, 1000, 30);
        Assert.Equal("trading", Assert.Single(house.Desk.Settlement(ClearedHouse.First)!.Parts).Stage);
        house.Venue.AdvanceTo(ClearedHouse.At(ClearedHouse.First, 15, 10));
        Assert.Equal(("awaiting", null, "10.00", 0), Near());
        var words = new ProposeSettlement(new(1), ClearedHouse.First, new(1010), Ann, Name24.Of("thin-close"));
        house.Venue.Submit(MessageKind.ProposeSettlement, words);
        Assert.Equal(("awaiting", null, "10.00", 1), Near());
        Assert.Null(Override().Approver);
        house.Venue.Submit(
            MessageKind.ApproveSettlement,
            new ApproveSettlement(new(1), ClearedHouse.First, new(1010), Bob)
        );
        Assert.Equal(
            ("10.10", "ann", "bob", "thin-close"),
            (Override().Price, Override().Proposer, Override().Approver, Override().Reason)
        );
        house.Venue.AdvanceTo(ClearedHouse.At(ClearedHouse.First, 16, 0));
        Assert.Equal(("settled", "10.10", "10.00", 1), Near());
        var end = Assert.Single(house.Desk.EndOfDay(ClearedHouse.First)!.Parts);
        Assert.Contains(end.Fallbacks, f => f.TierName == "manual" && f.First == "volume weighted");

        OverrideShape Override() => Assert.Single(Month().Overrides);
        (string, string?, string?, int) Near() =>
            (
                house.Desk.Settlement(ClearedHouse.First)!.Parts[0].Stage,
                Month().Price,
                Month().Proposed,
                Month().Overrides.Count
            );
        SettlementMonthShape Month() => house.Desk.Settlement(ClearedHouse.First)!.Parts[0].Contracts[0].Months[0];
    }

    [Fact]
    public void Fourteen_steps_have_their_times_totals_and_hashes_and_the_sums_tie_out()
    {
        using var house = new ClearedHouse().FirstDay();
        var part = Assert.Single(house.Desk.EndOfDay(ClearedHouse.First)!.Parts);
        Assert.Equal(Enumerable.Range(1, 14), part.Steps.Select(s => s.Step));
        Assert.All(part.Steps, s => Assert.Equal(64, s.Sha256!.Length));
        var told = house
            .Logs.Events.Read(0)
            .Where(e => e.Kind == MessageKind.ClearingStepDone)
            .Select(e => (Done: e.As<ClearingStepDone>(), e.Time, e.Cause))
            .ToList();
        Assert.Equal(
            told.Select(t => ((long?)t.Done.Count, (long?)t.Done.Total, (string?)t.Time.ToString(), (long?)t.Cause)),
            part.Steps.Select(s => (s.Count, s.Total, s.Time, s.CommandSequence))
        );
        Assert.Contains(part.Steps[3].Told, t => t is { Kind: "SettlementPriceSet", Count: 2 });
        Assert.True(part.Balanced);
        Assert.Equal((40, 40, 40), (part.Positions!.Longs, part.Positions.Shorts, part.Positions.OpenInterest));
        var sum = Assert.Single(part.Sums, s => s.Currency == "USD");
        Assert.Equal(("0.00", "0.00", "0.00"), (sum.Difference, sum.Result, sum.LedgerSum));
        Assert.Empty(part.Refused);
    }

    [Fact]
    public void A_step_out_of_turn_is_shown_as_refused()
    {
        using var house = new ClearedHouse();
        house.Venue.AdvanceTo(ClearedHouse.At(ClearedHouse.First, 15, 10));
        house.Venue.Submit(
            MessageKind.ClearingStep,
            new ClearingStep(1, ClearedHouse.First, ClearingStepNumber.CloseTrading)
        );
        house.Venue.AdvanceTo(ClearedHouse.At(ClearedHouse.First, 16, 0));
        var part = Assert.Single(house.Desk.EndOfDay(ClearedHouse.First)!.Parts);
        var refused = Assert.Single(part.Refused);
        Assert.Equal((1, "close trading", "DAY_NOT_OVER"), (refused.Step, refused.Name, refused.Code));
        Assert.Equal("settled", part.Stage);
    }

    [Fact]
    public void Rankings_add_up_and_tell_the_change_against_the_day_before()
    {
        using var house = new ClearedHouse().FirstDay();
        house.Day(1, 1000);
        var first = house.Desk.Rankings(ClearedHouse.First)!;
        Assert.Equal(["PP", "PP-X26", "PP-Z26"], first.Tables.Select(t => t.Of));
        var all = first.Tables[0];
        Assert.Equal((80, 40, 40), (all.Volume.Total, all.Longs.Total, all.Shorts.Total));
        Assert.Equal([(1, 801, 40L), (1, 802, 40L)], all.Volume.Rows.Select(r => (r.Rank, r.Owner, r.Lots)));
        Assert.All(all.Volume.Rows, r => Assert.Null(r.Change));
        var second = house.Desk.Rankings(ClearedHouse.First.Plus(1))!.Tables[0];
        Assert.Equal(
            [(801, 1L, (long?)-39)],
            second.Volume.Rows.Where(r => r.Owner == 801).Select(r => (r.Owner, r.Lots, r.Change))
        );
        Assert.Null(house.Desk.Rankings(ClearedHouse.First.Plus(2)));
    }

    [Fact]
    public void A_correction_stands_with_the_day_that_it_corrects()
    {
        using var house = new ClearedHouse().FirstDay();
        var words = new ProposeCorrection(
            Name24.Of("corr-1"),
            1,
            ClearedHouse.First,
            LedgerCode.ClientCash,
            new(1),
            LedgerCode.ClientCash,
            new(2),
            Currency.USD,
            new(12_50),
            Ann,
            Name24.Of("wrong-final")
        );
        house.Venue.Submit(MessageKind.ProposeCorrection, words);
        Assert.Equal(("12.50", null, null), Newest());
        house.Venue.Submit(MessageKind.ApproveCorrection, new ApproveCorrection(words.Reference, words.Amount, Bob));
        Assert.Equal(("12.50", "bob", "2026-11-25"), Newest());

        (string, string?, string?) Newest()
        {
            var one = Assert.Single(house.Desk.Settlement(ClearedHouse.First)!.Parts[0].Amendments);
            return (one.Amount, one.Approver, one.Booked);
        }
    }
}
