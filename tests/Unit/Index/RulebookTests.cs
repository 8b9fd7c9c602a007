// The shipped methodologies: every one reads without a fault, and over the reference tables they print as they say.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Xunit;

namespace Tokenbourse.Unit.Index;

public sealed class RulebookTests
{
    [Fact]
    public void Every_methodology_of_the_rulebook_reads_without_a_fault()
    {
        Assert.NotEmpty(ReferenceData.RulebookFiles);
        foreach (var file in ReferenceData.RulebookFiles)
        {
            var faults = new List<SpecFault>();
            var methodology = IndexMethodology.Read(File.ReadAllBytes(file), faults);
            Assert.Empty(faults);
            Assert.Equal(Path.GetFileNameWithoutExtension(file), methodology!.Index);
        }
    }

    [Fact]
    public void Over_the_reference_tables_every_index_prints_on_most_days()
    {
        var observations = ReferenceData.Observations();
        if (observations is null)
            Assert.Skip("no reference tables (reference/, or TOKENBOURSE_REFERENCE)");
        var run = new IndexRun();
        var start = IndexRun.At(observations[0].Day + "T00:00:00Z");
        foreach (var file in ReferenceData.RulebookFiles)
            run.Send(start, MessageKind.DefineIndex, File.ReadAllBytes(file));
        foreach (var (day, kind, bytes) in observations)
            run.Send(IndexRun.At(day + "T23:00:00Z"), kind, bytes);
        run.Tick("2026-08-01T00:00:00Z");
        Assert.DoesNotContain(run.Events, e => e.Kind is MessageKind.ObservationRefused or MessageKind.DocumentRefused);
        foreach (var index in run.Prints.GroupBy(p => p.Index, StringComparer.Ordinal))
        {
            var values = index.Where(p => p.Value is not null).ToList();
            if (index.Key.StartsWith("CSTI-T", StringComparison.Ordinal))
            {
                // The reference tables hold posted prices only: an index of deals has nothing to print.
                Assert.Empty(values);
                continue;
            }

            TestContext.Current.TestOutputHelper?.WriteLine(
                $"{index.Key}: {values.Count} of {index.Count()} days, first {values[0].Value}, last {values[^1].Value}"
            );
            Assert.True(
                values.Count * 10 >= index.Count() * 9,
                $"{index.Key} printed on {values.Count} of {index.Count()} days"
            );
            Assert.All(values.Where(p => p.Used.Count > 0), p => Assert.Equal(1_000_000, p.Used.Sum(c => c.WeightPpm)));
        }
    }
}
