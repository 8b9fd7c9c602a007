// Runs a story: each line becomes commands to an engine or a question about what came of them.
using System.Globalization;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Sim.Auditing;

namespace Tokenbourse.Sim.Scenarios;

/// <summary>What came of one story.</summary>
/// <param name="File">The file.</param>
/// <param name="Codes">The rules it cites.</param>
/// <param name="Failures">One line each: file, line, expected, got. Empty: it passed.</param>
public sealed record ScenarioResult(string File, IReadOnlyList<string> Codes, IReadOnlyList<string> Failures)
{
    public bool Passed => Failures.Count == 0;
}

/// <summary>Runs stories. The language: docs/protocols/scenarios.md.</summary>
public sealed partial class ScenarioRunner
{
    private readonly ScenarioStory _story;
    private readonly ScenarioVenue _venue;
    private readonly List<string> _failures = [];
    private readonly SortedList<string, int> _accounts = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _opened = new(StringComparer.Ordinal);
    private readonly SortedList<string, InstrumentDocument> _symbols = new(StringComparer.Ordinal);
    private readonly SortedList<string, ContractSpec> _contracts = new(StringComparer.Ordinal);
    private readonly SortedList<string, long> _orderIds = new(StringComparer.Ordinal);
    private readonly List<string> _calendars = [];
    private TradingCalendar? _calendar;
    private TradingDate _day = TradingDate.Of(2026, 11, 2);
    private IReadOnlyList<Happening> _settlement = [];
    private string _symbol = "";
    private Currency _currency = Currency.USD;
    private bool _phaseSaid;
    private long _prints;
    private long _references;
    private long _clientIds;
    private int _line;

    private readonly IWorkedEngines? _engines;

    private ScenarioRunner(ScenarioStory story, IMarketEngine engine, IWorkedEngines? engines)
    {
        _story = story;
        _engines = engines;
        _venue = new(engine, Instant.At(_day, 8 * 60));
    }

    /// <summary>Runs one story on a fresh engine.</summary>
    /// <param name="engines">Who answers questions to the pure engines; null: a story that asks one fails.</param>
    public static ScenarioResult Run(
        string file,
        string text,
        Func<IMarketEngine> engine,
        IWorkedEngines? engines = null
    ) => Run(file, text, engine, out _, engines);

    /// <summary>As the other <c>Run</c>; gives the venue too, whose log tells every command with its events.</summary>
    public static ScenarioResult Run(
        string file,
        string text,
        Func<IMarketEngine> engine,
        out ScenarioVenue? venue,
        IWorkedEngines? engines = null
    )
    {
        venue = null;
        try
        {
            var runner = new ScenarioRunner(ScenarioStory.Read(file, text), engine(), engines);
            venue = runner._venue;
            return runner.RunLines();
        }
        catch (ScenarioFaultException fault)
        {
            return new(file, [], [fault.Message]);
        }
    }

    private ScenarioResult RunLines()
    {
        foreach (var line in _story.Lines)
        {
            _line = line.Number;
            var words = new WordReader(_story.File, line);
            try
            {
                Run(words);
                words.End();
                TellFaults();
            }
            catch (ScenarioFaultException fault)
            {
                // What follows would be nonsense after a line that could not be read.
                _failures.Add(fault.Message);
                break;
            }
        }

        return new(_story.File, _story.Codes, _failures);
    }

    // Market data that does not rebuild the book is wrong wherever it happens, asked or not (MDS-001).
    private void TellFaults()
    {
        foreach (var fault in _venue.Book.Faults)
            _failures.Add(string.Create(CultureInfo.InvariantCulture, $"{_story.File}:{_line}: market data: {fault}"));
        _venue.Book.Faults.Clear();
    }

