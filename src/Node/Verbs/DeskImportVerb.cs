// tokenbourse desk import: bills into the desk's ledger, and the first programme and policy when there are none.
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Tokenbourse.Desk;
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Gateways.Feeds.Usage;
using Tokenbourse.Node.Hedging;

namespace Tokenbourse.Node.Verbs;

/// <summary>Bill in.</summary>
internal static class DeskImportVerb
{
    public static Command Build()
    {
        var files = new Argument<string[]>("files")
        {
            Description = "Bills, usage exports or traces, .gz or not; tables of GPU hours. None with --supply.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var folder = DeskVerb.FolderOption();
        var shape = new Option<string>("--as")
        {
            Description = $"Shape of the files: auto, {string.Join(", ", UsageFormats.Words.Select(w => w.Word))}.",
            DefaultValueFactory = _ => "auto",
        };
        var append = new Option<bool>("--append") { Description = "Add to what was imported before." };
        var gpu = new Option<bool>("--gpu")
        {
            Description = "The files are tables day,gpu,seller,hours,cost,currency.",
        };
        var side = new Option<string>("--side")
        {
            Description = "Of the first programme: buyer, seller or lender.",
            DefaultValueFactory = _ => "buyer",
        };
        var contract = new Option<string?>("--contract")
        {
            Description = "Of the first programme. Default: TK when tokens were billed, else GH.",
        };
        var json = new Option<bool>("--json") { Description = "The ledger as JSON." };
        var command = new Command(
            "import",
            "Read bills into the desk's ledger, by month, item, seller and currency. "
                + "Example: tokenbourse desk import focus.csv litellm.csv --desk data/desk"
        )
        {
            files,
            folder,
            shape,
            append,
            gpu,
            side,
            contract,
            json,
        };
        var supply = DeskSupplyOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            var desk = new DeskFolder(parsed.GetValue(folder)!);
            if (supply(parsed, SideOf(parsed.GetValue(side)!), parsed.GetValue(json)) is { } asked)
                return parsed.GetValue(files) is { Length: > 0 }
                    ? throw new VerbException("--supply: takes no bills; import them into a desk of their own", 2)
                    : DeskSupply.Run(desk, asked);
            if (parsed.GetValue(files) is not { Length: > 0 })
                throw new VerbException("name at least one bill, or a supply contract with --supply", 2);
            var before = Before(desk, parsed.GetValue(append));
            var read = BillIntake.Read(
                parsed.GetValue(files)!,
                UsageVerb.FormatOf(parsed.GetValue(shape)!),
                parsed.GetValue(gpu),
                before
            );
            var ledger = UsageBook.Append(before, [.. read.Select(bill => (bill.File, bill.Lines))]);
            var first = First(desk, ledger, SideOf(parsed.GetValue(side)!), parsed.GetValue(contract));
            return Keep(desk, read, ledger, first, parsed.GetValue(json));
        });
        return command;
    }

    private static int Keep(
        DeskFolder desk,
        IReadOnlyList<ReadBill> read,
        UsageLedger ledger,
        (Action Write, IReadOnlyList<string> Said) first,
        bool json
    )
    {
        desk.Create();
        DeskFolder.Write(desk.UsageFile, ledger, DeskJson.Default.UsageLedger);
        first.Write();
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(ledger, DeskJson.Default.UsageLedger));
        else
            foreach (var line in Report(read, ledger).Append("").Concat(first.Said))
                Console.WriteLine(line);
        return 0;
    }

    private static UsageLedger Before(DeskFolder desk, bool append)
    {
        if (!File.Exists(desk.UsageFile))
            return new([], []);
        var ledger = desk.Usage();
        return append
            ? ledger
            : throw new VerbException(
                $"{desk.UsageFile}: holds {ledger.Files.Count} files already; "
                    + "--append adds to them, or remove it to begin anew",
                2
            );
    }

    private static HedgerSide SideOf(string word) =>
        Enum.TryParse<HedgerSide>(word, ignoreCase: true, out var side)
        && Enum.IsDefined(side)
        && !word.Any(char.IsDigit)
            ? side
            : throw new VerbException($"--side {word}: must be buyer, seller or lender", 2);

    // Everything that can fail happens before anything is written.
    internal static (Action Write, IReadOnlyList<string> Said) First(
        DeskFolder desk,
        UsageLedger ledger,
        HedgerSide side,
        string? contract
    )
    {
        if (File.Exists(desk.ProgrammeFile))
            return (() => { }, [$"{desk.ProgrammeFile} stays as it is"]);
        if (side == HedgerSide.Lender)
            throw new VerbException(
                "--side lender: a lender's programme names a covenant, which no bill tells; "
                    + "see docs/examples/desk/lender.json",
                2
            );
        var vintage = StandardTokenVerb.Load(Home.Rulebook, null);
        var programme = StarterDocuments.Programme(
            ledger,
            item => ExposureSources.Kind(item, vintage),
            side,
            contract ?? ""
        );
        ExposureSources.Contract(programme.Contract);
        var monthly = StarterDocuments.LastMonthCost(ledger, programme.Currency, ExposureSources.Rates(null));
        var policy = StarterDocuments.Policy(programme.Contract, monthly);
        var withPolicy = !File.Exists(desk.PolicyFile);
        return (
            () =>
            {
                DeskFolder.Write(desk.ProgrammeFile, programme, DeskJson.Default.HedgeProgramme);
                if (withPolicy)
                    DeskFolder.Write(desk.PolicyFile, policy, DeskJson.Default.HedgePolicy);
            },
            StarterText(desk, programme, ledger, withPolicy)
        );
    }

    private static List<string> StarterText(
        DeskFolder desk,
        HedgeProgramme programme,
        UsageLedger ledger,
        bool withPolicy
    )
    {
        var lines = new List<string>
        {
            $"{desk.ProgrammeFile}: a first programme, to be edited. {programme.Side}, contract {programme.Contract}, "
                + $"{programme.Forecast.Months} months, growth 0 % a month (low -3 %, high +3 %), no budget",
        };
        lines.AddRange(
            programme.Mapping.Select(line => $"  {line.Item}: {line.Method}, {line.Contract}; {line.Reason}")
        );
        var named = programme.Mapping.Select(line => line.Item).ToHashSet(StringComparer.Ordinal);
        foreach (var item in ledger.Lines.Select(line => line.Item).Distinct(StringComparer.Ordinal))
            if (!named.Contains(item))
                lines.Add($"  {item}: not known here; give it a line in the mapping, or it stays out with a fault");
        if (withPolicy)
            lines.Add(
                $"{desk.PolicyFile}: a first policy, to be edited. "
                    + "Bands 80-100 % in month 1 falling to 0-20 % by month 12"
            );
        return lines;
    }

    private static IEnumerable<string> Report(IReadOnlyList<ReadBill> read, UsageLedger ledger)
    {
        var width = int.Max(4, read.Max(bill => bill.File.Name.Length));
        yield return $"{"file".PadRight(width)}{"rows", 9}{"used", 9}{"left out", 10}  days";
        foreach (var (file, report, _) in read)
        {
            var days = $"{file.FirstDay} to {file.LastDay}";
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{file.Name.PadRight(width)}{file.Read, 9}{file.Used, 9}{file.LeftOut, 10}  {days}"
            );
            foreach (var (reason, count) in report.Skipped)
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{"".PadRight(width)}{"", 18}{count, 10}  {reason}"
                );
        }

        yield return "";
        yield return $"{"month", -9}{"million tokens", 18}{"GPU hours", 16}  cost";
        foreach (var month in ledger.Lines.GroupBy(line => line.Month))
        {
            var costs = month
                .Where(line => line.Cost is not null)
                .GroupBy(line => line.Currency, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group =>
                    string.Create(CultureInfo.InvariantCulture, $"{group.Sum(line => line.Cost):N2} {group.Key}")
                );
            var tokens = month.Sum(line => line.Input + line.CachedInput + line.Output) / 1_000_000m;
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{month.Key, -9}{tokens, 18:N2}{month.Sum(line => line.GpuHours), 16:N2}  {string.Join(" + ", costs)}"
            );
        }
    }
}
