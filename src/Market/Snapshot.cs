// The state to bytes and back, field after field.
using Tokenbourse.Market.Clearing;
using Tokenbourse.Market.Listing;
using Tokenbourse.Market.Risk;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market;

/// <summary>Saving and loading. A fresh state loads; the one that is loaded into must be new.</summary>
internal sealed partial class State
{
    public void Save(StateWriter w)
    {
        // The first release wrote no number of its own, and no sequence is below zero.
        if (Release > Releases.First)
            w.Long(-Release);
        w.Long(Next);
        w.Long(Now.Nanoseconds);
        w.Long(LastOrder);
        w.Long(LastTrade);
        w.Long(LastPrintSequence);
        w.Long(unchecked((long)EventDigest));
        w.Int(Calendars.Count);
        foreach (var calendar in Calendars)
            calendar.Save(w);
        w.Int(Contracts.Count);
        foreach (var contract in Contracts)
            w.Block(contract.Document);
        w.Int(Spreads.Count);
        foreach (var spread in Spreads)
            w.Block(spread.Document);
        w.Int(Margins.Count);
        foreach (var margins in Margins)
            w.Block(margins.Document);
        w.Int(Accounts.Count);
        foreach (var account in Accounts)
            w.Block(Documents.Write(account.Document));
        w.Int(Indexes.Count);
        foreach (var index in Indexes)
            index.Save(w);
        Ledger.Save(w, LedgerCodesSaved);
        if (HasLots)
            SaveClearing(w);
        w.Int(Months.Count);
        foreach (var month in Months)
            SaveMonth(w, month);
        Engine.Save(w, HasSessions);
        w.Int(Protections.Count);
        foreach (var protection in Protections)
            protection.Save(w);
        w.Int(_referenceList.Count);
        foreach (var (account, reference) in _referenceList)
        {
            w.Int(account);
            w.Struct(reference);
        }

        foreach (var ids in OrderIds)
            ids.Save(w, HasSessions);
        if (Release < Releases.Lots)
            return;
        w.Int(Overrides.Count);
        foreach (var each in Overrides)
            w.Struct(each);
        if (HasMembers)
        {
            SaveMembers(w);
            SaveCash(w);
            SaveCollateral(w);
            SaveLimits(w);
            SaveCalls(w);
            SaveDefaults(w);
            SaveInterlock(w);
            SaveCorrections(w);
            SaveMarginGroups(w);
        }

        if (HasSpot)
            SaveSpot(w);
        if (HasSessions)
            SaveSessions(w);
    }

    public void Load(StateReader r)
    {
        Must.Hold(Next == 0 && Calendars.Count == 0);
        Next = r.Long();
        if (Next < 0)
            (Release, Next) = (checked((int)-Next), r.Long());
        Now = new(r.Long());
        LastOrder = r.Long();
        LastTrade = r.Long();
        LastPrintSequence = r.Long();
        EventDigest = unchecked((ulong)r.Long());
        for (var count = r.Count(); count > 0; count--)
            LoadCalendar(r);
        for (var count = r.Count(); count > 0; count--)
            LoadContract(r.Block().ToArray());
        for (var count = r.Count(); count > 0; count--)
        {
            var document = r.Block().ToArray();
            Spreads.Add(new(SpreadSpec.Read(document, [])!, document));
        }

        for (var count = r.Count(); count > 0; count--)
        {
            var document = r.Block().ToArray();
            Margins.Add(new(MarginParameters.Read(document, [])!, document));
        }

        for (var count = r.Count(); count > 0; count--)
            Add(Documents.Read<AccountDocument>(r.Block()));
        for (var count = r.Count(); count > 0; count--)
            Indexes.Add(IndexPrints.Load(r));
        Ledger.Load(r, LedgerCodesSaved);
        if (HasLots)
            LoadClearing(r);
        for (var count = r.Count(); count > 0; count--)
            LoadMonth(r);
        Engine.Load(r, HasSessions);
        CountOrders();
        for (var count = r.Count(); count > 0; count--)
            Protections.Add(QuoteProtection.Load(r));
        foreach (var month in Months)
        {
            if (month.Instrument.Until != Instant.Never)
                Timers.Add(month.Instrument.Id);
        }

        for (var count = r.Count(); count > 0; count--)
            Use(new AccountId(r.Int()), r.Struct<Name24>());
        foreach (var ids in OrderIds)
            ids.Load(r, HasSessions);
        for (var count = Release < Releases.Lots ? 0 : r.Count(); count > 0; count--)
            Overrides.Add(r.Struct<SettlementOverridden>());
        if (HasMembers)
        {
            LoadMembers(r);
            LoadCash(r);
            LoadCollateral(r);
            LoadLimits(r);
            LoadCalls(r);
            LoadDefaults(r);
            LoadInterlock(r);
            LoadCorrections(r);
            LoadMarginGroups(r);
        }

        if (HasSpot)
            LoadSpot(r);
        if (HasSessions)
            LoadSessions(r);

        Must.Hold(r.AtEnd);
    }

    private void LoadCalendar(StateReader r)
    {
        var document = r.Block().ToArray();
        Add(
            new CalendarClock
            {
                Number = Calendars.Count + 1,
                Document = document,
                Calendar = TradingCalendar.Read(document, [])!,
                Day = new(r.Int()),
                NextLine = r.Int(),
                Phase = (TradingPhase)r.Byte(),
                Ended = r.Bool(),
            }
        );
    }

