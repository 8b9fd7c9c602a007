// What stands behind the desk's page: papers read from the folder, steps that change it one at a time.
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tokenbourse.Desk.Client;
using Tokenbourse.Desk.Execution;
using Tokenbourse.Desk.Pages;
using Tokenbourse.Desk.Plans;
using Tokenbourse.Desk.Reports;
using Tokenbourse.Gateways.Http;

namespace Tokenbourse.Node.Hedging.Office;

/// <summary>Serves one desk's folder. Bad input is refused with every fault, and changes nothing.</summary>
/// <param name="folder">The desk's.</param>
/// <param name="venue">Where the market is read and orders go; null: no venue.</param>
internal sealed class DeskOffice(DeskFolder folder, string? venue) : IDeskOffice, IDisposable
{
    private readonly OfficePapers _papers = new(folder, venue);
    private readonly OfficeSteps _steps = new(folder, venue);
    private readonly OfficeReports _reports = new(folder);

    // One step at a time: two would read the same documents and write over each other.
    private readonly SemaphoreSlim _one = new(1, 1);

    public void Dispose() => _one.Dispose();

    public DeskReply? Read(string paper, Func<string, string?> query) =>
        Answered(() =>
            paper switch
            {
                "programme" => Json(_papers.Programme(), PagesSpelling.Readable.ProgrammePaper),
                "figures" => Json(_papers.Figures(), PagesSpelling.Readable.FiguresPaper),
                "ratio" => Json(_papers.Ratio(query("frequency"), query("since")), PagesSpelling.Readable.RatioPaper),
                "work" => Json(_papers.Work(), PagesSpelling.Readable.WorkPaper),
                "report" => _reports.Fresh(query("format") ?? "json", query("lang") ?? "en"),
                _ => null,
            }
        );

    public async Task<DeskReply?> Do(string step, Func<string, string?> query, byte[] body, CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            return await AnsweredLater(async () =>
                step switch
                {
                    "import" => Done(_steps.Import(query("name") ?? "", body)),
                    "own" => Done(_steps.Own(body)),
                    "programme" => Done(_steps.Programme(body)),
                    "policy" => Done(_steps.Policy(body)),
                    "market" => Done(await _steps.Market(Body(body, PagesJson.Default.MarketAsked), cancel)),
                    "plan" => Done(_steps.Plan(Body(body, PagesJson.Default.PlanAsked))),
                    "propose" => Done(_steps.Propose(Body(body, PagesJson.Default.StepAsked))),
                    "approve" => Done(_steps.Approve(Body(body, PagesJson.Default.StepAsked))),
                    "send" => Done(await _steps.Send(Body(body, PagesJson.Default.StepAsked), cancel)),
                    "again" => OfficeReports.Again(body, query("format") ?? "json", query("lang") ?? "en"),
                    _ => null,
                }
            );
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Reads what was asked.</summary>
    /// <exception cref="RefusedException">It is not JSON, or has a field that does not belong there.</exception>
    public static T Body<T>(byte[] body, JsonTypeInfo<T> shape)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body, shape)
                ?? throw RefusedException.Of(
                    "no-document",
                    "A document is needed, not null.",
                    "须提交文档。",
                    "$",
                    "null"
                );
        }
        catch (JsonException e)
        {
            var tail = e.Message.IndexOf(" Path: ", StringComparison.Ordinal);
            throw RefusedException.Of(
                "not-a-document",
                $"The document cannot be read: {(tail > 0 ? e.Message[..tail] : e.Message)}",
                "文档无法读取：字段名称或数据类型不符。",
                e.Path is { Length: > 0 } path ? path : "$"
            );
        }
    }

    private static DeskReply Done(IReadOnlyList<Said> said) =>
        Json(new StepDone(said), PagesSpelling.Readable.StepDone);

    private static DeskReply Json<T>(T paper, JsonTypeInfo<T> shape) =>
        new(200, JsonSerializer.SerializeToUtf8Bytes(paper, shape));

    private static DeskReply? Answered(Func<DeskReply?> ask)
    {
        try
        {
            return ask();
        }
        catch (Exception e) when (Fault(e) is { } faults)
        {
            return Refusal(faults);
        }
    }

    private static async Task<DeskReply?> AnsweredLater(Func<Task<DeskReply?>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception e) when (Fault(e) is { } faults)
        {
            return Refusal(faults);
        }
    }

    private static DeskReply Refusal(IReadOnlyList<DeskFault> faults) =>
        new(
            faults[0].Code == "missing" ? 404 : 422,
            JsonSerializer.SerializeToUtf8Bytes(new Refused(faults), PagesSpelling.Readable.Refused)
        );

    // What a folder, a document or a venue may do wrong; anything else is a bug and stops the request.
    private static IReadOnlyList<DeskFault>? Fault(Exception e) =>
        e switch
        {
            RefusedException refused => refused.Faults,
            DeskRefusalException refusal => [new("refused", refusal.Said)],
            VerbException { Exit: 2 } missing =>
            [
                new("missing", new(missing.Message, $"缺少文件或设置（原文）：{missing.Message}")),
            ],
            VerbException verb => [new("at-fault", new(verb.Message, $"文件有误（原文）：{verb.Message}"))],
            PlanException plan => [new("no-plan", new(plan.Message, $"无法据此生成方案（原文）：{plan.Message}"))],
            ReportException report =>
            [
                new("no-report", new(report.Message, $"无法生成报告（原文）：{report.Message}")),
            ],
            VenueException stopped =>
            [
                new(
                    "venue",
                    new(
                        $"{stopped.Message}; the journal knows how far it came: send again",
                        $"交易所没有应答（原文）：{stopped.Message}；日志已记录进度，请再次执行"
                    )
                ),
            ],
            _ => null,
        };
}
