// tokenbourse desk propose, desk approve: a plan is frozen by its digest, and another person agrees.
using System.CommandLine;
using System.Text.Json;
using Tokenbourse.Desk.Execution;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Node.Hedging;

namespace Tokenbourse.Node.Verbs;

/// <summary>The two verbs of four eyes.</summary>
internal static class DeskAgreeVerbs
{
    public static Command Propose()
    {
        var (desk, by, json) = (DeskVerb.FolderOption(), By("Who proposes."), Json());
        var command = new Command(
            "propose",
            "Freezes the plan in the desk's journal. Example: tokenbourse desk propose --by Marta"
        )
        {
            desk,
            by,
            json,
        };
        command.SetAction(parsed =>
        {
            var folder = new DeskFolder(parsed.GetValue(desk)!);
            var plan = folder.Plan();
            using var journal = JournalFiles.Open(folder);
            var line = Try(() => Agreements.Propose(journal, plan, parsed.GetValue(by)!, JournalFiles.Moment()));
            if (parsed.GetValue(json))
                return Told(line);
            var proposed = line.Proposed!;
            Console.WriteLine(
                $"proposed by {line.Who}: {proposed.Programme}, {proposed.Lots} lots of {proposed.Contract}, "
                    + $"plan {proposed.Digest}"
            );
            foreach (var hedge in proposed.Hedges)
                Console.WriteLine($"  {hedge.Month}  {hedge.Symbol, -10}{hedge.Lots, 6} lots");
            Console.WriteLine($"{proposed.Approvers} other person(s) must agree: tokenbourse desk approve --by NAME");
            return 0;
        });
        return command;
    }

    public static Command Approve()
    {
        var (desk, by, json) = (DeskVerb.FolderOption(), By("Who agrees; another person than the proposer."), Json());
        var day = new Option<string?>("--day")
        {
            Description = "The trading day that blackouts and waivers are held against. Default: today, UTC.",
        };
        var command = new Command(
            "approve",
            "Agrees to the proposal, within one's authority. Example: tokenbourse desk approve --by Lin"
        )
        {
            desk,
            by,
            day,
            json,
        };
        command.SetAction(parsed =>
        {
            var folder = new DeskFolder(parsed.GetValue(desk)!);
            var (plan, policy) = (folder.Plan(), folder.Policy());
            using var journal = JournalFiles.Open(folder);
            var line = Try(() =>
                Agreements.Approve(
                    journal,
                    plan,
                    policy,
                    parsed.GetValue(by)!,
                    Day(parsed.GetValue(day)),
                    JournalFiles.Moment()
                )
            );
            if (parsed.GetValue(json))
                return Told(line);
            var state = Agreements.StateOf(journal.Lines);
            Console.WriteLine($"approved by {line.Who}: plan {plan.Digest}");
            Console.WriteLine(
                state.IsApproved
                    ? "it may be sent: tokenbourse desk send --to ADDRESS --account N"
                    : $"{state.Proposal!.Approvers - state.Approvers.Count} more person(s) must agree"
            );
            return 0;
        });
        return command;
    }

    /// <summary>Runs a step whose rules may refuse it: exit 1.</summary>
    public static T Try<T>(Func<T> step)
    {
        try
        {
            return step();
        }
        catch (DeskRefusalException refusal)
        {
            throw new VerbException(refusal.Message, 1);
        }
    }

    private static TradingDate Day(string? text) =>
        text is null ? TradingDate.Of(DateOnly.FromDateTime(DateTime.UtcNow))
        : TradingDate.TryParse(text, out var day) ? day
        : throw new VerbException($"--day {text}: must be a day, yyyy-MM-dd", 2);

    private static Option<bool> Json() => new("--json") { Description = "The journal's line." };

    private static int Told(JournalLine line)
    {
        Console.WriteLine(JsonSerializer.Serialize(line, JournalJson.Default.JournalLine));
        return 0;
    }

    private static Option<string> By(string description) => new("--by") { Description = description, Required = true };
}
