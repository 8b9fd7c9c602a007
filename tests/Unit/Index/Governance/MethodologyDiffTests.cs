// Differences of methodologies in words.
using System.Text;
using Tokenbourse.Model.Specs;
using Xunit;

namespace Tokenbourse.Unit.Index.Governance;

public sealed class MethodologyDiffTests
{
    [Fact]
    public void Fields_steps_and_fallbacks_are_told_by_name()
    {
        string[] steps =
        [
            Rules.Take,
            Rules.Convert,
            """{"step":"require","of":"sellers","least":3}""",
            Rules.Mean,
            Rules.Round,
        ];
        var old = Rules.Text(1, "gpu", """{"name":"two","sellers":2}""", steps);
        steps[2] = """{"step":"require","of":"sellers","least":4}""";
        var other = Rules.Text(
            2,
            "gpu",
            """{"name":"committee","committee":true}""",
            [.. steps[..2], """{"step":"trim","share":"0.1"}""", .. steps[2..]]
        );
        Assert.Equal(
            [
                "version: 1 becomes 2",
                "steps.require.least: 3 becomes 4",
                """steps.trim is new: {"step":"trim","share":"0.1"}""",
                """fallback.two is gone: {"name":"two","sellers":2}""",
                """fallback.committee is new: {"name":"committee","committee":true}""",
            ],
            Of(old, other)
        );
    }

    [Fact]
    public void The_order_of_steps_and_steps_of_one_kind_are_told_too()
    {
        const string Left = """{"steps":[{"step":"drop","reason":"a"},{"step":"drop","reason":"b"},{"step":"x"}]}""";
        const string Right = """{"steps":[{"step":"x"},{"step":"drop","reason":"a"},{"step":"drop","reason":"c"}]}""";
        Assert.Equal(
            [
                """steps.drop 2.reason: "b" becomes "c" """.TrimEnd(),
                "order of steps: drop, drop, x becomes x, drop, drop",
            ],
            Of(Left, Right)
        );
        Assert.Empty(Of(Left, Left.Replace(",", " , ", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Of(string left, string right) =>
        MethodologyDiff.Of(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right)).Select(c => c.ToString());
}
