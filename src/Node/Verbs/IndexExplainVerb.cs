// tokenbourse index explain: a print traced to each observation, with why each row was left out.
using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Tokenbourse.Model.Messages;
using Tokenbourse.Node.Indexes;

namespace Tokenbourse.Node.Verbs;

/// <summary>Explains one print.</summary>
internal static class IndexExplainVerb
{
    private const int MostLeftOut = 12;

    public static Command Build()
    {
        var index = new Argument<string>("index") { Description = "Name of the index." };
        var day = new Argument<string>("day") { Description = "Day of the print, yyyy-MM-dd." };
        var from = new SourceOptions();
        var all = new Option<bool>("--all") { Description = "Every row that was left out, not the first of a reason." };
        var json = new Option<bool>("--json") { Description = "Everything as JSON." };
        var command = new Command(
            "explain",
            "Trace a print to each observation. Example: tokenbourse index explain CSTI-S 2026-03-16"
        )
        {
            index,
            day,
            all,
            json,
        };
        foreach (var option in from.All)
            command.Add(option);
        command.SetAction(parsed =>
        {
            using var source = from.Open(parsed);
            var remade = source.Remake(parsed.GetValue(index)!, parsed.GetValue(day)!);
            var explained = Explanation.Of(remade, source.Published(remade.Print.Index, remade.Print.Day));
            Console.WriteLine(
                parsed.GetValue(json)
                    ? JsonSerializer.Serialize(explained, ExplanationJson.Default.ExplainedPrint)
                    : Text(explained, parsed.GetValue(all) ? int.MaxValue : MostLeftOut)
            );
            return explained.Against.Length == 0 ? 0 : 1;
        });
        return command;
    }

    private static string Text(ExplainedPrint print, int most)
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"{print.Index} {print.Day}: {Shown(print.Value, "withheld")} {print.Currency} per {print.Unit}\n"
        );
        text.Append(
            CultureInfo.InvariantCulture,
            $"  version {print.Version}, moment {print.Moment}, tier {print.Tier}: {print.TierName}\n"
        );
        text.Append(print.Published ? "  as published\n" : "  computed here, not published\n");
        if (print.Against.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $"  ATTENTION: {print.Against}\n");
        foreach (var tier in print.Tiers)
            Tier(text, tier);
        foreach (var rate in print.Rates)
            text.Append(
                CultureInfo.InvariantCulture,
                $"  rate {rate.Value} {rate.Kind}, seen {rate.Seen}, #{rate.Sequence}, {rate.Source}\n"
            );
        text.Append(CultureInfo.InvariantCulture, $"\nUSED: {print.Used.Count}\n");
        foreach (var row in print.Used)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"  {row.Weight, 8:0.0000} %  {row.Name}: {row.Value} {row.Currency}\n"
            );
            var told = new HashSet<long>();
            foreach (var price in row.Prices)
                Price(text, price, told);
        }

        text.Append(CultureInfo.InvariantCulture, $"\nLEFT OUT: {print.LeftOut.Count}\n");
        foreach (var reason in print.LeftOut.GroupBy(r => r.Reason))
        {
            text.Append(CultureInfo.InvariantCulture, $"  {reason.Key}: {reason.Count()}\n");
            foreach (var row in reason.Take(most))
                Left(text, row);
            if (reason.Count() > most)
                text.Append(CultureInfo.InvariantCulture, $"    ... and {reason.Count() - most} more (--all)\n");
        }

        return text.ToString();
    }

    private static void Tier(StringBuilder text, TierReading tier) =>
        text.Append(
                CultureInfo.InvariantCulture,
                $"  {tier.Tier} (weight {tier.Weight}): {100m * tier.Share:0.00} % of the print, {tier.Rows} rows; "
            )
            .Append(
                tier.Without is { } without
                    ? string.Create(
                        CultureInfo.InvariantCulture,
                        $"without it {without} ({100m * tier.Effect:+0.00;-0.00;0.00} %)\n"
                    )
                    : $"without it no print: {tier.Why}\n"
            );

    private static void Price(StringBuilder text, ExplainedPrice price, HashSet<long> told)
    {
        text.Append(
            CultureInfo.InvariantCulture,
            $"      {price.Offer} {price.Class}, {price.Terms}: {price.Value} {price.Currency}\n"
        );
        foreach (var o in price.Observations)
        {
            // A score, or the input price that stands for a missing cached one, is told once.
            if (o.Role != "rate" && told.Add(o.Sequence))
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"        {o.Role, -9} #{o.Sequence} {Shown(o.Value, "withdrawn")} {o.Currency}"
                        + $" seen {o.Seen} [{o.Feed}] {o.Source}{Corrects(o)}\n"
                );
        }
    }

    private static void Left(StringBuilder text, ExplainedRow row)
    {
        var first = row.Prices[0].Observations is { Count: > 0 } rests ? rests[0] : null;
        text.Append(
            CultureInfo.InvariantCulture,
            $"    {row.Prices[0].Offer} {row.Prices[0].Class}: {row.Value} {row.Currency}"
        );
        if (first is not null)
            text.Append(
                CultureInfo.InvariantCulture,
                $", #{first.Sequence} {first.Value} {first.Currency} seen {first.Seen} [{first.Feed}]"
            );
        text.Append('\n');
    }

    private static string Corrects(ExplainedObservation o) =>
        o.Kind.StartsWith("corrects #", StringComparison.Ordinal) ? $" ({o.Kind})" : "";

    private static string Shown(decimal? value, string none) => value?.ToString(CultureInfo.InvariantCulture) ?? none;
}
