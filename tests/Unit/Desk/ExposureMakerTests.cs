// From lines to months: what floats, what is open, what is missing, and that both sides are mirror images.
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Model.Numbers;
using Xunit;
using static Tokenbourse.Unit.Desk.SmallDesk;

namespace Tokenbourse.Unit.Desk;

public sealed class ExposureMakerTests
{
    [Fact]
    public void What_is_fixed_or_covered_does_not_float()
    {
        // 300 half covered, 100 fixed, 100 index-linked: (150 + 0 + 100) / 500 = 0.5; open 0.5 · 500 − 60 = 190.
        var programme = Programme(
            Maps("list", "factor", 1, covered: 0.5m),
            Maps("fixed", "factor", 1, PriceBasis.Fixed),
            Maps("linked", "factor", 1, PriceBasis.IndexLinked)
        );
        var inputs = Inputs(
            programme,
            Billed(July, "list", 300),
            Billed(July, "fixed", 100),
            Billed(July, "linked", 100)
        ) with
        {
            Hedged = new Dictionary<ContractMonth, decimal> { [July.Plus(1)] = 60 },
        };
        var months = ExposureMaker.Make(inputs).Months;
        Assert.All(months, month => Assert.Equal(0.5m, month.Floating));
        Assert.Equal([60m, 0m, 0m], months.Select(month => month.Hedged));
        Assert.Equal([190m, 250m, 250m], months.Select(month => month.Open));
    }

    [Fact]
    public void A_seller_is_the_mirror_image_of_a_buyer()
    {
        var buyer = Programme(Maps("*", "price")) with
        {
            Forecast = new(6, "s-curve", 0.2m, 0.1m, 0.3m, 2m, [new(July.Plus(2), 5, 6, 7)]),
        };
        var seller = buyer with { Side = HedgerSide.Seller };
        UsageLine[] lines = [Billed(June, "m", 50, 300), Billed(July, "m", 40, 160), Billed(July, "n", 9, 20, "USD")];
        var bought = Table(buyer, lines);
        var sold = Table(seller, lines);
        Assert.Equal(bought.Actual, sold.Actual);
        Assert.Equal(bought.Months, sold.Months);
        Assert.Equal(bought.Faults, sold.Faults);
        Assert.Equal(1, ExposureMaker.Direction(HedgerSide.Buyer));
        Assert.Equal(-1, ExposureMaker.Direction(HedgerSide.Seller));
        foreach (var (one, other) in bought.Months.Zip(sold.Months))
        {
            Assert.True(ExposureMaker.GainPerUnit(HedgerSide.Buyer, one) < 0);
            Assert.Equal(
                0,
                ExposureMaker.GainPerUnit(HedgerSide.Buyer, one) + ExposureMaker.GainPerUnit(HedgerSide.Seller, other)
            );
        }
    }

    [Fact]
    public void A_lender_is_exposed_to_the_covenants_units_without_a_bill()
    {
        var programme = Programme() with
        {
            Side = HedgerSide.Lender,
            Forecast = new(4, "flat", 0, 0, 0, null, [new(July.Plus(3), 700, 800, 900)]),
            Covenant = new(1.5m, 10_000_000, 1000),
        };
        var table = Table(programme);
        Assert.Empty(table.Faults);
        Assert.Empty(table.Actual);
        Assert.Equal([1000m, 1000m, 800m, 1000m], table.Months.Select(month => month.Open));
        Assert.Equal(2.5m, table.IndexPrice);
        Assert.Equal(1000m, ExposureMaker.GainPerUnit(HedgerSide.Lender, table.Months[0]));
    }

    [Fact]
    public void The_forecast_begins_after_the_newest_print_and_rests_on_the_last_billed_month()
    {
        var table = Table(Programme(Maps("m", "factor", 2)), Billed(June, "m", 10), Billed(July, "m", 40));
        Assert.Equal(TradingDate.Of(2026, 7, 31), table.AsOf);
        Assert.Equal(2m, table.IndexPrice);
        Assert.Equal(["2026-08", "2026-09", "2026-10"], table.Months.Select(month => month.Month.ToString()));
        Assert.All(table.Months, month => Assert.Equal((40m, 80m), (month.Raw, month.Base)));
    }

    [Fact]
    public void A_missing_month_is_named_and_not_filled_in()
    {
        var table = Table(Programme(Maps("m", "factor", 1)), Billed(May, "m", 10), Billed(July, "m", 40));
        var fault = Assert.Single(table.Faults);
        Assert.Equal(("2026-06", "month", "no bill"), (fault.Where, fault.Field, fault.Value));
        Assert.Equal([May, July], table.Actual.Select(line => line.Month));
        Assert.Equal(40m, table.Months[0].Base);
    }

