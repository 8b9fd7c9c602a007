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

    private ScenarioRunner(ScenarioStory story, IMarketEngine engine)
    {
        _story = story;
        _venue = new(engine, Instant.At(_day, 8 * 60));
    }

    /// <summary>Runs one story on a fresh engine.</summary>
    public static ScenarioResult Run(string file, string text, Func<IMarketEngine> engine) =>
        Run(file, text, engine, out _);

    /// <summary>As the other <c>Run</c>; gives the venue too, whose log tells every command with its events.</summary>
    public static ScenarioResult Run(string file, string text, Func<IMarketEngine> engine, out ScenarioVenue? venue)
    {
        venue = null;
        try
        {
            var runner = new ScenarioRunner(ScenarioStory.Read(file, text), engine());
            venue = runner._venue;
            return runner.RunLines();
        }
        catch (ScenarioFaultException fault)
        {
            return new(file, [], [fault.Message]);
        }
    }

    /// <summary>Runs files, writes each failure and at the end <c>N passed, N failed</c>; gives the number that failed.</summary>
    public static int RunAll(
        IEnumerable<(string File, string Text)> files,
        Func<IMarketEngine> engine,
        TextWriter output
    )
    {
        var passed = 0;
        var failed = 0;
        foreach (var (file, text) in files)
        {
            var result = Run(file, text, engine);
            foreach (var failure in result.Failures)
                output.WriteLine(failure);
            if (result.Passed)
                passed++;
            else
                failed++;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{passed} passed, {failed} failed"));
        return failed;
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

    private void Run(WordReader words)
    {
        var first = words.Take("a command");
        switch (first)
        {
            case "start":
                Start(words.Date());
                break;
            case "calendar":
                DefineCalendar(CalendarTerms.Read(words), words);
                break;
            case "list":
                List(words);
                break;
            case "margin":
                DefineMargin(words);
                break;
            case "account":
                OpenAccount(words);
                break;
            case "deposit":
                MoveCash(words, 1);
                break;
            case "withdraw":
                MoveCash(words, -1);
                break;
            case "cancel":
                Cancel(words);
                break;
            case "print":
                Print(words);
                break;
            case "phase":
                GoTo(PhaseOf(words), words);
                break;
            case "open":
                GoTo(TradingPhase.Continuous, words);
                break;
            case "close":
                GoTo(TradingPhase.Closed, words);
                break;
            case "time":
                Time(words);
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
                if (words.Peek is "buy" or "sell")
                    Order(first, words);
                else
                    throw words.Fault($"'buy' or 'sell' after the account '{first}', or a command instead of it");
                break;
        }
    }

    private void Start(TradingDate day)
    {
        _day = day;
        _venue.Now = Instant.At(day, 8 * 60);
    }

    private void DefineCalendar(CalendarTerms terms, WordReader words)
    {
        var json = terms.Json();
        if (TradingCalendar.Read(json, []) is { } calendar && _calendar is null)
        {
            _calendar = calendar;
            _day = calendar.OnOrAfter(_day) ?? _day;
            // The market's calendar is defined before its first day opens, a night session's evening included.
            var early = calendar.MomentOf(_day, calendar.Timetable[0]).Plus(-55 * Instant.PerMinute);
            if (early < _venue.Now)
                _venue.Now = early;
        }

        var events = _venue.Submit(MessageKind.DefineCalendar, json);
        if (!events.Any(e => e.Kind is MessageKind.CommandRefused or MessageKind.DocumentRefused))
            _calendars.Add(terms.Id);
        Learn(events);
        Outcome(words, events);
    }

    private void List(WordReader words)
    {
        var name = words.Take("a contract or a symbol");
        var dash = name.IndexOf('-');
        var terms = ContractTerms.Read(dash < 0 ? name : name[..dash], words);
        if (!terms.WithoutCalendar && !_calendars.Contains(terms.Calendar))
            DefineCalendar(CalendarTerms.Named(terms.Calendar), new("", new(0, [])));
        var json = terms.ContractJson();
        var events = new List<Happening>(_venue.Submit(MessageKind.DefineContract, json));
        if (ContractSpec.Read(json, []) is { } spec)
        {
            _contracts.TryAdd(spec.Contract, spec);
            _currency = spec.Currency;
            if (!terms.WithoutMargin)
                events.AddRange(_venue.Submit(MessageKind.DefineMargins, terms.MarginJson(1)));
            if (terms.Reference.Length > 0)
                events.AddRange(
                    _venue.Submit(
                        MessageKind.SubmitPrint,
                        PrintOf(terms.Index, _day.Plus(-1), terms.Reference, ++_prints)
                    )
                );
        }

        Learn(events);
        if (dash > 0 && words.AtEnd && !_symbols.ContainsKey(name))
            throw words.Fault(
                $"terms that list {name} (listed: {string.Join(' ', _symbols.Keys)}; refused: {GotOf(events).Refused})"
            );
        if (dash > 0)
            _symbol = name;
        Outcome(words, events);
    }

    private void Learn(IEnumerable<Happening> events)
    {
        foreach (var listed in events.Where(e => e.Kind == MessageKind.InstrumentListed))
        {
            var document = Documents.Read<InstrumentDocument>(System.Text.Encoding.UTF8.GetBytes(listed.As<string>()));
            _symbols[document.Symbol] = document;
            if (_symbol.Length == 0)
                _symbol = document.Symbol;
        }
    }

    private void DefineMargin(WordReader words)
    {
        var contract = words.Take("a contract");
        var rate = words.Percent("a percentage as in 10%").ToString(CultureInfo.InvariantCulture);
        words.Need("version");
        var version = words.Whole("a version");
        var json = $$"""{"contract":"{{contract}}","version":{{version}},"rate":"{{rate}}"}""";
        var events = _venue.Submit(MessageKind.DefineMargins, System.Text.Encoding.UTF8.GetBytes(json));
        Learn(events);
        Outcome(words, events);
    }

    private void OpenAccount(WordReader words)
    {
        var name = words.Take("an account's name");
        var number = words.NextIsNumber ? (int)words.Whole("a number") : _accounts.Count + 1;
        var events = Open(name, number);
        Outcome(words, events);
    }

    private IReadOnlyList<Happening> Open(string name, int number)
    {
        _accounts[name] = number;
        _opened.Add(name);
        return _venue.Submit(
            MessageKind.OpenAccount,
            Documents.Write(new AccountDocument(number, name, "trader", true))
        );
    }

    private AccountId AccountOf(string name)
    {
        if (_accounts.TryGetValue(name, out var number))
            return new(number);
        // Nobody opened it: a number that no story opens.
        return new(_accounts[name] = 900_000 + _accounts.Count);
    }

    private void MoveCash(WordReader words, int sign)
    {
        var events = new List<Happening>();
        do
        {
            var name = words.Take("an account's name");
            if (sign > 0 && !_accounts.ContainsKey(name))
                Open(name, _accounts.Count + 1);
            var amount = words.Decimal("an amount") * Currencies.MinorPerUnit * sign;
            var currency = Currencies.Of(words.Peek) is var c and not Currency.None ? c : _currency;
            if (Currencies.Of(words.Peek) != Currency.None)
                words.Take("");
            var reference = words.Has("reference") ? words.Take("a reference") : $"auto-{++_references}";
            events.AddRange(
                _venue.Submit(
                    MessageKind.MoveCash,
                    Codec.Bytes(new MoveCash(AccountOf(name), currency, new((long)amount), Name24.Of(reference)))
                )
            );
        } while (!words.AtEnd && words.Peek != "->");
        Outcome(words, events);
    }

    private void Print(WordReader words)
    {
        var index = words.Take("an index");
        var day = words.Date();
        if (!words.NextIsNumber)
            throw words.Fault("a value");
        var value = words.Take("a value");
        var sequence = words.Has("sequence") ? words.Whole("a sequence") : ++_prints;
        var events = _venue.Submit(MessageKind.SubmitPrint, PrintOf(index, day, value, sequence));
        Learn(events);
        Outcome(words, events);
    }

    private static byte[] PrintOf(string index, TradingDate day, string value, long sequence)
    {
        var dot = value.IndexOf('.');
        var decimals = dot < 0 ? 0 : value.Length - dot - 1;
        var whole = long.Parse(value.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        return Codec.Bytes(new SubmitPrint(Name24.Of(index), day, whole, (byte)decimals, 1, sequence));
    }

    private InstrumentDocument Month(WordReader words)
    {
        var symbol = _symbols.ContainsKey(words.Peek) ? words.Take("") : _symbol;
        return _symbols.TryGetValue(symbol, out var month)
            ? month
            : throw words.Fault($"a symbol (listed: {string.Join(' ', _symbols.Keys)})");
    }

    private static long TicksOf(InstrumentDocument month, WordReader words)
    {
        var price = words.Decimal("a price");
        var ticks = price / month.TickSize;
        return ticks == decimal.Truncate(ticks)
            ? (long)ticks
            : throw words.Fault($"a price in whole ticks of {month.TickSize} before it");
    }

    private void Order(string name, WordReader words)
    {
        OpenLazily(words);
        var side = words.Take("buy or sell") == "buy" ? Side.Buy : Side.Sell;
        var lots = words.Whole("a number of lots");
        var instrument = words.Has("instrument") ? (int)words.Whole("an instrument number") : 0;
        var month = Month(words);
        if (instrument == 0)
            instrument = month.Instrument;
        var type = words.Has("market") ? OrderType.Market : OrderType.Limit;
        long ticks = 0;
        if (type == OrderType.Limit)
        {
            words.Need("@");
            ticks = TicksOf(month, words);
        }

        var life =
            words.Has("fak") ? TimeInForce.FillAndKill
            : words.Has("fok") ? TimeInForce.FillOrKill
            : TimeInForce.Day;
        if (life == TimeInForce.Day)
            words.Has("day");
        var id = words.Has("as") ? words.Take("a client order id") : $"auto-{++_clientIds}";
        var events = _venue.Submit(
            MessageKind.PlaceOrder,
            Codec.Bytes(
                new PlaceOrder(
                    AccountOf(name),
                    new(instrument),
                    side,
                    type,
                    life,
                    new(ticks),
                    new(lots),
                    ClientOrderId.Of(id)
                )
            )
        );
        foreach (var accepted in events.Where(e => e.Kind == MessageKind.OrderAccepted))
            _orderIds[id] = accepted.As<OrderAccepted>().Order.Value;
        Outcome(words, events);
    }

    private void Cancel(WordReader words)
    {
        OpenLazily(words);
        var name = words.Take("an account's name");
        var order =
            words.Has("order") ? words.Whole("an order number")
            : _orderIds.TryGetValue(words.Peek, out var known) && words.Take("") is not null ? known
            : throw words.Fault("the id of an order that was taken ('… as ID')");
        Outcome(
            words,
            _venue.Submit(MessageKind.CancelOrder, Codec.Bytes(new CancelOrder(AccountOf(name), new(order))))
        );
    }
}
