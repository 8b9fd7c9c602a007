// A drill's outcome for people: plain text in fixed columns, each layer with a bar.
using System.Globalization;
using System.Text;
using Tokenbourse.Market.Clearing;

namespace Tokenbourse.Node.Drills;

/// <summary>Text made from the same record that programs get.</summary>
internal static class DrillText
{
    private const int BarWidth = 24;

    public static string Of(DrillReport r)
    {
        var text = new StringBuilder();
        Line(text, $"DEFAULT DRILL {r.Drill}: {r.NameEn} / {r.NameZh}");
        Line(text, $"{r.Notice}");
        Line(text, $"source: {r.Source}");
        if (r.Scenario is not null)
            Line(text, $"scenario: {r.Scenario}");
        Line(text, $"amounts in {r.Currency}");
        if (r.Sizing is not null)
            Sizing(text, r.Sizing);
        if (r.Prices.Count > 0)
            Prices(text, r);
        Steps(text, r);
        if (r.Clients.Count > 0)
            Clients(text, r);
        if (r.Closings.Count > 0)
            Closings(text, r);
        Losses(text, r);
        Layers(text, r);
        End(text, r);
        return text.ToString();
    }

    private static void Sizing(StringBuilder text, SizingRow s)
    {
        Head(text, $"DEFAULT FUND, sized so that the {s.Cover} largest losses beyond margin are covered");
        Line(text, $"  {"scenario", -10}{"case", -26}{"fall", 5}{"need", 20}  ");
        var most = s.Cases.Max(c => c.Need);
        foreach (var c in s.Cases)
            Line(text, $"  {c.Scenario, -10}{c.Case, -26}{c.Defaults, 5}{Wide(c.Need), 20}  {Bar(c.Need, most)}");
        Line(text, $"  binding: {s.BindingScenario} ({s.BindingCase}); fund {Wide(s.Fund)}");
        Line(text, $"  the exchange's own capital before it: {Wide(s.ExchangeCapital)}");
        foreach (var c in s.Contributions)
            Line(text, $"  contribution {c.Account, 6} {Pad(c.Name, 28)}{Wide(c.Amount), 20}  {Bar(c.Amount, s.Fund)}");
    }

    private static void Prices(StringBuilder text, DrillReport r)
    {
        Head(text, $"PRICES (ticks)");
        Line(text, $"  {"month", -10}{"previous", 12}{"settlement", 12}{"move", 11}");
        foreach (var p in r.Prices)
            Line(
                text,
                $"  {p.Symbol, -10}{p.Previous, 12}{p.Settlement, 12}{p.MovePpm / 10_000m, 9:+0.00;-0.00;0.00} %"
            );
    }

    private static void Steps(StringBuilder text, DrillReport r)
    {
        Head(text, $"STEPS");
        foreach (var s in r.Steps)
            Line(text, $"  {s.At, -21}{Pad(s.Name, 28)}{s.From} -> {s.To}: {s.Why}");
    }

    private static void Clients(StringBuilder text, DrillReport r)
    {
        Head(text, $"CLIENTS of the members in default (each one's value stands for itself alone)");
        Line(
            text,
            $"  {"client", -24}{"value", 18}{"result", 18}{"equity", 18}{"used", 18}{"ported", 18}{"shortfall", 18}"
        );
        foreach (var c in r.Clients)
        {
            Line(text, $"  {Pad(c.Name, 24)}{Cells(c.Value, c.Result, c.Equity, c.Used, c.Ported, c.Shortfall)}");
        }
    }

    private static void Closings(StringBuilder text, DrillReport r)
    {
        Head(text, $"CLOSING (result against the settlement price)");
        Line(
            text,
            $"  {"way", -10}{"month", -10}{"side", -6}{"lots", 9}{"price", 10}{"result", 18}{"net left", 10}  note"
        );
        foreach (var c in r.Closings)
        {
            Line(
                text,
                $"  {c.Way, -10}{c.Symbol, -10}{c.Side, -6}{c.Lots, 9}{c.Price, 10}{Cells(c.Result)}{c.Left, 10}  {c.Note}"
            );
        }

        foreach (var a in r.Awards)
            Line(text, $"  award     {a.Symbol, -10}{a.Lots, 15}{a.Price, 10}  {a.Name}");
        foreach (var f in r.FailedToBid)
            Line(text, $"  failed to bid: {f.Name}");
    }

