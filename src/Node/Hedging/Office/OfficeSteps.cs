// The steps that a person does on the desk's page; each decides everything before it writes anything.
using System.Text;
using System.Text.RegularExpressions;
using Tokenbourse.Desk;
using Tokenbourse.Desk.Client;
using Tokenbourse.Desk.Execution;
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Desk.Pages;
using Tokenbourse.Desk.Plans;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Node.Verbs;

namespace Tokenbourse.Node.Hedging.Office;

/// <summary>Steps on one folder; the caller keeps them apart.</summary>
internal sealed partial class OfficeSteps(DeskFolder folder, string? venue)
{
    private const decimal Tolerance = 0.02m;

    private readonly ShippedTables _shipped = new();

    public IReadOnlyList<Said> Import(string name, byte[] bytes)
    {
        var kept = folder.Create();
        var ledger = File.Exists(folder.UsageFile) ? folder.Usage() : new([], []);
        var read = UsageUpload.Read(kept, Named(name), bytes, ledger);
        var all = UsageBook.Append(ledger, [(read.File, read.Lines)]);
        var first = DeskImportVerb.First(folder, all, HedgerSide.Buyer, null);
        AllOrNothing(
            [folder.UsageFile, folder.ProgrammeFile, folder.PolicyFile],
            () =>
            {
                DeskFolder.Write(folder.UsageFile, all, DeskJson.Default.UsageLedger);
                first.Write();
                var table = Expose(folder.Programme());
                DeskFolder.Write(folder.ExposureFile, table, DeskJson.Default.ExposureTable);
            }
        );
        return
        [
            new(
                $"{read.File.Name}: {read.File.Read} rows read, {read.File.Used} used, {read.File.LeftOut} left out.",
                $"{read.File.Name}：读取 {read.File.Read} 行，采用 {read.File.Used} 行，未采用 {read.File.LeftOut} 行。"
            ),
        ];
    }

    public IReadOnlyList<Said> Own(byte[] bytes)
    {
        var faults = new List<ExposureFault>();
        var lines = Encoding.UTF8.GetString(bytes).Split('\n').Select(l => l.TrimEnd('\r')).ToList();
        var days = MarketFile.Days("own.csv", lines, faults);
        if (faults.Count > 0 || days.Count < 2)
            throw new RefusedException([
                new(
                    "own-prices",
                    new(
                        "Own prices are a table day,value with two days at least, each once.",
                        "自身价格须为 day,value 两列的表，至少两天，每天一行。"
                    ),
                    "header",
                    lines[0],
                    "day,value",
                    "day,value"
                ),
                .. faults.Select(f => RuleWords.Of("row", f)),
            ]);
        DeskFolder.Write(folder.Create().OwnPricesFile, bytes);
        return [new($"{days.Count} days of own prices.", $"自身价格 {days.Count} 天。")];
    }

    public IReadOnlyList<Said> Programme(byte[] body)
    {
        var programme = DeskOffice.Body(body, DeskJson.Default.HedgeProgramme);
        var table = Expose(programme);
        DeskFolder.Write(folder.Create().ProgrammeFile, programme, DeskJson.Default.HedgeProgramme);
        DeskFolder.Write(folder.ExposureFile, table, DeskJson.Default.ExposureTable);
        return [new($"{table.Months.Count} months of exposure.", $"敞口共 {table.Months.Count} 个月。")];
    }

    public IReadOnlyList<Said> Policy(byte[] body)
    {
        var policy = DeskOffice.Body(body, DeskJson.Default.HedgePolicy);
        var faults = PolicyRules.Faults(policy);
        if (faults.Count > 0)
            throw new RefusedException(faults);
        DeskFolder.Write(folder.Create().PolicyFile, policy, DeskJson.Default.HedgePolicy);
        return [new("The policy is kept.", "政策已保存。")];
    }

