// The auditor: reads what was asked and what was answered, works it out again alone, and tells the first difference
// in words.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Auditing;

/// <summary>Checks a market's events against the naive market, one command after the other, and the sums at every
/// settlement.</summary>
public sealed class Auditor
{
    private static readonly MessageKind[] InOrder =
    [
        MessageKind.DayOpened,
        MessageKind.BandSet,
        MessageKind.PriceLimitsSet,
        MessageKind.PhaseChanged,
        MessageKind.StateChanged,
        MessageKind.AuctionUncrossed,
        MessageKind.IndicativeChanged,
        MessageKind.OrderAccepted,
        MessageKind.OrderRejected,
        MessageKind.OrderAmended,
        MessageKind.OrderReduced,
        MessageKind.OrderElected,
        MessageKind.Traded,
        MessageKind.SpreadTraded,
        MessageKind.BookChanged,
        MessageKind.OrderCancelled,
        MessageKind.MassCancelled,
        MessageKind.ProtectionSet,
        MessageKind.ProtectionTriggered,
        MessageKind.CommandRefused,
        MessageKind.ReleaseSet,
        MessageKind.LotClosed,
        MessageKind.ForcedReduced,
        MessageKind.ClientMoved,
        MessageKind.DefaultTraded,
        MessageKind.DefaultAuctioned,
        MessageKind.DefaultDeclared,
        MessageKind.DefaultMoved,
        MessageKind.LayerUsed,
        MessageKind.DefaultAllocated,
        MessageKind.ClearingStepDone,
        MessageKind.CashAsked,
        MessageKind.CashDone,
        MessageKind.CollateralMoved,
        MessageKind.CollateralPriced,
        MessageKind.CallMissed,
        MessageKind.IntradayCallOpened,
        MessageKind.CallAcknowledged,
        MessageKind.IntradayCallsMade,
        MessageKind.LiquidationOrdered,
        MessageKind.LiquidationDone,
        MessageKind.InterlockSet,
        MessageKind.SpotBidTaken,
        MessageKind.SpotAuctionHeld,
        MessageKind.SpotTraded,
        MessageKind.CertificateIssued,
        MessageKind.CertificateTransferred,
        MessageKind.CertificateSplit,
        MessageKind.CertificateRedeemed,
        MessageKind.DeliveryRecorded,
        MessageKind.StandbySet,
        MessageKind.CertificateEnded,
        MessageKind.CertificateTendered,
        MessageKind.DeliveryRequested,
        MessageKind.SpotOrderTaken,
        MessageKind.SpotOrderFilled,
        MessageKind.SpotOrderEnded,
        MessageKind.SpotQuoteAsked,
        MessageKind.SpotQuoteGiven,
        MessageKind.SpotQuoteEnded,
        MessageKind.SupplyProposed,
        MessageKind.SupplyStateSet,
        MessageKind.SupplyRecorded,
        MessageKind.SupplyInvoiced,
        MessageKind.SupplyPaid,
        MessageKind.RequestRepeated,
        MessageKind.RequestTaken,
        MessageKind.OrderCapsSet,
        MessageKind.CancelAllArmed,
        MessageKind.CancelAllFired,
        MessageKind.SessionBegun,
        MessageKind.SessionEnded,
        MessageKind.KillSwitchSet,
    ];

    private readonly NaiveMarket _naive = new();
    private readonly NaiveLedger _posted = new();
    private readonly AuditedBooks _books = new();
    private readonly AuditedMembers _members = new();
    private readonly AuditedSpot _spot = new();
    private readonly SortedList<(int Instrument, int Account), long> _positions = [];
    private readonly SortedList<(int Instrument, int Account), long> _floats = [];

    /// <summary>Commands checked.</summary>
    public long Commands { get; private set; }

    /// <summary>Trades compared.</summary>
    public long Trades { get; private set; }

    /// <summary>Days whose sums were checked.</summary>
    public int DaysSettled { get; private set; }

    /// <summary>What the naive market holds: for reports.</summary>
    public NaiveMarket Naive => _naive;

    /// <summary>Checks one command and the entries of the event log that it caused.</summary>
    /// <returns>The first difference (sequence, what, expected, got), or null.</returns>
    public string? Check(in LogEntry command, IReadOnlyList<LogEntry> events)
    {
        var happened = new List<Happening>(events.Count);
        foreach (var entry in events)
            happened.Add(Happening.Of(entry));
        return Check(command, happened);
    }

