// The desk of clearing and of the day's end: a machine that follows the venue's log, and what is read off it.
using System.Globalization;
using Tokenbourse.Gateways.Http.Clearing;
using Tokenbourse.Gateways.Http.Days;
using Tokenbourse.Gateways.Reports;
using Tokenbourse.Log;
using Tokenbourse.Market;
using Tokenbourse.Market.Figures;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Node.DayEnd;
using Tokenbourse.Views.Accounts;

namespace Tokenbourse.Node.Clearing;

/// <summary>Follows when it is asked: the venue's own machine is never touched, and every figure comes from the code
/// that clears. The first question replays the whole log.</summary>
/// <param name="commands">The venue's command log from a sequence on.</param>
internal sealed class ClearingDesk(Func<long, IEnumerable<LogEntry>> commands, IReadOnlyList<StressScenario> stress)
    : IClearingDesk,
        IDayDesk
{
    private readonly Lock _gate = new();
    private readonly MarketMachine _machine = new();
    private readonly Outbox _outbox = new();
    private readonly ClearingHistory _history = new();
    private readonly DayBook _days = new();
    private Instant _time;

    /// <inheritdoc/>
    public ClearingOverviewShape Overview() => Ask(OverviewDocument.Of);

    /// <inheritdoc/>
    public ClearingMemberShape? Member(int member) => Ask(m => OverviewDocument.Of(m, member));

    /// <inheritdoc/>
    public MarginTraceShape? Trace(int member, int account) => Ask(m => TraceDocument.Of(m, member, account));

    /// <inheritdoc/>
    public MarginTraceShape? Trace(int account) => Ask(m => TraceDocument.Of(m, account));

    /// <inheritdoc/>
    public CallsBoardShape Calls() => Ask(CallsDocument.Of);

    /// <inheritdoc/>
    public StressShape Stress() => Ask(StressDocument.Of);

    /// <inheritdoc/>
    public MarginCoverageShape Coverage(int levelPpm) => Ask(m => CoverageDocument.Of(m, levelPpm));

    /// <inheritdoc/>
    public ConcentrationShape Concentration() => Ask(ConcentrationDocument.Of);

    /// <inheritdoc/>
    public LedgerShape? Ledger(int? account, int limit) => Ask(m => LedgerDocument.Of(m, account, limit));

    /// <inheritdoc/>
    public (WhatIfShape? Shape, ClearingFault? Fault) WhatIf(
        int? account,
        bool add,
        IReadOnlyList<AskedPosition> rows
    ) => Ask(m => WhatIfDocument.Of(m, account, add, rows));

    /// <inheritdoc/>
    public (WaterfallShape? Shape, ClearingFault? Fault) Waterfall(AskedDefault asked) =>
        Ask(m => WaterfallDocument.Of(m, asked));

    /// <inheritdoc/>
    public SettlementDayShape? Settlement(TradingDate day) => AskDay(m => SettlementDocument.Of(m, day));

    /// <inheritdoc/>
    public EndOfDayShape? EndOfDay(TradingDate day) => AskDay(m => EndOfDayDocument.Of(m, day));

    /// <inheritdoc/>
    public RankingsShape? Rankings(TradingDate day) => AskDay(m => RankingDocument.Of(m, day));

    /// <inheritdoc/>
    public string Nearest(TradingDate day, bool settled) =>
        AskDay(m =>
        {
            var known = m.Book.All.Where(d => !settled || d.Settled is not null).Select(d => d.Day).Distinct();
            return SettledDays.Nearest([.. known], day, d => d.ToString());
        });

    /// <summary>One at a time: the machine that is read must not move meanwhile.</summary>
    private T Ask<T>(Func<ClearingMoment, T> make)
    {
        lock (_gate)
        {
            Follow();
            var reader = _machine.Clearing;
            var figures = reader.Read();
            return make(new(Run(figures), figures, reader, _history, stress));
        }
    }

    private T AskDay<T>(Func<DayMoment, T> make)
    {
        lock (_gate)
        {
            Follow();
            var reader = _machine.Clearing;
            return make(new(_history.AsOf, _time, _days, reader.Read(), reader));
        }
    }

    private void Follow()
    {
        foreach (var entry in commands(_machine.Next))
        {
            _outbox.Clear();
            (_outbox.Cause, _outbox.Time, _time) = (entry.Sequence, entry.Time, entry.Time);
            _days.Before(entry, _machine.Clearing);
            _machine.Apply(entry, _outbox);
            foreach (var told in new Frames(_outbox.Bytes))
                _history.Apply(told);
            _days.After(entry, _outbox.Bytes, _machine.Clearing, _history.Ledger.Sum);
        }
    }

    private ClearingRunShape Run(ClearingFigures figures)
    {
        var day = figures.Calendars.Count == 0 ? default : figures.Calendars.Max(c => c.Day.Days);
        return new(
            string.Create(CultureInfo.InvariantCulture, $"{new TradingDate(day)}-ITD-{_history.AsOf}"),
            _time.ToString(),
            _history.AsOf,
            _machine.Digest.ToString("x16", CultureInfo.InvariantCulture),
            [
                .. figures
                    .Calendars.Select(c =>
                        (Calendar: c, Close: _history.Closes.LastOrDefault(d => d.Calendar == c.Number))
                    )
                    .Where(c => c.Close is not null)
                    .Select(c => new SettledRunShape(
                        c.Calendar.Id,
                        c.Close!.Day.ToString(),
                        c.Close.Time.ToString(),
                        c.Close.Digest.ToString("x16", CultureInfo.InvariantCulture)
                    )),
            ],
            [
                .. figures.Calendars.Select(c => new NextRunShape(
                    c.Id,
                    c.Day.ToString(),
                    c.SettlementDue.ToString(),
                    ClearingWords.Word(c.Phase),
                    c.StepsDone
                )),
            ]
        );
    }
}
