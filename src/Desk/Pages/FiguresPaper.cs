// All that a page shows of a plan, with the plan's moment, sequence, seed and digest.
using Tokenbourse.Desk.Execution;
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Desk.Plans;
using Tokenbourse.Desk.Reports;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Desk.Pages;

/// <summary>The figures of a plan.</summary>
/// <param name="Digest">Of the plan.</param>
/// <param name="Made">The plan's trading day.</param>
/// <param name="Source">Of the curve.</param>
/// <param name="Day">Of the curve.</param>
/// <param name="AsOf">The event that the curve is as of; 0: none.</param>
/// <param name="Seed">Where all chance comes from.</param>
/// <param name="Paths">How many.</param>
/// <param name="Simulated">Anything in it is simulated or a model.</param>
/// <param name="Head">Figures at the head.</param>
/// <param name="Warnings">What must be known first.</param>
/// <param name="Summary">The report's own summary, sentence by sentence.</param>
/// <param name="Months">Hedge against band.</param>
/// <param name="Breaches">Rules not kept, as a table; null: every rule is kept.</param>
/// <param name="Proposal">The proposed orders; null: nothing to trade.</param>
/// <param name="Figures">Panels.</param>
public sealed record FiguresPaper(
    string Digest,
    TradingDate Made,
    string Source,
    TradingDate Day,
    long AsOf,
    ulong Seed,
    int Paths,
    bool Simulated,
    IReadOnlyList<HeadFigure> Head,
    IReadOnlyList<Said> Warnings,
    IReadOnlyList<Said> Summary,
    IReadOnlyList<HedgedMonth> Months,
    TableBlock? Breaches,
    TableBlock? Proposal,
    IReadOnlyList<DeskFigure> Figures
)
{
    /// <summary>Makes the paper.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="before">The plan before it; null: none.</param>
    /// <param name="track">What the hedge did so far.</param>
    public static FiguresPaper Of(HedgePlan plan, HedgePlan? before, TrackReport track)
    {
        var source = new ReportSource(plan, [], [], "");
        var report = ReportBuilder.Build(source);
        return new(
            plan.Digest,
            plan.Made,
            plan.Market.Source,
            plan.Market.Day,
            plan.Market.AsOf,
            plan.Risk.Seed,
            plan.Risk.Paths,
            plan.Simulated,
            HeadFigures.Of(source),
            plan.Warnings,
            [.. Blocks("summary").OfType<TextBlock>().Select(t => t.Text)],
            HedgedMonths.Of(source),
            Blocks("policy").OfType<TableBlock>().FirstOrDefault(t => t.Id == "breaches"),
            Blocks("strategies").OfType<TableBlock>().FirstOrDefault(t => t.Id == "hedges"),
            [
                HedgedMonths.Figure(source),
                RiskFigures.Fan(source),
                RatioFigures.Strategies(source),
                RatioFigures.Effectiveness(source),
                BasisFigures.Own(source),
                BasisFigures.Season(source),
                BasisFigures.Futures(source),
                RatioFigures.Offset(source),
                RiskFigures.Scenarios(source),
                RiskFigures.Calls(source),
                TrackFigures.Realised(source, track),
                TrackFigures.Changed(source, before),
            ]
        );

        IEnumerable<ReportBlock> Blocks(string section) => report.Sections.First(s => s.Id == section).Blocks;
    }
}

/// <summary>The ratio on a sample that was asked for, before a plan is made of it.</summary>
/// <param name="Ratio">What would be used.</param>
/// <param name="Asked">day, week, month or guard.</param>
/// <param name="History">How the own prices are spaced.</param>
/// <param name="From">First observation.</param>
/// <param name="To">Last observation.</param>
/// <param name="Why">The rule that picked it, in the plan's own words.</param>
/// <param name="Methods">Every method.</param>
public sealed record RatioPaper(
    Cell Ratio,
    string Asked,
    string? History,
    TradingDate? From,
    TradingDate? To,
    string Why,
    TableBlock Methods
)
{
    /// <summary>Of what a plan would be made from: the ratio that the plan will use, of the part that it
    /// hedges.</summary>
    public static RatioPaper Of(PlanRequest request)
    {
        var (hedged, unhedged, _) = ListedRest.Of(request);
        var ratio = PlanRatio.Of(hedged);
        return Of(unhedged.Length > 0 ? ratio with { Why = unhedged } : ratio);
    }

    private static RatioPaper Of(RatioFacts ratio) =>
        new(
            ReportFigures.Fixed(ratio.Ratio, 3),
            ratio.Sample?.Asked ?? "guard",
            ratio.Sample?.History,
            ratio.Sample?.From,
            ratio.Sample?.To,
            ratio.Why,
            RatioFigures.Methods(ratio)
        );
}

/// <summary>What a programme consists of and how far it is.</summary>
/// <param name="Venue">The venue that orders go to; null: none was named.</param>
/// <param name="Steps">Where the programme stands.</param>
/// <param name="Files">What was imported.</param>
/// <param name="Rejected">Rows that were not used, with file and line.</param>
/// <param name="Lines">Billed lines, mapped; before there is an exposure, none.</param>
/// <param name="Programme">Its document; null before the first import.</param>
/// <param name="Policy">Its document.</param>
/// <param name="AsOf">The exposure's day; null without one.</param>
/// <param name="Unit">Of one contract unit.</param>
/// <param name="Months">Months to come.</param>
/// <param name="Products">The same by product and entity; they add up.</param>
/// <param name="Market">The curve; null without one.</param>
/// <param name="OwnPrices">Days of own prices that were handed in.</param>
public sealed record ProgrammePaper(
    string? Venue,
    IReadOnlyList<StepState> Steps,
    IReadOnlyList<ImportedFile> Files,
    IReadOnlyList<DeskFault> Rejected,
    IReadOnlyList<MappedLine> Lines,
    HedgeProgramme? Programme,
    HedgePolicy? Policy,
    TradingDate? AsOf,
    Said? Unit,
    IReadOnlyList<ExposureMonth> Months,
    IReadOnlyList<ProductMonth> Products,
    MarketState? Market,
    int OwnPrices
)
{
    /// <summary>A unit of an exposure in both languages.</summary>
    public static Said UnitOf(string unit) => ReportWords.Unit(unit);
}

/// <summary>A curve in short.</summary>
/// <param name="Source">Venue, file or model.</param>
/// <param name="Day">Trading day.</param>
/// <param name="AsOf">Event.</param>
/// <param name="Contract">Its code.</param>
/// <param name="Months">How many are listed.</param>
/// <param name="Simulated">Or a model.</param>
public sealed record MarketState(
    string Source,
    TradingDate Day,
    long AsOf,
    string Contract,
    int Months,
    bool Simulated
);

/// <summary>A step of the programme.</summary>
/// <param name="Id">As <c>import</c>.</param>
/// <param name="Done">It has been done; it can be done again.</param>
/// <param name="Said">How it stands.</param>
public sealed record StepState(string Id, bool Done, Said Said);