    /// <summary>As the other <c>Check</c>, with the events unpacked.</summary>
    public string? Check(in LogEntry command, IReadOnlyList<Happening> events)
    {
        // Only where too many blocks of an auction meet: then the set that was told is checked, not found.
        _naive.Told = events;
        var expected = _naive.Submit(command);
        Commands++;
        var at = $"command {command.Sequence} ({command.Kind} at {command.Time})";
        foreach (var happening in events)
            Fold(happening);
        var difference =
            Ordered(expected, events)
            ?? Unordered(expected, events)
            ?? Balances()
            ?? Books(events)
            ?? TwoBooks(events)
            ?? _members.Check(events)
            ?? _spot.Check(events, _posted)
            ?? _naive.SpotFault;
        if (difference is null && events.Any(e => e.Kind == MessageKind.DaySettled))
            difference = Sums(events);
        return difference is null ? null : $"{at}: {difference}";
    }

    private void Fold(Happening happening)
    {
        switch (happening.Kind)
        {
            case MessageKind.Posted:
                _posted.Post(happening.As<Posted>());
                break;
            case MessageKind.Traded:
                var trade = happening.As<Traded>();
                Trades++;
                Move(trade.Instrument, trade.Buyer, trade.Quantity.Lots);
                Move(trade.Instrument, trade.Seller, -trade.Quantity.Lots);
                break;
            case MessageKind.ForcedReduced:
                var reduced = happening.As<ForcedReduced>();
                Move(reduced.Instrument, reduced.Buyer, reduced.Lots.Lots);
                Move(reduced.Instrument, reduced.Seller, -reduced.Lots.Lots);
                break;
            case MessageKind.DefaultTraded:
                var passed = happening.As<DefaultTraded>();
                Move(passed.Instrument, passed.Buyer, passed.Lots.Lots);
                Move(passed.Instrument, passed.Seller, -passed.Lots.Lots);
                break;
            case MessageKind.InstrumentExpired:
                var gone = happening.As<InstrumentExpired>().Instrument.Value;
                foreach (var key in _positions.Keys.Where(k => k.Instrument == gone).ToList())
                    _positions.Remove(key);
                break;
        }
    }

    private void Move(InstrumentId instrument, AccountId account, long lots)
    {
        var key = (instrument.Value, account.Value);
        _positions[key] = _positions.GetValueOrDefault(key) + lots;
    }

    // What happens to orders, books and phases comes in one order; what a settlement tells may come month by month in
    // any.
    private static string? Ordered(IReadOnlyList<Happening> expected, IReadOnlyList<Happening> got)
    {
        var mine = expected.Where(e => InOrder.Contains(e.Kind)).ToList();
        var theirs = got.Where(e => InOrder.Contains(e.Kind)).ToList();
        for (var i = 0; i < int.Max(mine.Count, theirs.Count); i++)
        {
            var left = i < mine.Count ? Comparable(mine[i]) : null;
            var right = i < theirs.Count ? Comparable(theirs[i]) : null;
            if (left != right)
                return Words(left, right);
        }

        return null;
    }

    private static string? Unordered(IReadOnlyList<Happening> expected, IReadOnlyList<Happening> got)
    {
        var mine = expected.Where(e => IsCompared(e) && !InOrder.Contains(e.Kind)).Select(Comparable).ToList();
        foreach (var theirs in got.Where(e => IsCompared(e) && !InOrder.Contains(e.Kind)))
        {
            var text = Comparable(theirs);
            if (mine.Remove(text))
                continue;
            var alike = mine.FirstOrDefault(m => m.StartsWith($"{theirs.Kind}:", StringComparison.Ordinal));
            return Words(alike, text);
        }

        return mine.Count == 0 ? null : Words(mine[0], null);
    }

    // Postings are compared by what they do to balances; what says "nothing happened" may be said or left out.
    private static bool IsCompared(Happening e) =>
        e.Kind switch
        {
            MessageKind.Posted => false,
            MessageKind.VariationPaid => e.As<VariationPaid>() is var v && (v.Lots.Lots != 0 || v.Amount.Minor != 0),
            // Who traded with itself alone, or at one price and back: nothing in either book.
            MessageKind.PositionMarked => e.As<PositionMarked>() is var m
                && (m with { Account = default, Instrument = default, Day = default }) != default,
            MessageKind.MarginRequired => e.As<MarginRequired>().Required.Minor != 0,
            // How many faults a document has is the reader's matter: that it was refused shows in that nothing was
            // defined.
            MessageKind.DocumentRefused => false,
            _ => true,
        };

    private static string Comparable(Happening e) =>
        e.Kind switch
        {
            // The digest is the machine's own.
            MessageKind.DaySettled => $"DaySettled: {e.As<DaySettled>() with { Digest = 0 }}",
            _ => e.ToString(),
        };

    private static string Words(string? expected, string? got) =>
        $"expected {expected ?? "nothing more"}; got {got ?? "nothing more"}";

