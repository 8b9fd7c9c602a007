// tokenbourse bulletin: what was published, made again from the logs.
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Node.Papers;
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
        var ranking = new Option<bool>("--ranking")
        {
            Description = "The ranking by volume, long and short open interest instead, in the formats of a paper.",
        };
        var paper = new PaperOptions();
        var command = new Command(
            "bulletin",
            "Print a day's bulletin. Example: tokenbourse bulletin data/run7 --day 2026-03-31"
        )
        {
            folder,
            day,
            ranking,
            paper.Language,
            paper.Format,
            paper.Out,
            paper.Json,
        };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(ranking))
            {
                var read = PaperBooks.Read(parsed.GetValue(folder)!, parsed.GetValue(day));
                var ranked = RankingMaker.Of(read.Books, read.Day);
                var data = JsonSerializer.Serialize(ranked, PaperJson.Plain.RankedBulletin);
                paper.Write(parsed, RankingMaker.Layout(ranked), data);
                return 0;
            }

            var views = Papers.Views(parsed.GetValue(folder)!);
            var date = Papers.Day(views, parsed.GetValue(day));
            var bulletin =
                Present.Bulletin(views, date, simulated: true)
                ?? throw new VerbException($"{date}: no bulletin; there are {Papers.Days(views)}", 1);
            Console.WriteLine(
                parsed.GetValue(paper.Json)
                    ? JsonSerializer.Serialize(bulletin, WireJson.Default.BulletinShape)
                    : BulletinText.Of(bulletin)
            );
            return 0;
        });
        return command;
    }
}

/// <summary>What it needs.</summary>
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
