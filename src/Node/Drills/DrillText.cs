// A drill's outcome for people: plain text in fixed columns, each layer with a bar.
using System.Globalization;
using System.Text;

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
            Line(text, $"  contribution {c.Account, 6} {c.Name, -28}{Wide(c.Amount), 20}  {Bar(c.Amount, s.Fund)}");
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
            Line(text, $"  {s.At, -21}{s.Name, -28}{s.From} -> {s.To}: {s.Why}");
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
            Line(
                text,
                $"  {c.Name, -24}{Wide(c.Value), 18}{Wide(c.Result), 18}{Wide(c.Equity), 18}{Wide(c.Used), 18}{Wide(c.Ported), 18}{Wide(c.Shortfall), 18}"
            );
        }
    }

    private static void Closings(StringBuilder text, DrillReport r)
    {
        Head(text, $"CLOSING (result against the settlement price)");
        Line(
            text,
            $"  {"way", -10}{"month", -10}{"side", -6}{"lots", 9}{"price", 10}{"result", 20}{"net left", 10}  note"
        );
        foreach (var c in r.Closings)
        {
            Line(
                text,
                $"  {c.Way, -10}{c.Symbol, -10}{c.Side, -6}{c.Lots, 9}{c.Price, 10}{Wide(c.Result), 20}{c.Left, 10}  {c.Note}"
            );
        }

        foreach (var a in r.Awards)
            Line(text, $"  award     {a.Symbol, -10}{a.Lots, 15}{a.Price, 10}  {a.Name}");
        foreach (var f in r.FailedToBid)
            Line(text, $"  failed to bid: {f.Name}; its contribution is used before the others'");
    }

    private static void Losses(StringBuilder text, DrillReport r)
    {
        Head(text, $"LOSS (gains above zero)");
        Line(text, $"  {"member", -28}{"variation", 20}{"closing", 20}{"hedging", 18}{"of clients", 18}{"loss", 20}");
        foreach (var d in r.Defaulters)
        {
            Line(
                text,
                $"  {d.Name, -28}{Wide(d.Variation), 20}{Wide(d.Closing), 20}{Wide(d.Hedging), 18}{Wide(-d.ClientShortfall), 18}{Wide(d.Loss), 20}"
            );
        }
    }

    private static void Layers(StringBuilder text, DrillReport r)
    {
        Head(text, $"WATERFALL: loss {Wide(r.Loss)}");
        Line(
            text,
            $"  {"layer", -30}{"available", 20}{"used", 20}{"left", 20}  {"used", -BarWidth - 9}{"loss left", 20}"
        );
        foreach (var l in r.Layers)
        {
            Line(
                text,
                $"  {l.Layer, -30}{Wide(l.Available), 20}{Wide(l.Used), 20}{Wide(l.Left), 20}  {Bar(l.Used, l.Available), -BarWidth - 9}{Wide(l.LossLeft), 20}"
            );
            if (l.Used == 0 || (l.Parts.Count == 1 && l.Parts[0].Account == 0))
                continue;
            foreach (var p in l.Parts)
            {
                var name = p.Name + (p.First ? " (first)" : "");
                Line(
                    text,
                    $"    {name, -28}{Wide(p.Available), 20}{Wide(p.Used), 20}{Wide(p.Left), 20}  {Bar(p.Used, p.Available)}"
                );
            }
        }
    }

    private static void End(StringBuilder text, DrillReport r)
    {
        Line(text, $"  {"uncovered", -30}{"", 20}{Wide(r.Uncovered), 20}");
        if (r.LotsLeftOpen > 0)
            Line(text, $"  {r.LotsLeftOpen} lots are still open: nobody took them and nobody holds against them");
        Head(text, $"REPLENISHMENT");
        Line(text, $"  due {Wide(r.Replenish.Due)} by {r.Replenish.By} ({r.Replenish.BusinessDays} business days)");
        foreach (var l in r.Layers)
        {
            foreach (var p in l.Parts.Where(p => p.Replenish > 0))
                Line(text, $"  {p.Name, -28}{l.Layer, -20}{Wide(p.Replenish), 20}");
        }

        Head(text, $"CHECKS");
        foreach (var c in r.Checks)
            Line(text, $"  {(c.Holds ? "holds" : "FAILS")}  {c.Check}");
        Line(text, $"{(r.Good ? "covered" : "NOT COVERED")}; {r.Notice}");
    }

    /// <summary>A bar of used out of available, with its part in per cent, rounded down.</summary>
    private static string Bar(decimal used, decimal available)
    {
        if (available == 0)
            return new string('.', BarWidth) + "    -";
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

    private static string Wide(decimal amount) => Amounts.Wide(amount);
}
