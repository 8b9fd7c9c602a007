// tokenbourse statement: a client's or the house's statement of a settled day, in four formats and two languages.
using System.CommandLine;
using System.Text.Json;
using Tokenbourse.Node.Papers;

namespace Tokenbourse.Node.Verbs;

/// <summary>An account's statement of a day.</summary>
internal static class StatementVerb
{
    public static Command Build()
    {
        var first = new Argument<string>("account")
        {
            Description = "Number of the account; member-N: a member's; house: all. With --account: the folder.",
        };
        var second = new Argument<string?>("day")
        {
            Description = "yyyy-MM-dd; the newest settled day when not given.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var folder = new Option<string>("--folder")
        {
            Description = "The venue's folder.",
            DefaultValueFactory = _ => Path.Combine("data", "live"),
        };
        var account = new Option<string?>("--account") { Description = "The account, where the folder comes first." };
        var day = new Option<string?>("--day") { Description = "The day, where the folder comes first." };
        var paper = new PaperOptions();
        var command = new Command(
            "statement",
            "Print a statement. Example: tokenbourse statement 1 2026-03-31 --folder data/run7 --format pdf --out 1.pdf"
        )
        {
            first,
            second,
            folder,
            account,
            day,
            paper.Language,
            paper.Format,
            paper.Out,
            paper.Json,
        };
        command.SetAction(parsed =>
        {
            var folderFirst = parsed.GetValue(account) is not null;
            var who = folderFirst ? parsed.GetValue(account)! : parsed.GetValue(first)!;
            var place = folderFirst ? parsed.GetValue(first)! : parsed.GetValue(folder)!;
            var read = PaperBooks.Read(place, parsed.GetValue(day) ?? parsed.GetValue(second));
            var maker = new StatementMaker(read.Books, read.Day);
            var statement = StatementMaker.Seal(
                who == "house" ? maker.House()
                : read.Member(who) is { } member ? maker.Of(member)
                : maker.Of(read.Account(who))
            );
            paper.Write(
                parsed,
                StatementLayout.Of(statement),
                JsonSerializer.Serialize(statement, PaperJson.Plain.SealedStatement)
            );
            return 0;
        });
        return command;
    }
}
