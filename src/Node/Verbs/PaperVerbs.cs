// tokenbourse bulletin and statement: what was published, made again from the logs.
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Node.Reports;
using Tokenbourse.Venue;

namespace Tokenbourse.Node.Verbs;

/// <summary>The bulletin of a day.</summary>
internal static class BulletinVerb
{
    public static Command Build()
    {
        var folder = new Argument<string>("folder") { Description = "The venue's folder." };
        var day = new Option<string?>("--day") { Description = "yyyy-MM-dd; the newest when not given." };
        var json = new Option<bool>("--json") { Description = "As JSON." };
        var command = new Command(
            "bulletin",
            "Print a day's bulletin. Example: tokenbourse bulletin data/run7 --day 2026-03-31"
        )
        {
            folder,
            day,
            json,
        };
        command.SetAction(parsed =>
        {
            var views = Papers.Views(parsed.GetValue(folder)!);
            var date = Papers.Day(views, parsed.GetValue(day));
            var bulletin =
                Present.Bulletin(views, date, simulated: true)
                ?? throw new VerbException($"{date}: no bulletin; there are {Papers.Days(views)}", 1);
            Console.WriteLine(
                parsed.GetValue(json)
                    ? JsonSerializer.Serialize(bulletin, WireJson.Default.BulletinShape)
                    : BulletinText.Of(bulletin)
            );
            return 0;
        });
        return command;
    }
}

/// <summary>An account's statement of a day.</summary>
internal static class StatementVerb
{
    public static Command Build()
    {
        var folder = new Argument<string>("folder") { Description = "The venue's folder." };
        var account = new Option<int>("--account") { Description = "Number of the account.", Required = true };
        var day = new Option<string?>("--day") { Description = "yyyy-MM-dd; the newest when not given." };
        var json = new Option<bool>("--json") { Description = "As JSON." };
        var command = new Command(
            "statement",
            "Print an account's statement. Example: tokenbourse statement data/run7 --account 1 --day 2026-03-31"
        )
        {
            folder,
            account,
            day,
            json,
        };
        command.SetAction(parsed =>
        {
            var views = Papers.Views(parsed.GetValue(folder)!);
            var date = Papers.Day(views, parsed.GetValue(day));
            var number = parsed.GetValue(account);
            var statement =
                Present.Statement(views, number, date)
                ?? throw new VerbException(
                    $"account {number}: no statement of {date}; accounts are {string.Join(", ", views.Statements.Accounts.Select(a => a.Account))}",
                    1
                );
            Console.WriteLine(
                parsed.GetValue(json)
                    ? JsonSerializer.Serialize(statement, WireJson.Default.StatementShape)
                    : BulletinText.Of(statement)
            );
            return 0;
        });
        return command;
    }
}

/// <summary>What both need.</summary>
internal static class Papers
{
    public static VenueViews Views(string folder)
    {
        using var logs = VenueFolder.OpenReadOnly(folder);
        var views = new VenueViews();
        views.CatchUp(logs.Events, logs.Prints);
        return views;
    }

    public static TradingDate Day(VenueViews views, string? text)
    {
        if (text is not null)
            return TradingDate.TryParse(text, out var date)
                ? date
                : throw new VerbException($"--day {text}: must be a date, yyyy-MM-dd", 2);
        return views.Bulletins.All.Count > 0
            ? views.Bulletins.All.Last().Day
            : throw new VerbException("no day has been settled", 1);
    }

    public static string Days(VenueViews views) =>
        views.Bulletins.All.Count == 0
            ? "none"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{views.Bulletins.All.Count}, {views.Bulletins.All.First().Day} to {views.Bulletins.All.Last().Day}"
            );
}