    [Fact]
    public void Months_that_are_over_and_in_no_bill_are_named_and_growth_counts_through_them()
    {
        // The last bill is of May; June and July are over. August is the third month after May: 10 · 1.1³ = 13.31.
        var programme = Programme(Maps("m", "factor", 1)) with
        {
            Forecast = new(1, "monthly", 0.1m, 0.1m, 0.1m, null, []),
        };
        var table = Table(programme, Billed(May, "m", 10));
        Assert.Equal(["2026-06", "2026-07"], table.Faults.Select(fault => fault.Where));
        Assert.Equal(13.31m, Assert.Single(table.Months).Base);
    }

    [Fact]
    public void A_month_that_is_not_over_is_shown_and_no_base()
    {
        var table = Table(Programme(Maps("m", "factor", 1)), Billed(July, "m", 40), Billed(July.Plus(1), "m", 3));
        Assert.Equal(2, table.Actual.Count);
        Assert.Equal("2026-08", Assert.Single(table.Faults).Where);
        Assert.Equal(40m, table.Months[0].Base);
    }

    [Fact]
    public void Nothing_printed_later_is_known()
    {
        var programme = Programme(Maps("m", "price"));
        var inputs = Inputs(programme, Billed(June, "m", 10, 6));
        var then = ExposureMaker.Make(inputs with { Index = Prints.Until(TradingDate.Of(2026, 6, 30)) });
        Assert.Equal(TradingDate.Of(2026, 6, 30), then.AsOf);
        Assert.Equal("2026-07", then.Months[0].Month.ToString());
        Assert.Equal(3m, then.Months[0].Base);
    }

    [Fact]
    public void Without_a_usable_bill_months_are_entered_or_named()
    {
        var programme = Programme(Maps("m", "factor", 1)) with
        {
            Forecast = new(2, "flat", 0, 0, 0, null, [new(July.Plus(1), 1, 2, 3), new(July.Plus(5), 1, 2, 3)]),
        };
        var table = Table(programme);
        Assert.Equal("2026-08", Assert.Single(table.Months).Month.ToString());
        Assert.Contains(table.Faults, fault => fault is { Where: "2026-09", Field: "forecast" });
        Assert.Contains(table.Faults, fault => fault is { Where: "forecast", Field: "floating" });
        Assert.Contains(table.Faults, fault => fault is { Where: "$.forecast.entered[1]", Value: "2026-12" });
    }

    [Fact]
    public void The_sum_of_the_lines_is_the_sum_of_the_bill()
    {
        var book = new UsageBook();
        var (tokens, cost) = (0m, 0m);
        for (var i = 1; i <= 500; i++)
        {
            var (count, paid) = ((i * 7919L) % 100_003, i * 0.0137m);
            book.Take(Records.Of(TradingDate.Of(2026, 5, 1).Plus(i % 90), $"m{i % 7}", count, i, 2 * i, paid));
            tokens += count + (3 * i);
            cost += paid;
        }

        var table = Table(Programme(Maps("*", "price"), Maps("m3", "factor", 1)), [.. book.Lines()]);
        Assert.Equal(tokens / 1_000_000m, table.Actual.Sum(line => line.Raw));
        Assert.Equal(cost, table.Actual.Sum(line => line.Cost));
        var july = table.Actual.Where(line => line.Month == July).ToList();
        Assert.Equal(july.Sum(line => line.Equivalent), table.Months[0].Base);
        Assert.Equal(july.Sum(line => line.Raw), table.Months[0].Raw);
    }

    [Fact]
    public void Rows_that_were_not_understood_at_import_stand_among_the_faults()
    {
        var inputs = Inputs(Programme(Maps("m", "factor", 1)), Billed(July, "m", 40));
        var fault = new ExposureFault("bill.csv:3", "input", "-5", "must be a whole number");
        var file = new ImportedFile("bill.csv", new('0', 64), 2, 1, 1) { NotUnderstood = [fault] };
        var table = ExposureMaker.Make(inputs with { Usage = new([file], inputs.Usage.Lines) });
        Assert.Equal([fault], table.Faults);
    }

    [Fact]
    public void A_month_has_the_mean_of_the_rate_in_force_on_its_days()
    {
        // From 1 June 7, from 16 June 8: fifteen days each, 7.5. July: 8 until it is 45 days old on 31 July; then none.
        var rates = new MonthlyRates([
            new DollarRate(TradingDate.Of(2026, 6, 16), 8m),
            new DollarRate(TradingDate.Of(2026, 6, 1), 7m),
        ]);
        Assert.Equal(7.5m, rates.Rate("USD", "CNY", June));
        Assert.Equal(8m, rates.Rate("USD", "CNY", July));
        Assert.Equal(0.125m, rates.Rate("CNY", "USD", July));
        Assert.Null(rates.Rate("USD", "CNY", July.Plus(1)));
        Assert.Null(rates.Rate("USD", "CNY", May));
        Assert.Null(rates.Rate("EUR", "CNY", June));
        Assert.Equal(1m, rates.Rate("EUR", "EUR", May));
    }
}
