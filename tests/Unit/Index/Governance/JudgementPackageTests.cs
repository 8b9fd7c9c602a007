// A print of the committee's tier is packed, traced and made again like any other.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Venue.Recalculation;
using Xunit;

namespace Tokenbourse.Unit.Index.Governance;

public sealed class JudgementPackageTests
{
    [Fact]
    public void A_judgement_that_was_printed_comes_back_byte_for_byte()
    {
        var entries = new List<LogEntry>();
        var run = new IndexRun();
        void Say(string at, MessageKind kind, byte[] payload)
        {
            entries.Add(new(entries.Count, IndexRun.At(at), -1, kind, payload));
            run.Send(at, kind, payload);
        }

        Say(
            "2025-03-03T00:00:00Z",
            MessageKind.DefineIndex,
            System.Text.Encoding.UTF8.GetBytes(Governed.Index(terms: null))
        );
        Say("2025-03-03T01:00:00Z", MessageKind.ObservePrice, Documents.Write(Governed.Price("a", 2m)));
        Say("2025-03-03T02:00:00Z", MessageKind.Tick, new byte[8]);
        Say(
            "2025-03-03T03:00:00Z",
            MessageKind.ProposeJudgement,
            Documents.Write(Governed.Proposal("2025-03-03") with { Inputs = [1] })
        );
        Say(
            "2025-03-03T04:00:00Z",
            MessageKind.ApproveJudgement,
            Documents.Write(new JudgementApproval("G", "2025-03-03", "Bob", "none"))
        );
        run.Tick("2025-03-03T12:00:00Z");
        var published = run.Events.Last(e => e.Kind == MessageKind.Printed).Bytes;
        Assert.Equal("committee", Assert.Single(Documents.Read<PrintDocument>(published).Used).Name);

        var remade = Recomputation.Remake(entries, "G", "2025-03-03")!;
        Assert.Equal(Convert.ToHexString(published), Convert.ToHexString(remade.Bytes));
        var package = Recomputation.Package(remade, published, "test");
        var found = Recomputation.Recompute(
            IndexPackage.Open([new(IndexPackage.ManifestName, package.ManifestBytes()), .. package.Parts])
        );
        Assert.True(found.Same, found.Difference);
    }

    [Theory]
    [InlineData("Ann  Lee")]
    [InlineData("ann\u00a0lee ")]
    [InlineData("ANNLEE")]
    public void Blanks_and_case_do_not_make_another_person(string other)
    {
        var run = Governed.Run().Price("2025-03-04T01:00:00Z", "b", "h100", null);
        run.Say(
            "2025-03-04T09:00:00Z",
            MessageKind.ProposeJudgement,
            Governed.Proposal("2025-03-04", person: "Ann Lee")
        );
        run.Say(
            "2025-03-04T09:00:00Z",
            MessageKind.ApproveJudgement,
            new JudgementApproval("G", "2025-03-04", other, "none")
        );
        Assert.Equal("person", run.Refused().Field);
    }
}
