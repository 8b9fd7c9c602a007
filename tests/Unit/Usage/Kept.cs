// A sink that keeps its records, and short ways to read text as a usage file.
using System.Text;
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Gateways.Feeds.Usage;
using Tokenbourse.Metering.Usage;
using Xunit;

namespace Tokenbourse.Unit.Usage;

internal sealed class Kept : IUsageSink
{
    public List<UsageRecord> Records { get; } = [];

    public ImportReport Report { get; private set; } = null!;

    public void Take(in UsageRecord record) => Records.Add(record);

    public static Kept Of(UsageFormat format, params string[] lines)
    {
        var kept = new Kept();
        var bytes = Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");
        kept.Report = UsageImport.Read(new MemoryStream(bytes), "given", format, kept);
        Assert.Equal(kept.Report.Read, kept.Report.Used + kept.Report.Skipped.Values.Sum());
        Assert.Equal(kept.Report.Used, kept.Records.Count);
        return kept;
    }

    /// <summary>The only record; nothing was refused.</summary>
    public UsageRecord One
    {
        get
        {
            Assert.Empty(Report.Faults);
            return Assert.Single(Records);
        }
    }

    /// <summary>The only fault; no record.</summary>
    public CsvFault Fault
    {
        get
        {
            Assert.Empty(Records);
            return Assert.Single(Report.Faults);
        }
    }
}
