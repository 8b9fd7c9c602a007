// Deals, measures and sources as tables: good rows are used, bad ones named with row, field, value and rule.
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Index;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Feeds;

public sealed class DealCsvTests : IDisposable
{
    private const string Header =
        "deal,seen,from,to,product,kind,seller,buyer,maker,item,region,terms,class,units,list,net,currency,unit,source,evidence,flags,traits";

    private static readonly string _proof = new('a', 64);
    private static readonly string _input =
        $"d1,2026-03-02,2026-03-01,2026-03-01,token,invoice,acme,b1,maker,m,cn,on_demand,input,100,2,180.5,CNY,1M tokens,acme invoice 7,{_proof},prepaid,context=long;gpus=8";
    private static readonly string _output = _input.Replace(
        ",input,100,2,180.5,",
        ",output,10,8,69.5,",
        StringComparison.Ordinal
    );

    private readonly Tables _tables = new();

    public void Dispose() => _tables.Dispose();

    private Intake Import(string kind, params string[] rows) =>
        TableIntake.Read(_tables.Write("deals.csv", [Header, .. rows]), kind);

    [Fact]
    public void The_rows_of_a_deal_become_one_deal_that_the_machine_takes()
    {
        var import = Import("deals", _input, _output);
        var deal = (DealObservation)Assert.Single(import.Observations).Document;
        Assert.Equal(250m, deal.Net);
        Assert.Equal([new DealQuantity("input", 100m, 2m), new DealQuantity("output", 10m, 8m)], deal.Quantities);
        Assert.Equal(["prepaid"], deal.Flags);
        Assert.Equal([new Trait("context", "long"), new Trait("gpus", "8")], deal.Traits);
        Assert.Equal((2, 2, 0), (import.Report.Rows, import.Report.Used, import.Report.Refused));
        Assert.True(import.Report.Clean);
        Assert.Null(new DealAudit().Add(deal));
        Assert.Equal("2026-03-03T00:00:00Z", import.Observations[0].Seen.ToString());
    }