    private void Run(WordReader words)
    {
        var first = words.Take("a command");
        switch (first)
        {
            case "start":
                Start(words.Date());
                break;
            case "release":
                SetRelease(words);
                break;
            case "calendar":
                DefineCalendar(CalendarTerms.Read(words), words);
                break;
            case "list":
                List(words);
                break;
            case "spread":
                DefineSpread(words);
                break;
            case "margin":
                DefineMargin(words);
                break;
            case "limits":
                Define(MessageKind.DefineLimits, words);
                break;
            case "margins":
                Define(MessageKind.DefineMargins, words);
                break;
            case "quota":
                GrantQuota(words);
                break;
            case "account":
                OpenAccount(words);
                break;
            case "house":
                Define(MessageKind.DefineHouse, words);
                break;
            case "margin-group":
                Define(MessageKind.DefineMarginGroup, words);
                break;
            case "margin-table":
                Define(MessageKind.DefineMargins, words);
                break;
            case "clearing-member":
                Define(MessageKind.DefineMember, words);
                break;
            case "move":
                MoveClient(words);
                break;
            case "fund":
                MoveFund(words);
                break;
            case "layer":
                MoveLayer(words);
                break;
            case "default":
                Default(words);
                break;
            case "deposit":
                MoveCash(words, 1);
                break;
            case "withdraw":
                MoveCash(words, -1);
                break;
            case "cancel":
                Cancel(words.Take("an account's name"), words);
                break;
            case "protect":
                Protect(words);
                break;
            case "halt":
                SetState(TradingPhase.Halted, words);
                break;
            case "cancel-only":
                SetState(TradingPhase.CancelOnly, words);
                break;
            case "resume":
                SetState(TradingPhase.Continuous, words);
                break;
            case "price-limits":
                SetPriceLimits(words);
                break;
            case "propose":
                Propose(words);
                break;
            case "approve":
                Approve(words);
                break;
            case "correct":
                Correct(words);
                break;
            case "heartbeat":
                Heartbeat(words);
                break;
            case "wait":
                Wait(words);
                break;
            case "print":
                Print(words);
                break;
            case "phase":
                Outcome(words, GoTo(PhaseOf(words), words));
                break;
            case "open":
                Outcome(words, GoTo(TradingPhase.Continuous, words));
                break;
            case "close":
                Outcome(words, GoTo(TradingPhase.Closed, words));
                break;
            case "time":
                Time(words);
                break;
            case "liquidate":
                Liquidate(words);
                break;
            case "call":
                CallIntraday(words);
                break;
            case "acknowledge":
                Acknowledge(words);
                break;
            case "step":
                Step(words);
                break;
            case "settle":
                Settle(words);
                break;
            case "next":
                words.Need("day");
                NextDay(words);
                break;
            case "day":
                DayTo(words.Date(), words);
                break;
            case "expect":
                Expect(words);
                break;
            default:
                if (!Worked(first, words) && !OfCash(first, words) && !OfDoors(first, words) && !OfSpot(first, words))
                    OfParticipant(first, words);
                break;
        }
    }

    private void OfParticipant(string name, WordReader words)
    {
        if (words.Peek is "buy" or "sell")
            Order(name, words);
        else if (words.Has("amend"))
            Amend(name, words);
        else if (words.Has("cancel", "all"))
            CancelAll(name, words);
        else if (words.Has("cancel"))
            Cancel(name, words);
        else if (words.Has("replace"))
            Replace(name, words);
        else if (words.Has("withdraw"))
            Withdraw(name, words);
        else if (words.Has("quote"))
            Quote(name, words);
        else if (words.Has("reverse"))
            Reverse(name, words);
        else
            throw words.Fault($"'buy' or 'sell' after the account '{name}', or a command instead of it");
    }

    private InstrumentDocument Month(WordReader words)
    {
        var symbol = _symbols.ContainsKey(words.Peek) ? words.Take("") : _symbol;
        return _symbols.TryGetValue(symbol, out var month)
            ? month
            : throw words.Fault($"a symbol (listed: {string.Join(' ', _symbols.Keys)})");
    }

    private static long TicksOf(InstrumentDocument month, WordReader words) => words.Parts("a price", month.TickSize);
}
