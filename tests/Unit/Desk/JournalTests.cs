// The journal: chained, a torn tail cut, a changed line refused with its number.
using System.Text;
using Tokenbourse.Desk.Execution;
using Tokenbourse.Desk.Plans;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Desk;

public sealed class JournalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("journal").FullName;

    private string Path_ => Path.Combine(_folder, "journal.jsonl");

    public void Dispose() => Directory.Delete(_folder, true);

    private static JournalLine Agreed(string who) =>
        new(0, "2026-05-29T08:00:00Z", JournalKind.Approved, who, "", Approved: new("abc"));

    private void Write(int lines)
    {
        using var journal = Journal.Open(Path_);
        for (var i = 0; i < lines; i++)
            journal.Append(Agreed($"person {i}"));
    }

    [Fact]
    public void Lines_are_numbered_chained_and_read_again()
    {
        Write(2);
        Write(1);
        using var journal = Journal.Open(Path_);
        Assert.Equal([1L, 2, 3], journal.Lines.Select(l => l.Number));
        Assert.Equal("", journal.Lines[0].Before);
        var first = Encoding.UTF8.GetBytes(File.ReadAllLines(Path_)[0]);
        Assert.Equal(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(first)),
            journal.Lines[1].Before
        );
        Assert.Equal(0, journal.Dropped);
        Assert.Equal(3, Journal.Read(Path.Combine(_folder, "journal.jsonl")).Count);
    }

    [Fact]
    public void What_is_unknown_stays_unknown_when_it_is_read_again()
    {
        // A hedge without a book price, and an answer without a number and a trade: both are written as null.
        var day = Tokenbourse.Model.Numbers.TradingDate.Of(2026, 6, 1);
        var month = Tokenbourse.Model.Numbers.ContractMonth.Of(2026, 6);
        var hedge = new Tokenbourse.Desk.Plans.HedgeMonth(month, "TK-M26", 6, 60_000, 0.5m, null, 6, 0.1);
        var proposed = new ProposedPlan("digest", "programme", day, "TK", 6, 1, [hedge], []);
        var answered = new AnsweredOrder("id", null, "found", "", [new(null, "TK-M26", 6, 6.4m, day)]);
        using (var journal = Journal.Open(Path_))
        {
            journal.Append(new(0, "", JournalKind.Proposed, "Marta", "", Proposed: proposed));
            journal.Append(new(0, "", JournalKind.Answered, "Marta", "", Answered: answered));
        }

        var lines = Journal.Read(Path_);
        Assert.Null(lines[0].Proposed!.Hedges[0].Price);
        Assert.Null(lines[1].Answered!.Order);
        Assert.Null(lines[1].Answered!.Fills[0].Trade);
    }

    [Fact]
    public void A_cut_last_line_is_told_and_dropped_and_the_chain_goes_on()
    {
        Write(2);
        var whole = new FileInfo(Path_).Length;
        File.AppendAllText(Path_, "{\"number\":3,\"mom");
        using (var journal = Journal.Open(Path_))
        {
            Assert.Equal(16, journal.Dropped);
            Assert.Equal(2, journal.Lines.Count);
            journal.Append(Agreed("after"));
        }

        Assert.True(new FileInfo(Path_).Length > whole);
        Assert.Equal([1L, 2, 3], Journal.Read(Path_).Select(l => l.Number));
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 3)]
    public void A_changed_line_is_refused_with_the_line_that_shows_it(int changed, int told)
    {
        Write(3);
        var lines = File.ReadAllLines(Path_);
        lines[changed] = lines[changed].Replace("person", "nobody", StringComparison.Ordinal);
        File.WriteAllText(Path_, string.Join('\n', lines) + "\n");
        var fault = Assert.Throws<JournalException>(() => Journal.Open(Path_).Dispose());
        Assert.Equal(told, fault.Line);
        Assert.Contains($"line {told} does not follow line {told - 1}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_taken_out_or_not_readable_is_refused()
    {
        Write(3);
        var lines = File.ReadAllLines(Path_);
        File.WriteAllText(Path_, lines[0] + "\n" + lines[2] + "\n");
        Assert.Equal(2, Assert.Throws<JournalException>(() => Journal.Open(Path_).Dispose()).Line);
        File.WriteAllText(Path_, lines[1] + "\n");
        Assert.Equal(1, Assert.Throws<JournalException>(() => Journal.Open(Path_).Dispose()).Line);
        File.WriteAllText(Path_, lines[0] + "\nnot a line\n");
        Assert.Contains(
            "line 2 cannot be read",
            Assert.Throws<JournalException>(() => Journal.Open(Path_).Dispose()).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void While_one_writes_another_may_read_but_not_write()
    {
        Write(1);
        using var journal = Journal.Open(Path_);
        Assert.Single(Journal.Read(Path_));
        Assert.Throws<IOException>(() => Journal.Open(Path_).Dispose());
    }

    [Fact]
    public void What_is_not_known_is_written_as_null_and_read_again()
    {
        // A plan on a model has no book, so no price; an order that was refused has no number.
        var day = TradingDate.Of(2026, 8, 3);
        var hedge = new HedgeMonth(ContractMonth.Of(2026, 8), "TK-U26", 73, 730_000, 0.8m, null, 73, 0.07);
        var fill = new HedgeFill(null, "TK-U26", 1, 1.3m, day);
        using (var journal = Journal.Open(Path_))
        {
            journal.Append(
                new(0, "2026-08-03T08:00:00Z", JournalKind.Proposed, "Marta", "")
                {
                    Proposed = new("abc", "tokens", day, "TK", 73, 1, [hedge], []),
                }
            );
            journal.Append(
                new(0, "2026-08-03T08:00:01Z", JournalKind.Answered, "desk send", "")
                {
                    Answered = new("c1", null, "refused", "not open", [fill]),
                }
            );
        }

        var lines = Journal.Read(Path_);
        Assert.Equal([hedge], lines[0].Proposed!.Hedges);
        Assert.Null(lines[1].Answered!.Order);
        Assert.Equal([fill], lines[1].Answered!.Fills);
        Assert.DoesNotContain("\"staged\"", File.ReadAllText(Path_), StringComparison.Ordinal);
    }
}