    public async Task<IReadOnlyList<Said>> Market(MarketAsked asked, CancellationToken cancel)
    {
        var programme = folder.Programme();
        var terms = MarketSources.Terms(Home.Rulebook, programme.Contract);
        MarketSnapshot market;
        if (asked.From == "venue")
        {
            market = await MarketSources.Venue(Venue(), terms, cancel);
        }
        else if (asked.From is "flat" or "trend")
        {
            var history = MarketSources.RealIndex(terms.Index, null, Home.Rulebook);
            market = DeskMarketVerb.Model(terms, asked.From, history, history[^1].Day, 18);
        }
        else
        {
            throw RefusedException.Of(
                "market",
                "A curve comes from the venue, or is a stated model: flat or trend.",
                "曲线来自交易所，或为声明的模型：flat、trend。",
                "from",
                asked.From,
                "venue, flat, trend",
                "trend"
            );
        }

        // The exposure's index is that of the curve: both are made before either is kept.
        var table = Expose(programme, market);
        DeskFolder.Write(folder.MarketFile, market, DeskJson.Default.MarketSnapshot);
        DeskFolder.Write(folder.ExposureFile, table, DeskJson.Default.ExposureTable);
        return
        [
            new(
                $"{market.Contract}, {market.Day}: {market.Months.Count} months.",
                $"{market.Contract}，{market.Day}：{market.Months.Count} 个月份。"
            ),
        ];
    }

    public IReadOnlyList<Said> Plan(PlanAsked asked)
    {
        if (asked.Paths is < 100 or > 100_000 || asked.Paths % 2 != 0)
            throw RefusedException.Of(
                "paths",
                "Paths must be an even number from 100 to 100,000.",
                "路径数须为 100 至 100,000 之间的偶数。",
                "paths",
                $"{asked.Paths}",
                "100..100000",
                $"{int.Clamp(asked.Paths / 2 * 2, 100, 100_000)}"
            );
        if (asked.Rate <= 0 || asked.StackMonths is < 1 or > 12)
            throw RefusedException.Of(
                "plan",
                "The rate must be above zero, and a stack is held in 1 to 12 months.",
                "汇率须大于零；堆叠月份数须为 1 至 12。",
                asked.Rate <= 0 ? "rate" : "stackMonths",
                asked.Rate <= 0 ? $"{asked.Rate}" : $"{asked.StackMonths}",
                asked.Rate <= 0 ? "> 0" : "1..12",
                "1"
            );
        var options = new PlanOptions
        {
            Seed = asked.Seed,
            Paths = asked.Paths,
            Rate = asked.Rate,
            StackMonths = asked.StackMonths,
            Ratio = OfficePapers.Asked(asked.Frequency, asked.Since),
        };
        var plan = PlanMaker.Make(DeskPlanVerb.Request(folder, null, null, null, options));
        if (File.Exists(folder.PlanFile) && folder.Plan() is var before && before.Digest != plan.Digest)
            DeskFolder.Write(folder.PlanBeforeFile, before, DeskJson.Default.HedgePlan);
        DeskFolder.Write(folder.PlanFile, plan, DeskJson.Default.HedgePlan);
        return
        [
            new(
                $"{plan.Chosen}: {plan.Risk.Paths} paths, seed {plan.Risk.Seed}, plan {plan.Digest[..12]}.",
                $"方案 {plan.Digest[..12]}：{plan.Risk.Paths} 条路径，种子 {plan.Risk.Seed}。"
            ),
        ];
    }

    public IReadOnlyList<Said> Propose(StepAsked asked)
    {
        using var journal = JournalFiles.Open(folder);
        var line = Agreements.Propose(journal, folder.Plan(), asked.By, JournalFiles.Moment());
        return [JournalEntry.Of(line).Said];
    }

    public IReadOnlyList<Said> Approve(StepAsked asked)
    {
        var plan = folder.Plan();
        // At a simulated venue the day is the market's own.
        var today =
            MarketSnapshot.VenueOf(plan.Market.Source) is not null && plan.Market.Simulated
                ? plan.Market.Day
                : TradingDate.Of(DateOnly.FromDateTime(DateTime.UtcNow));
        using var journal = JournalFiles.Open(folder);
        var line = Agreements.Approve(journal, plan, folder.Policy(), asked.By, today, JournalFiles.Moment());
        return [JournalEntry.Of(line).Said];
    }