    private void LoadContract(byte[] document)
    {
        var spec = ContractSpec.Read(document, [])!;
        Add(new DefinedContract(spec, CalendarNumberOf(spec.Calendar), document));
    }

    private void SaveMonth(StateWriter w, Month month)
    {
        month.Instrument.Save(w);
        if (HasLots)
            SaveDay(w, month.Instrument);
        if (HasInterventions)
            month.Instrument.SaveTraded(w);
        if (Reduces(month))
            SaveDeclared(w, month);
        var rows = 0;
        for (var slot = 0; slot < month.Positions.Length; slot++)
            rows += Idle(month, slot) ? 0 : 1;
        w.Int(rows);
        for (var slot = 0; slot < month.Positions.Length; slot++)
        {
            if (Idle(month, slot))
                continue;
            w.Int(slot);
            ref var position = ref month.Positions[slot];
            w.Long(position.Net);
            w.Long(position.Carried);
            w.Long(position.TodayTicks);
            ref var reserve = ref month.Reserves[slot];
            w.Long(reserve.Buys);
            w.Long(reserve.Sells);
            w.Long(reserve.ClosingBuys);
            w.Long(reserve.ClosingSells);
            w.Long(reserve.Fees.Minor);
            w.Long(reserve.Required.Minor);
            if (HasLots)
                SaveLots(w, position, reserve);
        }

        SaveQuotes(w, month);
    }

    private static void SaveDay(StateWriter w, Instrument instrument)
    {
        Instrument.SavePrice(w, instrument.Settled);
        w.Bool(instrument.LargerSide);
    }

    private static void LoadDay(StateReader r, Instrument instrument)
    {
        instrument.Settled = Instrument.LoadPrice(r);
        instrument.LargerSide = r.Bool();
    }

    private static bool Reduces(Month month) =>
        month.Legs is null && month.Instrument.Spec.Market.AfterLadder == AfterLadder.Reduce;

    private static void SaveDeclared(StateWriter w, Month month)
    {
        w.Int(month.Declared.Count);
        foreach (var (slot, lots) in month.Declared)
        {
            w.Int(slot);
            w.Long(lots);
        }
    }

    private void SaveClearing(StateWriter w)
    {
        Flows.Save(w);
        foreach (var calendar in Calendars)
            w.Int(calendar.Step);
    }

    private void LoadClearing(StateReader r)
    {
        Flows.Load(r);
        foreach (var calendar in Calendars)
            calendar.Step = r.Int();
    }

    private void SaveLots(StateWriter w, in Position position, in Reserve reserve)
    {
        w.Long(reserve.ClosingBuysToday);
        w.Long(reserve.ClosingSellsToday);
        w.Long(position.ClosedTicks);
        w.Long(position.ClosedByTradeTicks);
        w.Long(position.FloatTicks);
        Lots.Save(w, position.Long);
        Lots.Save(w, position.Short);
    }

    private void LoadLots(StateReader r, ref Position position, ref Reserve reserve)
    {
        reserve.ClosingBuysToday = r.Long();
        reserve.ClosingSellsToday = r.Long();
        position.ClosedTicks = r.Long();
        position.ClosedByTradeTicks = r.Long();
        position.FloatTicks = r.Long();
        Lots.Load(r, ref position.Long);
        Lots.Load(r, ref position.Short);
    }

    private static void SaveQuotes(StateWriter w, Month month)
    {
        var rows = 0;
        foreach (var quote in month.Quotes)
            rows += quote == default ? 0 : 1;
        w.Int(rows);
        for (var slot = 0; slot < month.Quotes.Length; slot++)
        {
            if (month.Quotes[slot] == default)
                continue;
            w.Int(slot);
            w.Long(month.Quotes[slot].Bid.Value);
            w.Long(month.Quotes[slot].Ask.Value);
        }
    }

    private static bool Idle(Month month, int slot) => month.Positions[slot].IsIdle && month.Reserves[slot].IsIdle;

    private void LoadMonth(StateReader r)
    {
        var month = Add(
            Instrument.Load(
                r,
                c => ContractOf(c) is { } d ? (d.Spec, d.Calendar) : throw new InvariantBrokenException("contract"),
                name => Spreads.Find(d => d.Spec.Spread == name)?.Spec
            )
        );
        if (HasLots)
            LoadDay(r, month.Instrument);
        if (HasInterventions)
            month.Instrument.LoadTraded(r);
        for (var count = Reduces(month) ? r.Count() : 0; count > 0; count--)
            month.Declared.Add((r.Int(), r.Long()));
        for (var count = r.Count(); count > 0; count--)
        {
            var slot = r.Int();
            month.Positions[slot] = new()
            {
                Net = r.Long(),
                Carried = r.Long(),
                TodayTicks = r.Long(),
            };
            month.Reserves[slot] = new()
            {
                Buys = r.Long(),
                Sells = r.Long(),
                ClosingBuys = r.Long(),
                ClosingSells = r.Long(),
                Fees = new(r.Long()),
                Required = new(r.Long()),
            };
            if (HasLots)
                LoadLots(r, ref month.Positions[slot], ref month.Reserves[slot]);
        }

        month.SumLots();

        for (var count = r.Count(); count > 0; count--)
        {
            if (month.Quotes.Length == 0)
                month.Quotes = new (OrderId, OrderId)[month.Positions.Length];
            month.Quotes[r.Int()] = (new(r.Long()), new(r.Long()));
        }
    }
}
