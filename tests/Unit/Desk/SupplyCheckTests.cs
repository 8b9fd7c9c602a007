// A participant checks an invoice: line by line against its prints, its use and the contract it signed.
using System.Globalization;
using System.Text;
using Tokenbourse.Desk.Supply;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Xunit;

namespace Tokenbourse.Unit.Desk;

public sealed class SupplyCheckTests
{
    private static readonly TradingDate _march = TradingDate.Of(2026, 3, 1);

    // By hand: 30 prints of 6.5 and one of 6.4 are 6.496774 on average, 6.4968; times 1.05 is 6.82164, 6.8216; plus
    // 0.20 is 7.0216. 15.345679 million at 7.0216 are 107.7512196664 yuan.
    private static readonly SupplyInvoiceDocument _invoice = new(
        1,
        "S-1",
        "2026-03",
        2,
        1,
        "TS",
        "standard token",
        "TIX",
        Currency.CNY,
        0,
        "2026-04-03",
        "2026-04-13",
        "every day",
        null,
        20,
        4,
        [.. Enumerable.Range(0, 31).Select(i => new SupplyPrint(_march.Plus(i).ToString(), i == 0 ? 6.4m : 6.5m))],
        6.4968m,
        1.05m,
        0.20m,
        7.0216m,
        4,
        9,
        7.0216m,
        1_000_000,
        "CNY per million standard tokens",
        [new("2026-03-05", 12_345_678), new("2026-03-31", 3_000_001)],
        15_345_679,
        2_000_000,
        50_000_000,
        0,
        15_345_679,
        10_775
    );

    private static readonly SupplyEvidence _own = new(
        new Dictionary<TradingDate, decimal>
        {
            [TradingDate.Of(2026, 3, 5)] = 12_345_678,
            [TradingDate.Of(2026, 3, 31)] = 3_000_001,
            [TradingDate.Of(2026, 4, 1)] = 77,
        },
        Enumerable.Range(-3, 40).ToDictionary(i => _march.Plus(i), i => i == 0 ? 6.4m : 6.5m),
        null,
        null,
        0
    );

    [Fact]
    public void An_invoice_that_is_right_agrees_in_every_line()
    {
        var report = SupplyCheck.Of(_invoice, _own);
        Assert.Equal([], report.Lines.Where(line => line.Differs));
        Assert.Equal(10_775, report.OwnAmountMinor);
        Assert.Contains("31", report.Lines.Single(line => line.Item == "print: days that agree").Own, Order);
        Assert.Single(report.NotChecked); // the terms
    }

    [Fact]
    public void A_print_that_was_raised_is_named_with_all_that_follows_from_it()
    {
        // 6.4 + 29 * 6.5 + 8.5 = 203.4; / 31 = 6.5613; * 1.05 = 6.8894; + 0.2 = 7.0894; 108.79 yuan.
        var prints = _invoice.Prints.ToList();
        prints[9] = prints[9] with { Value = 8.5m };
        var raised = _invoice with
        {
            Prints = prints,
            Average = 6.5613m,
            PriceBefore = 7.0894m,
            Price = 7.0894m,
            AmountMinor = 10_879,
        };
        var report = SupplyCheck.Of(raised, _own);
        Assert.Equal(
            ["print 2026-03-10", "average", "price before floor and cap", "price", "amount, minor units"],
            Differing(report)
        );
        Assert.Equal(10_775, report.OwnAmountMinor);
    }

    [Fact]
    public void Use_that_was_added_left_out_or_counted_twice_is_named_by_day()
    {
        var billed = _invoice with
        {
            Days = [new("2026-03-05", 12_345_679), new("2026-03-06", 5), new("2026-03-31", 3_000_001)],
            Metered = 15_345_685,
            Volume = 15_345_685,
        };
        var report = SupplyCheck.Of(billed, _own);
        Assert.Equal(["use 2026-03-05", "use 2026-03-06", "metered", "volume"], Differing(report));
        var tolerant = SupplyCheck.Of(billed, _own with { Tolerance = 1 });
        // The five tokens of the 6th are on no own record, tolerance or not.
        Assert.Equal(["use 2026-03-06", "metered", "volume"], Differing(tolerant));
    }