    public async Task<IReadOnlyList<Said>> Send(StepAsked asked, CancellationToken cancel)
    {
        if (asked.MostLots < 1)
            throw RefusedException.Of(
                "lots",
                "An order has one lot at least.",
                "每笔委托至少 1 手。",
                "mostLots",
                $"{asked.MostLots}",
                ">= 1",
                "1"
            );
        var (plan, policy) = (folder.Plan(), folder.Policy());
        using var journal = JournalFiles.Open(folder);
        using var http = MarketSources.Http("--venue", venue ?? "http://127.0.0.1");
        var options = new SendOptions(
            venue?.TrimEnd('/') ?? "",
            asked.Account,
            Tolerance,
            asked.Hedge,
            asked.MostLots,
            asked.By
        );
        // What is not approved is refused before anybody asks for a venue.
        if (Agreements.StateOf(journal.Lines).IsApproved)
            _ = Venue();
        var report = await new Sender(journal, new VenueClient(http), options, JournalFiles.Moment).Send(
            plan,
            policy,
            cancel
        );
        return
        [
            .. report.Said.Select(RuleWords.Of),
            report.Done
                ? new("All lots of the plan are filled.", "方案全部成交。")
                : new("Lots are left: send again.", "仍有剩余：请再次执行。"),
        ];
    }

    // A venue's own index where the curve is a venue's; else the one that ships.
    private ExposureTable Expose(HedgeProgramme programme, MarketSnapshot? market = null)
    {
        if (ProgrammeRules.Faults(programme) is { Count: > 0 } faults)
            throw new RefusedException([.. faults.Select(f => RuleWords.Of("programme", f))]);
        var seen = market ?? (File.Exists(folder.MarketFile) ? folder.Market() : null);
        var contract = ExposureSources.Contract(programme.Contract);
        var own =
            seen is { IndexHistory.Count: > 0 }
            && MarketSnapshot.VenueOf(seen.Source) is not null
            && seen.Contract == programme.Contract;
        return ExposureMaker.Make(
            new(
                programme,
                File.Exists(folder.UsageFile) ? folder.Usage() : new([], []),
                ExposureSources.Terms(contract),
                own ? new(seen!.Index, seen.IndexHistory, seen.Simulated) : _shipped.Index(contract.Index),
                _shipped.Rates,
                _shipped.Vintage,
                new Dictionary<ContractMonth, decimal>()
            )
        );
    }

    // The exposure is made of what stands in the folder: when it cannot be made, the folder is as it was.
    private static void AllOrNothing(IReadOnlyList<string> files, Action step)
    {
        var before = files.Select(f => (File: f, Bytes: File.Exists(f) ? File.ReadAllBytes(f) : null)).ToList();
        try
        {
            step();
        }
        catch
        {
            foreach (var (file, bytes) in before)
                if (bytes is null)
                    File.Delete(file);
                else
                    DeskFolder.Write(file, bytes);
            throw;
        }
    }

    private string Venue() =>
        venue
        ?? throw RefusedException.Of(
            "no-venue",
            "This desk was started without a venue: tokenbourse desk serve --venue ADDRESS.",
            "启动时未指定交易所：tokenbourse desk serve --venue 地址。",
            "venue",
            "",
            "http://127.0.0.1:5080"
        );

    private static string Named(string name)
    {
        var file = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        return FileName().IsMatch(file)
            ? file
            : throw RefusedException.Of(
                "file-name",
                "The name of a file has letters, digits, blanks, dots, dashes and brackets, at most 80.",
                "文件名只能包含字母、数字、空格、点、短横线和括号，至多 80 个字符。",
                "name",
                file,
                "1..80"
            );
    }

    [GeneratedRegex(@"^[\p{L}\p{N}_][\p{L}\p{N} _.()-]{0,79}$")]
    private static partial Regex FileName();
}
