// The language of the stories where it speaks of spreads, and what it tells when a story expects wrongly.
using Tokenbourse.Market;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Specs;
using Tokenbourse.Sim.Auditing;
using Tokenbourse.Sim.Scenarios;
using Xunit;

namespace Tokenbourse.Scenarios;

public sealed class SpreadLanguageTests
{
    [Fact]
    public void Spread_terms_become_a_document_and_its_trades_are_told_with_their_legs()
    {
        var result = ScenarioRunner.Run(
            "spread.txt",
            """
            # SPR-001 a spread
            list GH-X26 reference 2.000
            list TK-X26 reference 6.400
            spread GHC calendar near GH max 7
            spread TG inter-contract near TK lots 16 weight 5 far GH lots 9 self cancel-oldest
            deposit alice 90000 bob 90000
            alice sell 2 GHC-X26/Z26 @ -0.010 as A1
            bob buy 2 GHC-X26/Z26 @ -0.010 -> traded 2 @ 2.010 in GH-Z26
            expect last trade GHC-X26/Z26 2 @ -0.010 aggressor sell origin implied
            """,
            () => new MachineEngine(new MarketMachine()),
            out var venue
        );
        var spreads = venue!
            .Log.Where(l => l.Command.Kind == MessageKind.DefineSpread)
            .Select(l => SpreadSpec.Read(l.Command.Payload, [])!)
            .ToList();
        Assert.Equal([SpreadKind.Calendar, SpreadKind.InterContract], spreads.Select(s => s.Kind));
        Assert.Equal(("GH", "GH", 7), (spreads[0].Near, spreads[0].Far, spreads[0].MaxOrderLots));
        Assert.Equal(
            (16, 5, 9, 1),
            (spreads[1].NearLots, spreads[1].NearWeight, spreads[1].FarLots, spreads[1].FarWeight)
        );
        Assert.Equal(SelfMatch.CancelOldest, spreads[1].SelfMatch);
        Assert.Equal(
            [
                "spread.txt:8: expected 2 @ 2.01 in GH-Z26; got spread traded 2 @ -0.01 in GHC-X26/Z26 with auto-1 with bob with A1 with alice and 2 @ 2 in GH-X26 with bob with alice and 2 @ 2.01 in GH-Z26 with alice with bob",
                "spread.txt:9: expected last trade GHC-X26/Z26 aggressor sell; got buy",
                "spread.txt:9: expected last trade GHC-X26/Z26 origin implied; got continuous",
            ],
            result.Failures
        );
    }

    [Theory]
    [InlineData("spread", "bad.txt:3: at the end of the line: expected a spread's name")]
    [InlineData("spread GHC", "bad.txt:3: at the end of the line: expected calendar or inter-contract")]
    [InlineData("spread GHC calendar of GH", "bad.txt:3: at 'of': expected near, far, max or self")]
    [InlineData("spread GHC calendar near", "bad.txt:3: at the end of the line: expected a contract")]
    [InlineData(
        "settle calendar MOON",
        "bad.txt:3: at the end of the line: expected a calendar of the story instead of 'MOON'"
    )]
    public void A_line_of_spreads_that_cannot_be_read_says_what_belongs_there(string line, string message)
    {
        var text = $"# SPR-001 bad\nlist GH-X26 reference 2.000\n{line}\n";
        var result = ScenarioRunner.Run("bad.txt", text, () => new MachineEngine(new MarketMachine()));
        Assert.Equal([message], result.Failures);
    }
}