    private static void Losses(StringBuilder text, DrillReport r)
    {
        Head(text, $"LOSS (gains above zero)");
        Line(text, $"  {"member", -28}{"variation", 18}{"closing", 18}{"hedging", 18}{"of clients", 18}{"loss", 18}");
        foreach (var d in r.Defaulters)
        {
            Line(text, $"  {Pad(d.Name, 28)}{Cells(d.Variation, d.Closing, d.Hedging, -d.ClientShortfall, d.Loss)}");
        }
    }

    private static void Layers(StringBuilder text, DrillReport r)
    {
        Head(text, $"WATERFALL: loss {Wide(r.Loss)}");
        Line(
            text,
            $"  {"layer", -30}{"available", 18}{"used", 18}{"left", 18}  {"used", -BarWidth - 8}{"loss left", 18}"
        );
        foreach (var l in r.Layers)
        {
            Line(
                text,
                $"  {Words(l.Layer), -30}{Cells(l.Available, l.Used, l.Left)}  {Bar(l.Used, l.Available)}{Cells(l.LossLeft)}"
            );
            if (l.Used == 0 || (l.Parts.Count == 1 && l.Parts[0].Account == 0))
                continue;
            foreach (var p in l.Parts)
            {
                var name = p.Name + (p.First ? " (first)" : "");
                Line(text, $"    {Pad(name, 28)}{Cells(p.Available, p.Used, p.Left)}  {Bar(p.Used, p.Available)}");
            }
        }
    }

    private static void End(StringBuilder text, DrillReport r)
    {
        Line(text, $"  {"uncovered", -30}{"", 18}{Cells(r.Uncovered)}");
        if (r.LotsLeftOpen > 0)
            Line(text, $"  {r.LotsLeftOpen} lots are still open: nobody took them and nobody holds against them");
        Head(text, $"REPLENISHMENT");
        Line(text, $"  due {Wide(r.Replenish.Due)} by {r.Replenish.By} ({r.Replenish.BusinessDays} business days)");
        foreach (var l in r.Layers)
        {
            foreach (var p in l.Parts.Where(p => p.Replenish > 0))
                Line(text, $"  {Pad(p.Name, 28)}{Words(l.Layer), -30}{Cells(p.Replenish)}");
        }

        Head(text, $"CHECKS");
        foreach (var c in r.Checks)
            Line(text, $"  {(c.Holds ? "holds" : "FAILS")}  {c.Check}");
        var outcome =
            r.Uncovered > 0 ? "NOT COVERED"
            : r.Good ? "covered"
            : "NOT IN ORDER";
        Line(text, $"{outcome}; {r.Notice}");
    }

    /// <summary>A bar of used out of available, with its part in per cent, rounded down.</summary>
    private static string Bar(decimal used, decimal available)
    {
        if (available == 0)
            return new string('.', BarWidth) + "     -  ";
        var full = (int)decimal.Truncate(used * BarWidth / available);
        // Whatever is used shows.
        if (used > 0 && full == 0)
            full = 1;
        var percent = decimal.Truncate(used * 1000 / available) / 10;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{new string('#', full)}{new string('.', BarWidth - full)} {percent, 5:0.0} %"
        );
    }

    private static void Head(StringBuilder text, FormattableString line)
    {
        Line(text, $"");
        Line(text, line);
    }

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture).TrimEnd()).Append('\n');

    private static string Cells(params ReadOnlySpan<decimal> amounts)
    {
        var text = new StringBuilder();
        foreach (var amount in amounts)
            text.Append(Wide(amount).PadLeft(18));
        return text.ToString();
    }

    /// <summary>To a width in columns; ideographs fill two.</summary>
    private static string Pad(string text, int width)
    {
        var columns = text.Sum(c => c is >= '\u2E80' and <= '\uFFEF' ? 2 : 1);
        return columns < width ? text + new string(' ', width - columns) : text + " ";
    }

    private static string Words(string layer) =>
        Enum.Parse<WaterfallLayer>(layer) switch
        {
            WaterfallLayer.DefaulterMargin => "defaulter's margin and cash",
            WaterfallLayer.DefaulterFund => "defaulter's contribution",
            WaterfallLayer.ExchangeCapital => "exchange's first-loss capital",
            WaterfallLayer.MutualFund => "other members' contributions",
            WaterfallLayer.Assessments => "assessments",
            WaterfallLayer.GainsHaircut => "haircut of gains",
            WaterfallLayer.TearUp => "tear-up",
            WaterfallLayer.RiskReserveFund => "risk reserve fund",
            WaterfallLayer.ExchangeFunds => "exchange's own funds",
            _ => layer,
        };

    private static string Wide(decimal amount) => Amounts.Wide(amount);
}
