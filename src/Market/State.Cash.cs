// The state of cash that is asked for: what waits for the bank, its references, and what each account's day moved.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market;

/// <summary>A movement that waits for the bank's word (rule CSH-003).</summary>
/// <param name="Strikes">Strikes in the currency when it was asked: later ones end its day.</param>
internal readonly record struct PendingCash(int Slot, Currency Currency, Money Amount, Name24 Reference, int Strikes);

/// <summary>What an account has moved in a currency since its last strike (rule CSH-006).</summary>
internal struct CashDay
{
    /// <summary>Deposits paid.</summary>
    public Money Deposits;

    /// <summary>Withdrawals, asked and at once.</summary>
    public Money Withdrawals;

    public readonly bool IsAnything => (Deposits.Minor | Withdrawals.Minor) != 0;
}

internal sealed partial class State
{
    private readonly List<PendingCash> _pendingCash = [];
    private readonly Dictionary<(int Slot, Name24 Reference), int> _pendingPlaces = [];
    private readonly List<Name24> _bankReferenceList = [];
    private readonly Dictionary<Name24, bool> _bankReferences = [];
    private CashDay[] _cashDays = [];
    private readonly int[] _strikes = new int[Currencies.Count];

    /// <summary>The day of an account in a currency; made when it is first asked for.</summary>
    public ref CashDay CashDayOf(int slot, Currency currency)
    {
        var at = (slot * Currencies.Count) + (int)currency;
        if (at >= _cashDays.Length)
            Array.Resize(ref _cashDays, int.Max(at + 1, (Accounts.Count + 1) * Currencies.Count));
        return ref _cashDays[at];
    }

    /// <summary>How often accounts were struck in a currency.</summary>
    public int StrikesIn(Currency currency) => _strikes[(int)currency];

    /// <summary>All accounts were struck in a currency: their next day begins.</summary>
    public void EndCashDays(Currency currency)
    {
        _strikes[(int)currency]++;
        for (var at = (int)currency; at < _cashDays.Length; at += Currencies.Count)
            _cashDays[at] = default;
    }

    /// <summary>What waits under a reference; null: nothing.</summary>
    public PendingCash? PendingOf(int slot, in Name24 reference) =>
        _pendingPlaces.TryGetValue((slot, reference), out var at) ? _pendingCash[at] : null;

    public void AddPending(in PendingCash pending)
    {
        _pendingPlaces.Add((pending.Slot, pending.Reference), _pendingCash.Count);
        _pendingCash.Add(pending);
    }

    /// <summary>It is done: the last one takes its place.</summary>
    public void RemovePending(in PendingCash pending)
    {
        _pendingPlaces.Remove((pending.Slot, pending.Reference), out var at);
        var last = _pendingCash[^1];
        _pendingCash.RemoveAt(_pendingCash.Count - 1);
        if (at == _pendingCash.Count)
            return;
        _pendingCash[at] = last;
        _pendingPlaces[(last.Slot, last.Reference)] = at;
    }

    public bool HasBankReference(in Name24 reference) => _bankReferences.ContainsKey(reference);

    public void UseBankReference(in Name24 reference)
    {
        _bankReferences.Add(reference, true);
        _bankReferenceList.Add(reference);
    }

    private void SaveCash(StateWriter w)
    {
        w.Int(_pendingCash.Count);
        foreach (var pending in _pendingCash)
        {
            w.Int(pending.Slot);
            w.Int((int)pending.Currency);
            w.Long(pending.Amount.Minor);
            w.Struct(pending.Reference);
            w.Int(pending.Strikes);
        }

        w.Int(_bankReferenceList.Count);
        foreach (var reference in _bankReferenceList)
            w.Struct(reference);
        var rows = 0;
        foreach (ref readonly var day in _cashDays.AsSpan())
            rows += day.IsAnything ? 1 : 0;
        w.Int(rows);
        for (var at = 0; at < _cashDays.Length; at++)
        {
            if (!_cashDays[at].IsAnything)
                continue;
            w.Int(at);
            w.Long(_cashDays[at].Deposits.Minor);
            w.Long(_cashDays[at].Withdrawals.Minor);
        }

        foreach (var strikes in _strikes)
            w.Int(strikes);
    }

    private void LoadCash(StateReader r)
    {
        for (var count = r.Count(); count > 0; count--)
            AddPending(new(r.Int(), (Currency)r.Int(), new(r.Long()), r.Struct<Name24>(), r.Int()));
        for (var count = r.Count(); count > 0; count--)
            UseBankReference(r.Struct<Name24>());
        for (var count = r.Count(); count > 0; count--)
        {
            var at = r.Int();
            CashDayOf(at / Currencies.Count, (Currency)(at % Currencies.Count)) = new()
            {
                Deposits = new(r.Long()),
                Withdrawals = new(r.Long()),
            };
        }

        for (var currency = 0; currency < _strikes.Length; currency++)
            _strikes[currency] = r.Int();
    }
}