    [Fact]
    public void Wrong_arithmetic_shows_without_any_own_record()
    {
        var wrong = _invoice with { AmountMinor = 10_776 };
        var report = SupplyCheck.Of(wrong, new(null, null, null, null, 0));
        Assert.Equal(["amount, minor units", "arithmetic: amount, minor units"], Differing(report));
        Assert.Equal(3, report.NotChecked.Count);
    }

    [Fact]
    public void The_contract_as_signed_holds_not_what_the_invoice_says_of_it()
    {
        var signed = Terms();
        Assert.Equal([], Differing(SupplyCheck.Of(_invoice, _own with { Terms = signed })));
        // Billed at a factor of 1.10: 7.1465 + 0.2 = 7.3465; 112.737 yuan.
        var dearer = _invoice with
        {
            Factor = 1.10m,
            PriceBefore = 7.3465m,
            Price = 7.3465m,
            AmountMinor = 11_274,
            Cap = null,
        };
        Assert.Empty(Differing(SupplyCheck.Of(dearer, _own)));
        var report = SupplyCheck.Of(dearer, _own with { Terms = signed });
        Assert.Equal(
            ["factor", "cap", "price before floor and cap", "price", "amount, minor units"],
            Differing(report)
        );
    }

    [Fact]
    public void Too_few_prints_and_a_month_outside_the_contract_are_told()
    {
        var few = _invoice with { Prints = [.. _invoice.Prints.Take(19)] };
        Assert.Contains("prints, at least", Differing(SupplyCheck.Of(few, _own)));
        var late = _invoice with { Month = "2026-07" };
        Assert.Contains("month", Differing(SupplyCheck.Of(late, _own with { Terms = Terms() })));
    }

    [Fact]
    public void Business_days_are_compared_by_the_calendar_where_it_is_at_hand()
    {
        var weekdays = _invoice with
        {
            PrintDays = "business days",
            Calendar = "T",
            Prints = [.. _invoice.Prints.Skip(1)],
            Average = 6.5m,
            PriceBefore = 7.025m,
            Price = 7.025m,
            AmountMinor = 10_780,
        };
        // Its nine weekend days do not count; the average of the others is 6.5 like theirs.
        var report = SupplyCheck.Of(weekdays, _own with { Counts = day => day.Weekday <= 5 });
        Assert.Equal(8, Differing(report).Count);
        Assert.All(Differing(report), item => Assert.StartsWith("print 2026-03-", item, Order));
        Assert.Empty(Differing(SupplyCheck.Of(weekdays, _own)));
    }

    [Fact]
    public void The_example_of_the_documentation_agrees_with_its_terms()
    {
        var folder = Path.Combine(Architecture.Sources.Root, "docs", "examples", "supply");
        var faults = new List<SpecFault>();
        var terms = SupplyTerms.Read(File.ReadAllBytes(Path.Combine(folder, "terms.json")), faults);
        Assert.Empty(faults);
        var invoice = Documents.Read<SupplyInvoiceDocument>(File.ReadAllBytes(Path.Combine(folder, "invoice.json")));
        var report = SupplyCheck.Of(
            invoice,
            new(Table(Path.Combine(folder, "use.csv")), Table(Path.Combine(folder, "prints.csv")), terms, null, 0)
        );
        Assert.Equal([], Differing(report));
        Assert.Equal(10_775, report.OwnAmountMinor);
        Assert.Empty(report.NotChecked);

        static Dictionary<TradingDate, decimal> Table(string file) =>
            File.ReadLines(file)
                .Skip(1)
                .Select(line => line.Split(','))
                .ToDictionary(
                    row => TradingDate.Of(DateOnly.Parse(row[0], CultureInfo.InvariantCulture)),
                    row => decimal.Parse(row[1], CultureInfo.InvariantCulture)
                );
    }

    private const StringComparison Order = StringComparison.Ordinal;

    private static List<string> Differing(SupplyCheckReport report) =>
        [.. report.Lines.Where(line => line.Differs).Select(line => line.Item)];

    private static SupplyTerms Terms()
    {
        var faults = new List<SpecFault>();
        var terms = SupplyTerms.Read(Encoding.UTF8.GetBytes(Market.Spot.SupplyDesk.Terms()), faults);
        Assert.Empty(faults);
        return terms!;
    }
}
