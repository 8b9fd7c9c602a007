// The page for strangers: its whole example is a methodology, and it speaks of every step there is.
using System.Text;
using System.Text.RegularExpressions;
using Tokenbourse.Model.Specs;
using Xunit;

namespace Tokenbourse.Unit.Index;

public sealed class ProtocolPageTests
{
    private static string Page =>
        File.ReadAllText(Path.Combine(ReferenceData.Root!, "docs", "protocols", "index-methodology.md"));

    [Fact]
    public void The_whole_example_reads_without_a_fault()
    {
        var text = Regex
            .Match(Page, "```json\n(.*?)```", RegexOptions.Singleline, TimeSpan.FromSeconds(5))
            .Groups[1]
            .Value;
        var faults = new List<SpecFault>();
        Assert.NotNull(IndexMethodology.Read(Encoding.UTF8.GetBytes(text), faults));
        Assert.Empty(faults);
    }

    [Fact]
    public void Every_step_has_its_heading()
    {
        var faults = new List<SpecFault>();
        IndexMethodology.Read(Encoding.UTF8.GetBytes("""{"steps":[{"step":"?"}]}"""), faults);
        var rule = faults.Single(f => f.Path == "steps[0].step").Rule;
        foreach (var word in rule["must be one of: ".Length..].Split(", "))
        {
            Assert.Contains($"\n### {word}:", Page, StringComparison.Ordinal);
        }
    }
}
