// Usage records of GPUs: good rows in, each bad row with its field and rule.
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Gateways.Feeds.Usage;
using Tokenbourse.Metering.Delivery;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Delivery;

public sealed class GpuIntervalTableTests : IDisposable
{
    private const string Header = "node,start,end,gpus,certificate\n";
    private const string Good = "n1,2026-03-03T05:00:00Z,2026-03-03T06:00:00Z,8,12\n";

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"runs-{Guid.NewGuid():N}.csv");

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Records_are_read_with_their_line_and_zone()
    {
        var (rows, report) = Read(Header + Good + "n2,2026-03-03 05:30,2026-03-03T08:00:00+01:00,4,\n");
        Assert.Equal(2, report.Used);
        Assert.Equal(
            [
                new GpuInterval(2, "n1", Moment("2026-03-03T05:00:00Z"), Moment("2026-03-03T06:00:00Z"), 8, 12),
                new(3, "n2", Moment("2026-03-03T05:30:00Z"), Moment("2026-03-03T07:00:00Z"), 4, 0),
            ],
            rows
        );
    }

    [Fact]
    public void The_certificate_may_be_missing_and_other_columns_are_passed_over()
    {
        var (rows, _) = Read("gpus,job,node,end,start\n8,j-1,n1,2026-03-03T06:00:00Z,2026-03-03T05:00:00Z\n");
        Assert.Equal((8, 0L), (rows[0].Gpus, rows[0].Certificate));
        Assert.Throws<FeedException>(() => Read("node,start,gpus\nn1,2026-03-03T05:00:00Z,8\n"));
    }

    [Theory]
    [InlineData(",2026-03-03T05:00:00Z,2026-03-03T06:00:00Z,8,", "node", "1 to 80")]
    [InlineData("n1,yesterday,2026-03-03T06:00:00Z,8,", "start", "moment")]
    [InlineData("n1,2026-03-03T05:00:00Z,2026-03-03T05:00:00Z,8,", "end", "after the start")]
    [InlineData("n1,2026-03-03T05:00:00Z,2027-03-05T05:00:00Z,8,", "end", "366 days")]
    [InlineData("n1,2026-03-03T05:00:00Z,2026-03-03T06:00:00Z,0,", "gpus", "from 1")]
    [InlineData("n1,2026-03-03T05:00:00Z,2026-03-03T06:00:00Z,7.5,", "gpus", "whole")]
    [InlineData("n1,2026-03-03T05:00:00Z,2026-03-03T06:00:00Z,8,C-1", "certificate", "number of a certificate")]
    [InlineData("n1,2026-03-03T05:00:00Z,2026-03-03T06:00:00Z,8,0", "certificate", "number of a certificate")]
    [InlineData("n1,2026-03-03T05:00:00Z", "", "must have 5 fields")]
    public void A_bad_row_is_left_out_with_its_rule(string row, string field, string rule)
    {
        var (rows, report) = Read(Header + row + "\n" + Good);
        Assert.Single(rows);
        var fault = Assert.Single(report.Faults);
        Assert.Equal((2, field), (fault.Line, fault.Field));
        Assert.Contains(rule, fault.Rule, StringComparison.Ordinal);
    }

    private static Instant Moment(string text)
    {
        Assert.True(Instant.TryParse(text, out var moment));
        return moment;
    }

    private (List<GpuInterval> Rows, ImportReport Report) Read(string text)
    {
        File.WriteAllText(_file, text);
        var rows = new List<GpuInterval>();
        return (rows, GpuIntervalTable.Read(_file, rows.Add));
    }
}
