// A packed file that was cut off must say so, also where the cut falls between two rows or leaves a shorter number.
using System.IO.Compression;
using System.Text;
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Gateways.Feeds.Usage;
using Tokenbourse.Metering.Usage;
using Xunit;

namespace Tokenbourse.Unit.Feeds;

public sealed class CutFileTests : IDisposable
{
    private readonly Tables _tables = new();

    public void Dispose() => _tables.Dispose();

    // What was flushed can be unpacked whole; the end of the file is missing behind it.
    private string Cut(string name, string text)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zip.Write(Encoding.UTF8.GetBytes(text));
            zip.Flush();
            var path = Path.Combine(_tables.Folder, name);
            File.WriteAllBytes(path, packed.ToArray());
            return path;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("2025-01-03,USD,CNY,7.3,x\n2025-01-04,USD,CNY,7.3,")]
    public void A_packed_table_that_is_cut_off_says_so_wherever_the_cut_falls(string last)
    {
        var path = Cut("rates.csv.gz", "seen,base,quote,rate,source\n2025-01-02,USD,CNY,7.2988,x\n" + last);
        var import = TableIntake.Read(path, "rates");
        Assert.Contains("cut off", import.Report.Stopped, StringComparison.Ordinal);
        Assert.False(import.Report.Clean);
        Assert.NotEmpty(ObservationCsv.Read(path).Faults);
    }

    [Theory]
    [InlineData(UsageFormat.None)]
    [InlineData(UsageFormat.Bill)]
    public void A_packed_bill_that_is_cut_off_is_no_bill(UsageFormat format)
    {
        // The last count was 500: what is left of it is a smaller number, and a good one.
        var path = Cut("bill.csv.gz", "day,model,input,cached_input,output\n2026-03-01,m,1,0,100\n2026-03-01,m,1,0,5");
        var fault = Assert.Throws<FeedException>(() => UsageImport.Read(path, format, new UsageTotals()));
        Assert.Contains("cut off", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(UsageFormat.LiteLlm)]
    [InlineData(UsageFormat.OpenAi)]
    [InlineData(UsageFormat.Responses)]
    [InlineData(UsageFormat.Bill)]
    public void A_file_that_only_calls_itself_packed_is_refused_by_name(UsageFormat format)
    {
        var path = Path.Combine(_tables.Folder, "plain.csv.gz");
        File.WriteAllText(path, "not packed at all\n");
        var fault = Assert.Throws<FeedException>(() => UsageImport.Read(path, format, new UsageTotals()));
        Assert.Equal("plain.csv.gz", fault.Fault.File);
    }
}