    // Each instrument's sequence has no gap, and what it told rebuilds the book that the rules lead to.
    private string? Books(IReadOnlyList<Happening> events)
    {
        var told = new SortedSet<int>();
        foreach (var happening in events)
        {
            if (_books.Fold(happening, told) is { } fault)
                return fault;
        }

        foreach (var instrument in told)
        {
            var mine = string.Join(' ', _naive.VisibleBook(instrument));
            var theirs = string.Join(' ', _books.Of(instrument));
            if (mine != theirs)
                return $"visible book of instrument {instrument}: expected {mine}; got {theirs}";
        }

        return null;
    }

    private string? Balances()
    {
        foreach (var (key, mine) in _naive.Ledger.Balances)
        {
            var theirs = _posted.Of(key.Code, key.Owner, key.Currency);
            if (mine != theirs)
                return $"balance of {key.Code} owner {key.Owner} {key.Currency}: expected {mine}; got {theirs}";
        }

        foreach (var (key, theirs) in _posted.Balances)
        {
            var mine = _naive.Ledger.Of(key.Code, key.Owner, key.Currency);
            if (mine != theirs)
                return $"balance of {key.Code} owner {key.Owner} {key.Currency}: expected {mine}; got {theirs}";
        }

        return null;
    }

    // POS-005, from what was told alone: long lots are short lots, and both books come to the variation margin.
    private string? TwoBooks(IReadOnlyList<Happening> events)
    {
        var marks = events.Where(e => e.Kind == MessageKind.PositionMarked).Select(e => e.As<PositionMarked>());
        foreach (var month in marks.GroupBy(m => m.Instrument))
        {
            var (longs, shorts) = (month.Sum(m => m.Long.Lots), month.Sum(m => m.Short.Lots));
            if (longs != shorts)
                return $"instrument {month.Key}: {longs} lots long and {shorts} short at the close";
            foreach (var mark in month)
            {
                var paid = events
                    .Where(e => e.Kind == MessageKind.VariationPaid)
                    .Select(e => e.As<VariationPaid>())
                    .Where(v => v.Account == mark.Account && v.Instrument == mark.Instrument)
                    .Sum(v => v.Amount.Minor);
                var key = (mark.Instrument.Value, mark.Account.Value);
                var byTrade = mark.ClosedByTrade.Minor + mark.FloatByTrade.Minor - _floats.GetValueOrDefault(key);
                _floats[key] = mark.FloatByTrade.Minor;
                if (mark.ClosedByDate.Minor + mark.HeldByDate.Minor != paid || byTrade != paid)
                    return $"{mark}: expected {paid} in both books; got {byTrade} by trade";
            }
        }

        return null;
    }

    // What must hold whatever the rules say: lots and money are neither made nor lost.
    private string? Sums(IReadOnlyList<Happening> events)
    {
        DaysSettled++;
        foreach (var month in _positions.GroupBy(p => p.Key.Instrument))
        {
            var sum = month.Sum(p => p.Value);
            if (sum != 0)
                return $"positions of instrument {month.Key} sum to {sum}, not zero";
        }

        foreach (var (instrument, account, lots) in _naive.Positions())
        {
            var theirs = _positions.GetValueOrDefault((instrument, account));
            if (theirs != lots)
                return $"position of account {account} in instrument {instrument}: expected {lots}; got {theirs}";
        }

        var paid = events.Where(e => e.Kind == MessageKind.VariationPaid).Select(e => e.As<VariationPaid>());
        foreach (var month in paid.GroupBy(p => p.Instrument.Value))
        {
            var sum = month.Sum(p => p.Amount.Minor);
            if (sum != 0)
                return $"variation margin of instrument {month.Key} sums to {sum}, not zero";
        }

        foreach (var currency in Enum.GetValues<Currency>())
        {
            var all = _posted.Balances.Where(b => b.Key.Currency == currency).ToList();
            if (all.Sum(b => b.Value) is var sum and not 0)
                return $"all ledger accounts of {currency} sum to {sum}, not zero";
            var suspense = all.Where(b => b.Key.Code is LedgerCode.VariationSuspense or LedgerCode.FeeSuspense)
                .Sum(b => b.Value);
            if (suspense != 0)
                return $"suspense accounts of {currency} hold {suspense}, not zero";
            var clients = all.Where(b =>
                    b.Key.Code
                        is LedgerCode.ClientCash
                            or LedgerCode.ClientMargin
                            or LedgerCode.WithdrawalPending
                            or LedgerCode.SpotReserve
                            or LedgerCode.SpotCollateral
                            or LedgerCode.SpotEscrow
                )
                .Sum(b => b.Value);
            var due = _naive.MovedIn.GetValueOrDefault(currency) - _naive.FeesTaken.GetValueOrDefault(currency);
            if (clients != due)
                return $"client money of {currency}: expected deposits less fees {due}; got {clients}";
        }

        return null;
    }
}
