// The style of an HTML report: one sheet for screen, phone and paper, light and dark.
using System.Text;

namespace Tokenbourse.Node.Hedging.Reports;

/// <summary>The style sheet.</summary>
internal static class HtmlStyle
{
    private const string Rules = """
        *{box-sizing:border-box}
        html{background:var(--ground);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI","Noto Sans",
        "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;-webkit-text-size-adjust:100%}
        body{max-width:60rem;margin:0 auto;padding:1.5rem 1rem 3rem}
        header{border-bottom:2px solid var(--after);margin-bottom:1rem}
        .house{letter-spacing:.14em;font-size:.75rem;font-weight:700;color:var(--after);margin:0}
        h1{font-size:2rem;line-height:1.2;margin:.2rem 0}
        .sub{color:var(--muted);margin:0 0 1rem}
        h2{font-size:1.35rem;color:var(--after);border-bottom:1px solid var(--grid);padding-bottom:.2rem}
        h2{margin:2.2rem 0 .8rem}
        h3,figcaption{font-size:1rem;font-weight:600;margin:1.4rem 0 .4rem}
        nav{display:flex;flex-wrap:wrap;gap:.25rem .9rem;font-size:.9rem;margin:1rem 0}
        a{color:var(--after)}
        p{margin:.6rem 0;max-width:46rem}
        .note{color:var(--muted);font-size:.85rem}
        .warning{border-left:4px solid var(--limit);background:var(--panel);padding:.5rem .8rem;max-width:none}
        dl{margin:0;font-size:.9rem}
        dl div{display:grid;grid-template-columns:minmax(9rem,40%) 1fr;gap:.8rem}
        dl div{border-bottom:1px solid var(--grid);padding:.25rem 0}
        dt{color:var(--muted)}
        dd{margin:0;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
        .scroll{overflow-x:auto}
        table{border-collapse:collapse;font-size:.85rem;width:100%}
        th,td{padding:.3rem .5rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--grid)}
        th{background:var(--panel);font-weight:600;vertical-align:bottom}
        td{overflow-wrap:break-word;max-width:26rem}
        th.n,td.n{text-align:right}
        td.n{white-space:nowrap;font-variant-numeric:tabular-nums}
        td.d{white-space:nowrap}
        tfoot td{font-weight:600;border-top:1px solid var(--muted)}
        figure{margin:1rem 0}
        svg{display:block;width:100%;height:auto;font-family:inherit}
        svg .l{fill:none;stroke-linejoin:round}
        svg .a{stroke:none}
        svg .pale{fill-opacity:.28}
        footer{margin-top:3rem;border-top:1px solid var(--grid);color:var(--muted);font-size:.8rem}
        code{overflow-wrap:anywhere}
        @media(max-width:34rem){h1{font-size:1.5rem}dl div{grid-template-columns:1fr;gap:0}
        figure{overflow-x:auto}svg{min-width:30rem}}
        @page{size:A4;margin:16mm 14mm}
        @media print{html{font-size:11px}body{max-width:none;padding:0}nav{display:none}
        h2,h3,figcaption{break-after:avoid}figure,tr,dl div{break-inside:avoid}thead{display:table-header-group}
        tfoot{display:table-row-group}.scroll{overflow:visible}#summary,#accounting{break-before:page}
        .warning,th{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
        """;

    public static string Sheet()
    {
        var light = Variables(dark: false) + "--ground:#ffffff;--panel:#f2f5f7";
        var dark = Variables(dark: true) + "--ground:#11161d;--panel:#161c24";
        var sheet = new StringBuilder();
        sheet.Append(":root{").Append(light).Append("}\n");
        // Paper is white whatever the screen was.
        sheet.Append("@media screen and (prefers-color-scheme:dark){:root{").Append(dark).Append("}}\n");
        sheet.Append(Rules.ReplaceLineEndings("\n")).Append('\n');
        Tones(sheet);
        return sheet.ToString();
    }

    /// <summary>What a chart needs that stands alone.</summary>
    public static string Colours()
    {
        var sheet = new StringBuilder();
        sheet.Append(":root{").Append(Variables(dark: false)).Append("--ground:#ffffff}\n");
        sheet.Append("@media screen and (prefers-color-scheme:dark){:root{");
        sheet.Append(Variables(dark: true)).Append("--ground:#11161d}}\n");
        sheet.Append("svg .l{fill:none;stroke-linejoin:round}\nsvg .a{stroke:none}\nsvg .pale{fill-opacity:.28}\n");
        Tones(sheet);
        return sheet.ToString();
    }

    private static void Tones(StringBuilder sheet)
    {
        foreach (var (tone, _, _) in ReportColours.All)
        {
            var name = ReportColours.Name(tone);
            sheet.Append("svg .l.").Append(name).Append("{stroke:var(--").Append(name).Append(")}");
            sheet.Append("svg .a.").Append(name).Append("{fill:var(--").Append(name).Append(")}\n");
        }
    }

    private static string Variables(bool dark) =>
        string.Concat(ReportColours.All.Select(c => $"--{ReportColours.Name(c.Tone)}:#{(dark ? c.Dark : c.Light)};"));
}
