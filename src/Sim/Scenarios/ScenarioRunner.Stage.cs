// The stage of a story: calendars, contracts, margins, accounts, cash and prints.
using System.Globalization;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Sim.Auditing;

namespace Tokenbourse.Sim.Scenarios;

public sealed partial class ScenarioRunner
{
    private void Start(TradingDate day)
    {
        _day = day;
        _venue.Now = Instant.At(day, 8 * 60);
    }

    // At the beginning: the release that the log begins with. Later: the entry that changes the rules.
    private void SetRelease(WordReader words)
    {
        var number = words.Number("a release");
        if (_venue.Log.Count == 0)
            _venue.Release = number;
        else
            Outcome(words, _venue.Submit(MessageKind.SetRelease, Codec.Bytes(new SetRelease(number))));
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
                $"terms that list {name} (listed: {string.Join(' ', _symbols.Keys)}; refused: {string.Join(' ', RefusalsOf(events))})"
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
        var number = words.NextIsNumber ? words.Number("a number") : _accounts.Count + 1;
        var group = words.Has("group") ? words.Number("a control group's number") : 0;
        var style = words.Has("style") ? words.Take("net or open-and-close").Replace('-', ' ') : null;
        int? member = words.Has("member") ? words.Number("a member's number") : null;
        var of = words.Peek is AccountDocument.House or AccountDocument.Client ? words.Take("house or client") : null;
        var purpose = words.Has("hedge") ? AccountDocument.Hedge : null;
        var role = words.Has("role") ? words.Take("a role") : "trader";
        var account = new AccountDocument(number, name, role, true, group, style, member, of, purpose);
        Outcome(words, Open(account));
    }

    private IReadOnlyList<Happening> Open(AccountDocument account)
    {
        _accounts[account.Name] = account.Account;
        _opened.Add(account.Name);
        return _venue.Submit(MessageKind.OpenAccount, Documents.Write(account));
    }

    /// <summary>A document as it stands on the line.</summary>
    private void Define(MessageKind kind, WordReader words)
    {
        var document = words.Take("a document in braces");
        var events = _venue.Submit(kind, System.Text.Encoding.UTF8.GetBytes(document));
        Learn(events);
        Outcome(words, events);
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
                Open(new AccountDocument(_accounts.Count + 1, name, "trader", true));
            var amount = words.Minor("an amount") * sign;
            var currency = Currencies.Of(words.Peek) is var c and not Currency.None ? c : _currency;
            if (Currencies.Of(words.Peek) != Currency.None)
                words.Take("");
            var reference = ReferenceOf(words);
            events.AddRange(
                _venue.Submit(
                    MessageKind.MoveCash,
                    Codec.Bytes(new MoveCash(AccountOf(name), currency, new(amount), reference))
                )
            );
        } while (!words.AtEnd && words.Peek != "->");
        Outcome(words, events);
    }

    private void Print(WordReader words)
    {
        var index = words.Name("an index").ToString();
        var day = words.Date();
        var value = words.Peek;
        if (!words.NextIsNumber || !long.TryParse(Digits(value), CultureInfo.InvariantCulture, out _))
            throw words.Fault("a value of at most 18 digits");
        words.Take("");
        var sequence = words.Has("sequence") ? words.Whole("a sequence") : ++_prints;
        var events = _venue.Submit(MessageKind.SubmitPrint, PrintOf(index, day, value, sequence));
        Learn(events);
        Outcome(words, events);
    }

    private static string Digits(string value) => value.Replace(".", "", StringComparison.Ordinal);

    private static byte[] PrintOf(string index, TradingDate day, string value, long sequence)
    {
        var dot = value.IndexOf('.');
        var decimals = dot < 0 ? 0 : value.Length - dot - 1;
        var whole = long.Parse(Digits(value), CultureInfo.InvariantCulture);
        return Codec.Bytes(new SubmitPrint(Name24.Of(index), day, whole, (byte)decimals, 1, sequence));
    }
}