    public static TheoryData<string, string, string, string> Bad =>
        new()
        {
            { "2026-03-02,2026-03-01", "2026-02-30,2026-03-01", "seen", "must be a date" },
            { ",2026-03-01,token", ",2026-02-28,token", "to", "must not be before from" },
            { ",2026-03-01,token", ",2026-03-05,token", "to", "must not be after seen" },
            { ",token,", ",coal,", "product", "must be token or gpu" },
            { ",invoice,", ",rumour,", "kind", "must be invoice or rental" },
            { ",acme,", ",,", "seller", "1 to 80 characters" },
            { ",input,100", ",hour,100", "class", "must be input or cached_input or output" },
            { ",100,", ",-100,", "units", "above zero" },
            { ",100,", ",1e400,", "units", "plain decimal" },
            { ",100,", ",NaN,", "units", "plain decimal" },
            { ",100,", ",0,", "units", "above zero" },
            { ",100,2,", ",100,-2,", "list", "above zero" },
            { ",180.5,", ",-1,", "net", "must not be below zero" },
            { ",180.5,", ",\"1,5\",", "net", "plain decimal" },
            { ",180.5,", ",Infinity,", "net", "plain decimal" },
            { ",CNY,", ",RMB,", "currency", "CNY, USD or EUR" },
            { ",1M tokens,", ",1K tokens,", "unit", "must be 1M tokens" },
            { "aaaa,prepaid", "aaaZ,prepaid", "evidence", "SHA-256" },
            { ",prepaid,", ",lovely,", "flags", "parted by semicolons" },
            { "gpus=8", "context=8", "traits", "each name once" },
            { "gpus=8", "gpus", "traits", "name=value" },
        };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_bad_row_is_named_and_the_rest_is_used(string was, string becomes, string field, string rule)
    {
        var row = _input.Replace("d1,", "d2,", StringComparison.Ordinal);
        Assert.Contains(was, row, StringComparison.Ordinal);
        var at = row.IndexOf(was, StringComparison.Ordinal);
        var import = Import("deals", row[..at] + becomes + row[(at + was.Length)..], _input);
        Assert.Single(import.Observations);
        Assert.Equal((2, 1, 1), (import.Report.Rows, import.Report.Used, import.Report.Refused));
        var fault = import.Report.Faults[0];
        Assert.Equal((2, field), (fault.Line, fault.Field));
        Assert.Contains(rule, fault.Rule, StringComparison.Ordinal);
        Assert.Contains($"deals.csv:2: {field}", import.Report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_deal_with_one_bad_row_is_refused_whole_and_every_row_is_accounted_for()
    {
        var other = _output.Replace(",acme,", ",other,", StringComparison.Ordinal);
        var import = Import("deals", _input, other);
        Assert.Empty(import.Observations);
        Assert.Equal(2, import.Report.Refused);
        Assert.Equal(
            [
                ("seller", 3, "must be the same in all rows of a deal"),
                ("deal", 2, "another row of this deal is refused"),
            ],
            import.Report.Faults.Select(f => (f.Field, f.Line, f.Rule))
        );
        Assert.Equal("must stand once in a deal", Import("deals", _input, _input).Report.Faults[0].Rule);
    }

    [Fact]
    public void A_row_that_is_no_row_takes_the_rest_of_its_deal_with_it()
    {
        var other = _input.Replace("d1,", "d2,", StringComparison.Ordinal);
        var import = Import("deals", _input, _output + ",one field too many", other);
        Assert.Single(import.Observations);
        Assert.Equal((3, 1, 2), (import.Report.Rows, import.Report.Used, import.Report.Refused));
        Assert.Equal(
            [(3, "must have 22 fields, has 23"), (2, "another row of this deal is refused")],
            import.Report.Faults.Select(f => (f.Line, f.Rule))
        );
    }

    [Fact]
    public void A_table_of_rentals_holds_no_invoices()
    {
        Assert.Equal("must be rental", Import("rentals", _input).Report.Faults[0].Rule);
        Assert.Single(Import("invoices", _input).Observations);
    }

    [Fact]
    public void The_strict_door_of_a_reference_folder_refuses_all_for_one_fault()
    {
        _tables.Write("deals.csv", Header, _input, _input.Replace("d1,", "d2,", StringComparison.Ordinal));
        _tables.Write(
            "sources.csv",
            "source,owner,related,kind,since,status,reason",
            "acme,acme,acme-labs;hash-of-acme,invoice,2026-01-01,admitted,contract 7"
        );
        _tables.Write(
            "measures.csv",
            "seen,effective,product,seller,maker,item,class,region,terms,value,unit,source,evidence,traits",
            $"2026-03-02,2026-03-01,supply,cloud,nvidia,h100,available,us,spot,0,GPUs,trace,{_proof},"
        );
        var set = ObservationSets.Reference(_tables.Folder);
        Assert.Empty(set.Faults);
        Assert.Equal(
            [MessageKind.DefineSource, MessageKind.ObserveMeasure, MessageKind.ObserveDeal, MessageKind.ObserveDeal],
            set.Observations.Select(o => o.Kind)
        );
        Assert.All(set.Observations, o => Assert.NotEmpty(o.Bytes()));
        _tables.Write("deals.csv", Header, _input, "x");
        Assert.Empty(ObservationSets.Reference(_tables.Folder).Observations);
    }

    [Fact]
    public void A_nul_in_a_row_costs_that_row_only()
    {
        byte[] bytes =
        [
            .. Encoding.UTF8.GetBytes(Header + "\n"),
            (byte)'a',
            0,
            (byte)'b',
            .. Encoding.UTF8.GetBytes(_input[2..] + "\n" + _input + "\n"),
        ];
        var import = TableIntake.Read(new MemoryStream(bytes), "nul.csv", "deals");
        Assert.Single(import.Observations);
        Assert.Contains("control characters", import.Report.Faults[0].Rule, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_table_says_so_and_gives_nothing()
    {
        var huge = Header + "\n" + _input + "\n\"" + new string('x', 3 << 20);
        (string Name, byte[] Bytes)[] files =
        [
            ("empty.csv", []),
            ("utf16.csv", Encoding.Unicode.GetBytes(Header + "\n" + _input + "\n")),
            ("columns.csv", Encoding.UTF8.GetBytes("deal,seen\n1,2\n")),
            ("noise.csv", [0xFF, 0xFE, 0, 1, 2, 3]),
        ];
        foreach (var (name, bytes) in files)
        {
            var import = TableIntake.Read(_tables.Write(name, bytes), "deals");
            Assert.Empty(import.Observations);
            Assert.False(import.Report.Clean);
            Assert.StartsWith(name, import.Report.Stopped, StringComparison.Ordinal);
        }

        // What stands before the unclosed quote was good, and stays.
        var cut = TableIntake.Read(_tables.Write("huge.csv", Encoding.UTF8.GetBytes(huge)), "deals");
        Assert.Single(cut.Observations);
        Assert.NotEmpty(cut.Report.Stopped);
        Assert.NotEmpty(TableIntake.Read(Path.Combine(_tables.Folder, "absent.csv"), "deals").Report.Stopped);
    }

    [Fact]
    public void A_row_that_is_not_UTF_8_costs_that_row_only()
    {
        var bytes = Encoding.Latin1.GetBytes(
            Header
                + "\n"
                + _input
                    .Replace("d1,", "d2,", StringComparison.Ordinal)
                    .Replace("acme", "acm\u00e9", StringComparison.Ordinal)
                + "\n"
                + _input
                + "\n"
        );
        var import = TableIntake.Read(_tables.Write("latin.csv", bytes), "deals");
        Assert.Equal("acme", ((DealObservation)Assert.Single(import.Observations).Document).Seller);
        Assert.Contains("must be UTF-8", Assert.Single(import.Report.Faults).Rule, StringComparison.Ordinal);
    }

    [Fact]
    public void A_huge_field_is_a_fault_and_is_shown_cut()
    {
        var import = Import(
            "deals",
            _input.Replace(",acme,", $",{new string('x', 100_000)},", StringComparison.Ordinal),
            _output
        );
        Assert.Empty(import.Observations);
        Assert.True(import.Report.Faults[0].Value.Length <= 80);
    }

    [Fact]
    public void No_bytes_whatever_bring_the_reader_down_and_every_row_is_counted()
    {
        var good = Encoding.UTF8.GetBytes(Header + "\r\n" + _input + "\r\n" + _output + "\n");
        var hurts = Prop.ForAll(
            ArbMap.Default.ArbFor<(byte[] Noise, int Place, bool Replace)>(),
            hurt =>
            {
                var noise = hurt.Noise ?? [];
                var place = (int)((long)hurt.Place * 31 & int.MaxValue) % good.Length;
                byte[] bytes = hurt.Replace
                    ? [.. good.Take(place), .. noise, .. good.Skip(place + noise.Length)]
                    : [.. good.Take(place), .. noise, .. good.Skip(place)];
                var (observations, report) = TableIntake.Read(new MemoryStream(bytes), "noise.csv", "deals");
                return report.Used <= report.Rows
                    && observations.All(o => new DealAudit().Add((DealObservation)o.Document) is null);
            }
        );
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), hurts);
    }

    [Fact]
    public void A_table_of_prices_may_come_through_the_forgiving_door_too()
    {
        var import = TableIntake.Read(
            _tables.Write(
                "r.csv",
                "seen,base,quote,rate,source",
                "2025-01-02,USD,CNY,7.2988,x",
                "2025-01-02,USD,USD,1,x"
            ),
            "rates"
        );
        Assert.Single(import.Observations);
        Assert.Equal("must differ from base", Assert.Single(import.Report.Faults).Rule);
    }
}
