// tokenbourse desk designate: writes the document with which hedge accounting begins; once, and never over another.
using System.CommandLine;
using Tokenbourse.Desk.Reports;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Node.Hedging;
using Tokenbourse.Node.Hedging.Reports;

namespace Tokenbourse.Node.Verbs;

/// <summary>Designates a plan's hedge.</summary>
internal static class DeskDesignateVerb
{
    public static Command Build()
    {
        var desk = DeskVerb.FolderOption();
        var by = new Option<string>("--by") { Description = "Who signs.", Required = true };
        var method = new Option<string>("--method")
        {
            Description = "How effectiveness is assessed, fixed from now on: regression or dollar-offset.",
            Required = true,
        };
        method.AcceptOnlyFromAmong("regression", "dollar-offset");
        var evidence = new Option<string>("--evidence")
        {
            Description = "What makes the forecast highly probable, in your words.",
            Required = true,
        };
        var standard = new Option<string>("--standard")
        {
            Description = "ifrs9 or asc815.",
            DefaultValueFactory = _ => "ifrs9",
        };
        standard.AcceptOnlyFromAmong("ifrs9", "asc815");
        var on = new Option<string?>("--on") { Description = "yyyy-MM-dd; the plan's day when not given." };
        var small = new Option<decimal>("--small-change")
        {
            Description = "Share of notional, 0 to 0.2, below which a dollar offset says nothing.",
            DefaultValueFactory = _ => 0.01m,
        };
        var replace = new Option<string?>("--replace")
        {
            Description = "Why the designation in force ends; then a new one is written beside it.",
        };
        var command = new Command(
            "designate",
            "Designate the plan's hedge. Example: tokenbourse desk designate --by 'A. Chen' --method dollar-offset "
                + "--evidence 'supply contract to 2027'"
        )
        {
            desk,
            by,
            method,
            evidence,
            standard,
            on,
            small,
            replace,
        };
        command.SetAction(parsed =>
        {
            var folder = new DeskFolder(parsed.GetValue(desk)!);
            var plan = folder.Plan();
            var day = plan.Made;
            if (parsed.GetValue(on) is { } text && !TradingDate.TryParse(text, out day))
                throw new VerbException($"--on: {text}; must be yyyy-MM-dd", 2);
            var choice = new DesignationChoice(
                parsed.GetValue(by)!,
                day,
                parsed.GetValue(method) == "regression" ? AssessmentMethod.Regression : AssessmentMethod.DollarOffset,
                parsed.GetValue(standard) == "ifrs9" ? AccountingStandard.Ifrs9 : AccountingStandard.Asc815,
                parsed.GetValue(small),
                parsed.GetValue(evidence)!
            );
            var file = DeskReportVerb.Refused(() =>
            {
                var reason = parsed.GetValue(replace);
                var former = reason is null ? null : Newest(DesignationFiles.Read(folder.Folder));
                if (reason is not null && former is null)
                    throw new ReportException($"{folder.Folder}: there is no designation to replace");
                var made = DesignationMaker.Make(plan, DeskReportVerb.Trades(folder), choice, former, reason);
                return DesignationFiles.Add(folder.Folder, made);
            });
            Console.WriteLine(file);
            Console.WriteLine(ReportBuilder.NotAdvice.En);
            return 0;
        });
        return command;
    }

    private static HedgeDesignation? Newest(IReadOnlyList<HedgeDesignation> all) => all.Count == 0 ? null : all[^1];
}
