// The page: one file of HTML that needs nothing but a browser.
using System.Globalization;
using System.Text;
using Tokenbourse.Sim.Quality;

namespace Tokenbourse.Node.Quality;

/// <summary>Writes a report as a page in one language.</summary>
internal static class QualityPage
{
    private static readonly string[] _groups =
    [
        "spread",
        "depth",
        "activity",
        "resiliency",
        "orders",
        "returns",
        "memory",
        "walk",
        "impact",
    ];

    private const string Style = """
        :root { color-scheme: light dark; --paper: #fbfbf9; --ink: #1d2327; --soft: #5a646b; --line: #d9dedb;
          --stamp: #a3341f; --c0: #0b62c4; --c1: #b3541e; --c2: #4a7c3a; }
        @media (prefers-color-scheme: dark) { :root { --paper: #14181b; --ink: #e4e8ea; --soft: #9aa5ac;
          --line: #2d353a; --stamp: #ff8a70; --c0: #6cb0ff; --c1: #f0a35e; --c2: #8fca7c; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 1360px; padding: 20px 24px 60px; background: var(--paper); color: var(--ink);
          font: 15px/1.5 system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
        header { display: flex; flex-wrap: wrap; gap: 8px 18px; align-items: baseline; }
        h1 { font-size: 24px; margin: 0; } h2 { font-size: 18px; margin: 36px 0 8px; }
        a { color: var(--c0); } .language { margin-left: auto; }
        .stamp { color: var(--stamp); border: 1.5px solid; border-radius: 3px; padding: 0 8px; font-weight: 700;
          letter-spacing: .06em; }
        .notice, footer, .clock { color: var(--soft); max-width: 900px; }
        .notice { margin: 10px 0 4px; } .clock { margin: 0; }
        .charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(440px, 100%), 1fr)); gap: 14px; }
        .chart { width: 100%; height: auto; border: 1px solid var(--line); border-radius: 4px; }
        .chart text { fill: var(--ink); font-size: 12px; } .chart .head { font-size: 13px; font-weight: 600; }
        .chart .note { fill: var(--soft); } .chart .grid { stroke: var(--line); }
        .chart .level { stroke: var(--soft); stroke-dasharray: 3 3; }
        .line0, .line1, .line2 { fill: none; stroke-width: 1.5; }
        .line0 { stroke: var(--c0); } .line1 { stroke: var(--c1); } .line2 { stroke: var(--c2); }
        .fill0 { fill: var(--c0); } .fill1 { fill: var(--c1); } .fill2 { fill: var(--c2); }
        .wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; margin: 12px 0; font-size: 14px; }
        th, td { text-align: left; padding: 4px 10px 4px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
        th { color: var(--soft); font-weight: 600; } td.n, th.n { text-align: right; white-space: nowrap;
          font-variant-numeric: tabular-nums; padding-right: 14px; }
        td.d { color: var(--soft); min-width: 260px; } th:first-child { width: 260px; } th.u { width: 170px; }
        th.n { width: 110px; } .v0, .v1, .v2 { white-space: nowrap; } .v1 { color: var(--c2); font-weight: 600; }
        .v2 { color: var(--c1); } .v0 { color: var(--soft); } td.blank { color: var(--soft); font-style: italic; }
        summary { cursor: pointer; color: var(--c0); margin-top: 12px; } footer { margin-top: 48px; font-size: 13px;
          border-top: 1px solid var(--line); padding-top: 12px; overflow-wrap: anywhere; }
        code { font-family: ui-monospace, monospace; }
        """;

