// The page of invariants: all twenty-eight are there, and what it names exists.
using System.Text.RegularExpressions;
using Xunit;

namespace Tokenbourse.Unit.Architecture;

public sealed class InvariantsPage
{
    private const int Invariants = 28;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    private static string Page => File.ReadAllText(Path.Combine(Sources.Root, "docs", "invariants.md"));

    [Fact]
    public void Every_invariant_is_on_the_page_once_with_what_asserts_and_what_tests_it()
    {
        var sections = Page.Split("\n### ")[1..];
        Assert.Equal(
            Enumerable.Range(1, Invariants).Select(n => $"I-{n}"),
            sections.Select(s => s[..s.IndexOf(' ', StringComparison.Ordinal)])
        );
        Assert.All(sections, s => Assert.Matches("(?m)^- asserted: ", s));
        Assert.All(sections, s => Assert.Matches("(?m)^- tests: ", s));
    }

    [Fact]
    public void Every_file_that_the_page_names_exists_and_those_that_assert_do()
    {
        var files = Named().Where(n => n.Contains('/', StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(files);
        Assert.All(files, f => Assert.True(File.Exists(Path.Combine(Sources.Root, f)), f));
        var silent = files
            .Where(f => f.StartsWith("src/", StringComparison.Ordinal))
            .Where(f =>
                !File.ReadAllText(Path.Combine(Sources.Root, f)).Contains("Must.Hold(", StringComparison.Ordinal)
            );
        Assert.Empty(silent);
    }

    [Fact]
    public void Every_test_that_the_page_names_exists()
    {
        var tests = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in Sources.All().Where(p => p.StartsWith("tests", StringComparison.Ordinal)))
        {
            var text = File.ReadAllText(Path.Combine(Sources.Root, path));
            foreach (
                Match match in Regex.Matches(
                    text,
                    @"\[(?:Fact|Theory)\b[\s\S]*?public (?:async Task|void) (\w+)\(",
                    RegexOptions.None,
                    _patience
                )
            )
                tests.Add(match.Groups[1].Value);
        }

        var named = Named().Where(n => n.Contains('_', StringComparison.Ordinal)).ToList();
        Assert.True(named.Count > 60, $"{named.Count} tests are named");
        Assert.All(named, n => Assert.Contains(n, tests));
    }

    // Whatever the page writes as code, but the one word for asserting.
    private static IEnumerable<string> Named() =>
        Regex
            .Matches(Page, "`([^`]+)`", RegexOptions.None, _patience)
            .Select(m => m.Groups[1].Value)
            .Where(n => n != "Must.Hold")
            .Distinct(StringComparer.Ordinal);
}
