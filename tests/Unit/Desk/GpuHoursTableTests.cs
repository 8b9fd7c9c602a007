// The bill of GPU hours: good rows by our names, each bad row with its rule, other columns refused.
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Gateways.Feeds.Usage;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Desk;

public sealed class GpuHoursTableTests : IDisposable
{
    private const string Header = "day,gpu,seller,hours,cost,currency\n";

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"hours-{Guid.NewGuid():N}.csv");

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Hours_are_read_by_our_names()
    {
        var (rows, report) = Read(
            Header + "2026-07-31,H100_SXM,,744,2231.50,USD\n2026-07-31,h100-sxm5-80gb,Own Hall,10.5,,\n"
        );
        Assert.Equal(
            [
                new GpuHoursRow(TradingDate.Of(2026, 7, 31), "h100-sxm5-80gb", "", 744, 2231.50m, "USD"),
                new GpuHoursRow(TradingDate.Of(2026, 7, 31), "h100-sxm5-80gb", "own-hall", 10.5m, null, ""),
            ],
            rows
        );
        Assert.Equal((2, 2), (report.Read, report.Used));
    }

    [Theory]
    [InlineData("2026-02-30,H100,,1,,", "day")]
    [InlineData("2026-02-28,,,1,,", "gpu")]
    [InlineData("2026-02-28,H100,,-1,,", "hours")]
    [InlineData("2026-02-28,H100,,many,,", "hours")]
    [InlineData("2026-02-28,H100,,1,x,USD", "cost")]
    [InlineData("2026-02-28,H100,,1,5,", "currency")]
    [InlineData("2026-02-28,H100,,1,5,usd", "currency")]
    [InlineData("2026-02-28,H100,,1,,USD", "currency")]
    public void A_bad_row_is_left_out_with_its_rule(string row, string field)
    {
        var (rows, report) = Read(Header + row + "\n2026-02-28,H100,,1,,\n");
        Assert.Single(rows);
        var fault = Assert.Single(report.Faults);
        Assert.Equal((2, field), (fault.Line, fault.Field));
    }

    [Fact]
    public void An_unknown_column_is_refused() =>
        Assert.Throws<FeedException>(() => Read("day,gpu,seller,hours,cost,currency,note\n2026-02-28,H100,,1,,,x\n"));

    [Theory]
    [InlineData("day,gpu,seller,hours,cost,currency", true)]
    [InlineData("\uFEFFday,\"gpu\",seller,\"hours\",cost,currency\r", true)]
    [InlineData("day,seller,model,input,cached_input,output", false)]
    public void The_header_shows_the_shape(string header, bool fits) => Assert.Equal(fits, GpuHoursTable.Fits(header));

    private (List<GpuHoursRow> Rows, ImportReport Report) Read(string text)
    {
        File.WriteAllText(_file, text);
        var rows = new List<GpuHoursRow>();
        return (rows, GpuHoursTable.Read(_file, rows.Add));
    }
}