    public static string Write(QualityReport report, DrivenDay driven, QualityWords words)
    {
        var charts = new QualityCharts(report, words);
        var figures = DayFigures.Of(driven.Day);
        var page = new StringBuilder();
        page.Append($"<!doctype html>\n<html lang=\"{words.Code}\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.Append($"<title>{words.Title} · SIMULATED</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n");
        page.Append($"<header><h1>{words.Title}</h1><span class=\"stamp\">{words.Stamp}</span>");
        page.Append($"<a class=\"language\" href=\"{words.Other.File}\" hreflang=\"{words.Other.Code}\" ");
        page.Append($"lang=\"{words.Other.Code}\">{words.Other.Switch}</a></header>\n");
        page.Append($"<p class=\"notice\">{Shown.Html(words.Notice)}</p>\n");
        page.Append($"<p class=\"clock\">{Shown.Html(words.Clock(driven.Day.Plan))}</p>\n");
        page.Append($"<p class=\"clock\">{Shown.Html(words.Notation)}</p>\n<main>\n");
        Facts(page, StylisedFacts.Of(figures), words);
        foreach (var group in _groups)
        {
            page.Append($"<section id=\"{group}\">\n<h2>{words.Group(group)}</h2>\n<div class=\"charts\">\n");
            foreach (var chart in charts.Of(group))
                page.Append(chart);
            page.Append("</div>\n");
            Table(page, figures.Where(f => f.Group == group), words);
            page.Append("</section>\n");
        }

        Minutes(page, report, words);
        page.Append(
            $"</main>\n<footer>\n<p><strong>{words.Stamp}</strong> · {Shown.Html(words.Stream(report.Stream))}"
        );
        page.Append($"</p>\n<p>{words.Made}: <code>{Shown.Html(report.Command)}</code></p>\n");
        page.Append($"<p>{words.Data}</p>\n</footer>\n</body>\n</html>\n");
        return page.ToString();
    }

    private static void Facts(StringBuilder page, IEnumerable<StylisedFact> facts, QualityWords words)
    {
        page.Append(
            $"<section id=\"facts\">\n<h2>{FactWords.Heading(words)}</h2>\n<div class=\"wide\"><table><thead><tr>"
        );
        page.Append($"<th>{words.Pick("Fact", "事实")}</th><th class=\"u\">{FactWords.Seen(words)}</th>");
        page.Append($"<th class=\"n\">{words.Value}</th><th class=\"n\">{FactWords.Bar(words)}</th>");
        page.Append($"<th class=\"n\">{words.Observations}</th><th>{words.Definition}</th></tr></thead><tbody>\n");
        foreach (var fact in facts.Select(f => (Fact: f, Told: ReportFact.Of(f, words))))
        {
            page.Append($"<tr><td>{Shown.Html(fact.Told.Name)}</td><td class=\"v{(int)fact.Fact.Verdict}\">");
            page.Append($"{fact.Told.Verdict}</td><td class=\"n\">{Cell(fact.Fact.Figure)}</td>");
            page.Append($"<td class=\"n\">{Cell(fact.Fact.Bar)}</td>");
            page.Append($"<td class=\"n\">{Shown.Number(fact.Fact.Figure.Observations)}</td>");
            page.Append($"<td class=\"d\">{Shown.Html(fact.Told.Definition)}</td></tr>\n");
        }

        page.Append("</tbody></table></div>\n</section>\n");

        static string Cell(Estimate estimate) => estimate.Value is { } value ? Shown.Number(value) : "";
    }

    private static void Table(StringBuilder page, IEnumerable<Figure> figures, QualityWords words)
    {
        page.Append($"<div class=\"wide\"><table><thead><tr><th>{words.Figure}</th><th class=\"n\">{words.Value}</th>");
        page.Append(
            $"<th class=\"u\">{words.UnitHead}</th><th class=\"n\">{words.Observations}</th><th>{words.Definition}</th>"
        );
        page.Append("</tr></thead><tbody>\n");
        foreach (var figure in figures)
        {
            var text = Definitions.Of(figure);
            page.Append($"<tr><td>{Shown.Html(text.Name(words, figure))}</td>");
            page.Append(
                figure.Estimate.Value is { } value
                    ? $"<td class=\"n\">{Shown.Number(value)}</td>"
                    : $"<td class=\"blank\">{words.BlankMark}{words.Reason(figure.Estimate.Blank)}</td>"
            );
            page.Append($"<td>{words.Unit(figure.Unit)}</td>");
            page.Append($"<td class=\"n\">{Shown.Number(figure.Estimate.Observations)}</td>");
            page.Append($"<td class=\"d\">{Shown.Html(text.Definition(words, figure))}</td></tr>\n");
        }

        page.Append("</tbody></table></div>\n");
    }

    /// <summary>The curves by minute as a table: what the charts show, in figures.</summary>
    private static void Minutes(StringBuilder page, QualityReport report, QualityWords words)
    {
        (string Key, string Head)[] columns =
        [
            ("spread_by_minute", words.Pick("quoted spread, ticks", "报价价差（价位）")),
            ("spread_bp_by_minute", words.Pick("quoted spread, bp", "报价价差（基点）")),
            ("effective_by_minute", words.Pick("effective spread, ticks", "有效价差（价位）")),
            ("depth_by_minute", words.Pick("depth at best, lots", "最优价深度（手）")),
            ("two_sided_by_minute", words.Pick("time two-sided, share", "双边时间（比例）")),
            ("lots_by_minute", words.Pick("lots traded", "成交手数")),
            ("mid_by_minute", words.Pick("mid, ticks", "中间价（价位）")),
        ];
        var curves = columns
            .Select(c => report.Curves.First(r => r.Key == c.Key).Points.ToDictionary(p => (int)p.X, p => p.Y))
            .ToArray();
        page.Append($"<details><summary>{words.Minutes}</summary>\n<div class=\"wide\"><table><thead><tr>");
        page.Append($"<th class=\"n\">{words.Unit("minute")}</th>");
        foreach (var (_, head) in columns)
            page.Append($"<th class=\"n\">{head}</th>");
        page.Append("</tr></thead><tbody>\n");
        for (var minute = 1; minute <= report.SessionMinutes; minute++)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td class=\"n\">{minute}</td>");
            foreach (var curve in curves)
                page.Append($"<td class=\"n\">{(curve.TryGetValue(minute, out var y) ? Shown.Number(y) : "")}</td>");
            page.Append("</tr>\n");
        }

        page.Append("</tbody></table></div>\n</details>\n");
    }
}
