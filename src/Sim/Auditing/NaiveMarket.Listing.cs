// The naive market's documents: calendars, contracts, margins, accounts; and which months are listed when.
using System.Globalization;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    private void DefineCalendar(ReadOnlyMemory<byte> json)
    {
        var faults = new List<SpecFault>();
        if (TradingCalendar.Read(json, faults) is not { } terms)
        {
            RefuseDocument(MessageKind.DefineCalendar, faults);
            return;
        }

        if (_calendars.Any(c => c.Terms.Id == terms.Id))
        {
            RefuseDocument(MessageKind.DefineCalendar, [new("calendar", terms.Id, "is defined once")]);
            return;
        }

        var calendar = new NaiveCalendar(_calendars.Count + 1, terms);
        _calendars.Add(calendar);
        SayDocument(MessageKind.CalendarDefined, json);

        // The first day that can still be traded whole: its opening lies ahead.
        var day = terms.OnOrAfter(_now.Date.Plus(-1));
        while (day is { } d && terms.MomentOf(d, terms.Timetable[0]) <= _now)
            day = terms.OnOrAfter(d.Plus(1));
        calendar.Day = day;
    }

    private void DefineContract(ReadOnlyMemory<byte> json)
    {
        var faults = new List<SpecFault>();
        if (ContractSpec.Read(json, faults) is not { } terms)
        {
            RefuseDocument(MessageKind.DefineContract, faults);
            return;
        }

        if (_contracts.Any(c => c.Contract == terms.Contract))
            faults.Add(new("contract", terms.Contract, "is defined once"));
        if (_spreads.Any(s => s.Spread == terms.Contract))
            faults.Add(new("contract", terms.Contract, "is a spread"));
        if (!_calendars.Any(c => c.Terms.Id == terms.Calendar))
            faults.Add(new("calendar", terms.Calendar, "is defined before its contracts"));
        if (!HasLots && (terms.CloseFee != terms.OpenFee || terms.CloseTodayFee != terms.OpenFee))
            faults.Add(new("fee", terms.Contract, "of closing is for release 2"));
        if (!HasLots && terms.Market.AfterLadder == AfterLadder.Reduce)
            faults.Add(new("market", terms.Contract, "forced reduction is for release 2"));
        if (!HasSpot && terms.Delivery is not null)
            faults.Add(new("certificates", terms.Contract, "is for release 5"));
        if (faults.Count > 0)
        {
            RefuseDocument(MessageKind.DefineContract, faults);
            return;
        }

        _contracts.Add(terms);
        SayDocument(MessageKind.ContractDefined, json);
        ListFirstTime(terms);
    }

    private void DefineMargins(ReadOnlyMemory<byte> json)
    {
        var faults = new List<SpecFault>();
        if (MarginParameters.Read(json, faults) is not { } table)
        {
            RefuseDocument(MessageKind.DefineMargins, faults);
            return;
        }

        if (GroupFault(table) is { } fault)
        {
            RefuseDocument(MessageKind.DefineMargins, [new(fault, "", "")]);
            return;
        }

        if (AreForWhatIf(table))
        {
            RefuseDocument(MessageKind.DefineMargins, [new("rule", "", "is for what-if")]);
            return;
        }

        var newest = _nextMargins.GetValueOrDefault(table.Contract) ?? _margins.GetValueOrDefault(table.Contract);
        if (newest is not null && table.Version <= newest.Version)
        {
            RefuseDocument(MessageKind.DefineMargins, [new("version", $"{table.Version}", "rises")]);
            return;
        }

        // While nothing is listed a table is in force at once; a later one from the next settlement.
        if (_instruments.Any(i => i.Terms.Contract == table.Contract))
            _nextMargins[table.Contract] = table;
        else
            _margins[table.Contract] = table;
        SayDocument(MessageKind.MarginsDefined, json);
        foreach (var contract in _contracts.Where(c => c.Contract == table.Contract))
            ListFirstTime(contract);
    }

    private void OpenAccount(ReadOnlyMemory<byte> json)
    {
        var document = Documents.Read<AccountDocument>(json.Span, out _);
        if (
            document is null
            || document.Account is < 1 or > 1_000_000
            || document.Name.Length is 0 or > 60
            || document.Role.Length is 0 or > 30
            || document.Group is < 0 or > 1_000_000
        )
        {
            RefuseDocument(MessageKind.OpenAccount, [new("account", "", "")]);
            return;
        }

        if (document.Style is not null && _release < Releases.Lots)
        {
            RefuseDocument(MessageKind.OpenAccount, [new("style", document.Style, "holds from release 2 on")]);
            return;
        }

        if (document.Style is not (null or AccountDocument.Net or AccountDocument.OpenAndClose))
        {
            RefuseDocument(MessageKind.OpenAccount, [new("style", document.Style, "")]);
            return;
        }

        if (FaultyField(document) is { } field)
        {
            RefuseDocument(MessageKind.OpenAccount, [new(field, "", "")]);
            return;
        }

        if (_accounts.ContainsKey(document.Account))
        {
            RefuseDocument(MessageKind.OpenAccount, [new("account", $"{document.Account}", "is opened once")]);
            return;
        }

        _accounts.Add(document.Account, document);
        NoteHouse(document);
        SayDocument(MessageKind.AccountOpened, Documents.Write(document));
    }

    private void ListFirstTime(ContractSpec contract)
    {
        if (Months.Any(i => i.Terms == contract))
            return;
        if (_calendars.Find(c => c.Terms.Id == contract.Calendar) is not { Day: { } day } calendar)
            return;
        // A month never begins in the middle of a day: while one is open or waits to be settled, the next is the first.
        if ((calendar.Done == 0 ? day : calendar.Terms.OnOrAfter(day.Plus(1))) is { } first)
            ListMonths(contract, calendar, first);
        ListSpreads();
    }

    // Serial months from the month of the day, then quarter months after the last of them.
    private void ListMonths(ContractSpec contract, NaiveCalendar calendar, TradingDate day)
    {
        if (!_margins.TryGetValue(contract.Contract, out var margins) || !_prints.Any(p => p.Index == contract.Index))
            return;
        var months = new List<ContractMonth>();
        for (var i = 0; i < contract.SerialMonths; i++)
            months.Add(ContractMonth.Of(day).Plus(i));
        for (
            var month = months[^1].Plus(1);
            months.Count < contract.SerialMonths + contract.QuarterMonths;
            month = month.Plus(1)
        )
        {
            if (month.Month % 3 == 0)
                months.Add(month);
        }

        foreach (var month in months)
        {
            if (Months.Any(i => i.Terms == contract && i.Month == month))
                continue;
            if (month.Last > calendar.Terms.To)
                continue;
            if (calendar.Terms.OnOrBefore(month.Last) is not { } last || ContractMonth.Of(last) != month || last < day)
                continue;
            var instrument = new NaiveInstrument
            {
                Id = _instruments.Count + 1,
                Terms = contract,
                Month = month,
                Calendar = calendar,
                FirstDay = day,
                LastDay = last,
                Previous = ReferenceOf(contract, month),
            };
            _instruments.Add(instrument);
            instrument.Last = instrument.Previous;
            SetRate(instrument, _nextMargins.GetValueOrDefault(contract.Contract) ?? margins, day);
            JoinGroup(instrument, day);
            Say(MessageKind.InstrumentListed, DocumentOf(instrument));
            SetLimits(instrument, day);
        }
    }

    private long ReferenceOf(ContractSpec contract, ContractMonth month)
    {
        var earlier = Months
            .Where(i => i.Terms == contract && !i.Expired && i.HasSettled && i.Month < month)
            .MaxBy(i => i.Month);
        if (earlier is not null)
            return earlier.Previous;
        var print = _prints.Last(p => p.Index == contract.Index);
        // Value / 10^decimals / tick, the tick written as a whole number over 10^9.
        var tick = new System.Numerics.BigInteger(contract.TickSize * 1_000_000_000m);
        return long.Max(1, Exact.HalfUp(print.Value * Exact.Ten(9), tick * Exact.Ten(print.Decimals)));
    }

    private void SetBand(NaiveInstrument month, TradingDate day)
    {
        var width = month.LimitPpm * (day == month.FirstDay ? month.Terms.FirstDayMultiple : 1);
        month.Low = long.Max(1, Exact.Ceiling(month.Previous * (Exact.Million - width), Exact.Million));
        month.High = Exact.Floor(month.Previous * (Exact.Million + width), Exact.Million);
        month.Last = month.Previous;
        month.TradedToday = false;
        month.Opened = true;
        month.Lock = default;
        month.LockedToday = Side.None;
        Say(MessageKind.BandSet, new BandSet(new(month.Id), day, new(month.Previous), new(month.Low), new(month.High)));
    }

    private static string DocumentOf(NaiveInstrument i)
    {
        var t = i.Terms;
        var s = i.Spread;
        var symbol = $"{s?.Terms.Spread ?? t.Contract}-{CodeOf(i.Month)}";
        if (s is { Terms.Kind: SpreadKind.Calendar })
            symbol += $"/{CodeOf(s.Far.Month)}";
        return System.Text.Encoding.UTF8.GetString(
            Documents.Write(
                new InstrumentDocument(
                    i.Id,
                    symbol,
                    t.Contract,
                    i.Month.ToString(),
                    i.Calendar.Number,
                    t.Currency,
                    i.FirstDay.ToString(),
                    i.LastDay.ToString(),
                    t.TickSize,
                    t.PriceDecimals,
                    t.TickValueMinor,
                    t.LotSize,
                    t.Unit,
                    t.Quote,
                    s?.Terms.NameEn ?? t.NameEn,
                    s?.Terms.NameZh ?? t.NameZh,
                    t.Index,
                    t.FinalDecimals,
                    t.UnitsPerTick,
                    t.UnitValueMinor,
                    s is null
                        ? null
                        : new(
                            s.Terms.Spread,
                            s.Near.Id,
                            s.Far.Id,
                            s.Terms.NearLots,
                            s.Terms.FarLots,
                            s.Terms.NearWeight,
                            s.Terms.FarWeight
                        ),
                    s is null ? t.HedgesEn : null,
                    s is null ? t.HedgesZh : null
                )
            )
        );
    }

    private static string CodeOf(ContractMonth month) =>
        string.Create(CultureInfo.InvariantCulture, $"{"FGHJKMNQUVXZ"[month.Month - 1]}{month.Year % 100:00}");

    private void RefuseDocument(MessageKind command, List<SpecFault> faults)
    {
        foreach (var fault in faults)
        {
            var refused = new RefusedDocument(command.ToString(), fault.Path, fault.Given, fault.Rule);
            Say(MessageKind.DocumentRefused, System.Text.Encoding.UTF8.GetString(Documents.Write(refused)));
        }
    }

    private void SayDocument(MessageKind kind, ReadOnlyMemory<byte> json) =>
        Say(kind, System.Text.Encoding.UTF8.GetString(json.Span));
}
