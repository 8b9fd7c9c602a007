// tokenbourse meter upstream: a simulated seller to try a meter with, faults included.
using System.CommandLine;
using Tokenbourse.Gateways.Meter;
using Tokenbourse.Gateways.Tokenizers;

namespace Tokenbourse.Node.Verbs;

/// <summary>Deterministic text by seed and prompt; everything that it says is marked simulated.</summary>
internal static class MeterUpstreamVerb
{
    public static Command Build()
    {
        var port = MeterVerb.PortOption(9000);
        var seed = new Option<long>("--seed") { Description = "Decides the text.", DefaultValueFactory = _ => 1 };
        var lie = new Option<long>("--lie")
        {
            Description = "Its usage says so much more than there was, parts per million; below zero: less.",
        };
        var slow = new Option<int>("--slow") { Description = "Milliseconds before the answer and between two events." };
        var cut = new Option<long>("--cut")
        {
            Description = "The connection ends after so many bytes of each answer.",
            DefaultValueFactory = _ => -1,
        };
        var sweep = new Option<long>("--sweep") { Description = "The n-th answer ends after n times so many bytes." };
        var fail = new Option<int>("--fail") { Description = "Every request is answered with this status." };
        var silent = new Option<bool>("--no-usage") { Description = "It tells no usage." };
        var tokenizer = new Option<string>("--tokenizer")
        {
            Description = "Counts its usage.",
            DefaultValueFactory = _ => "o200k_base",
        };
        var command = new Command(
            "upstream",
            "Be a simulated seller. Example: tokenbourse meter upstream --port 9000 --seed 1"
        )
        {
            port,
            seed,
            lie,
            slow,
            cut,
            sweep,
            fail,
            silent,
            tokenizer,
        };
        command.SetAction(
            async (parsed, stop) =>
            {
                var terms = new UpstreamTerms(
                    parsed.GetValue(seed),
                    parsed.GetValue(lie),
                    parsed.GetValue(slow),
                    parsed.GetValue(cut),
                    parsed.GetValue(sweep),
                    parsed.GetValue(fail),
                    parsed.GetValue(silent)
                );
                MeterVerb.CheckPort(parsed.GetValue(port));
                Check("--lie", terms.LiePpm, -1_000_000, 1_000_000_000);
                Check("--slow", terms.SlowMilliseconds, 0, 3_600_000);
                Check("--cut", terms.CutBytes, -1, long.MaxValue);
                Check("--sweep", terms.Sweep, 0, 1_000_000_000);
                if (terms.FailStatus != 0)
                    Check("--fail", terms.FailStatus, 400, 599);
                var shelf = new TokenizerShelf(Home.Tokenizers);
                if (shelf.Missing(parsed.GetValue(tokenizer)!) is { } missing)
                    throw new VerbException(missing, 2);
                await using var app = SimulatedUpstream.Build(
                    parsed.GetValue(port),
                    terms,
                    shelf.Open(parsed.GetValue(tokenizer)!)
                );
                var what = MeterVerb.Text($"a simulated seller, seed {terms.Seed}");
                await MeterVerb.Listen(app, parsed.GetValue(port), what, stop);
                return 0;
            }
        );
        return command;
    }

    private static void Check(string option, long value, long least, long most)
    {
        if (value < least || value > most)
            throw new VerbException(MeterVerb.Text($"{option} {value}: must be {least} to {most}"), 2);
    }
}
