// A supply contract in force: what was metered and not yet billed, what was billed and not yet paid, the security.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Delivery;

/// <summary>An invoice that is not wholly paid.</summary>
/// <param name="Due">When it is taken from what the buyer has.</param>
/// <param name="Collected">That was tried.</param>
internal readonly record struct SupplyDebt(ContractMonth Month, Money Open, Instant Due, bool Collected);

/// <summary>Rules SUP-001 to SUP-006.</summary>
internal sealed class SupplyContract(SupplyTerms terms, byte[] document)
{
    private readonly byte[] _document = document;

    // Units by day of the months that are not billed.
    private readonly SortedList<int, long> _days = [];
    private readonly List<SupplyDebt> _debts = [];

    public SupplyTerms Terms { get; } = terms;

    public required long Number { get; init; }

    /// <summary>Account slot.</summary>
    public required int Seller { get; init; }

    /// <summary>Account slot.</summary>
    public required int Buyer { get; init; }

    public required Currency Currency { get; init; }

    public SupplyState State { get; set; } = SupplyState.Proposed;

    /// <summary>What the buyer has deposited for it.</summary>
    public Money Security { get; set; }

    /// <summary>The next month to bill.</summary>
    public ContractMonth Next { get; private set; } = terms.From;

    /// <summary>The last month that is billed.</summary>
    public ContractMonth Last { get; private set; } = terms.To;

    /// <summary>Records are taken and invoices made.</summary>
    public bool IsAlive => State is SupplyState.InForce or SupplyState.CutShort;

    /// <summary>Invoices that are not wholly paid, by month.</summary>
    public IReadOnlyList<SupplyDebt> Debts => _debts;

    /// <summary>What is open of all invoices.</summary>
    public Money Open
    {
        get
        {
            var open = Money.Zero;
            foreach (var debt in _debts)
                open += debt.Open;
            return open;
        }
    }

    /// <summary>An invoice was due and could not be taken.</summary>
    public bool IsOverdue
    {
        get
        {
            foreach (var debt in _debts)
            {
                if (debt.Collected)
                    return true;
            }

            return false;
        }
    }

    /// <summary>When the next invoice falls due.</summary>
    public Instant NextDue
    {
        get
        {
            var due = Instant.Never;
            foreach (var debt in _debts)
                due = !debt.Collected && debt.Due < due ? debt.Due : due;
            return due;
        }
    }

    public long UnitsOf(TradingDate day) => _days.GetValueOrDefault(day.Days);

    public long UnitsOf(ContractMonth month)
    {
        long units = 0;
        foreach (var (_, each) in DaysOf(month))
            units += each;
        return units;
    }

    /// <summary>Days with use of a month that is not billed, oldest first.</summary>
    public List<(TradingDate Day, long Units)> DaysOf(ContractMonth month)
    {
        var list = new List<(TradingDate, long)>();
        for (var i = 0; i < _days.Count; i++)
        {
            var day = new TradingDate(_days.GetKeyAtIndex(i));
            if (ContractMonth.Of(day) == month)
                list.Add((day, _days.GetValueAtIndex(i)));
        }

        return list;
    }

    /// <summary>Units that the month still has room for.</summary>
    public long RoomIn(ContractMonth month) =>
        (Terms is { Most: { } most, Above: AboveMost.Refused } ? most : SupplyTerms.MostUnits) - UnitsOf(month);

    public void Count(TradingDate day, long units) => _days[day.Days] = UnitsOf(day) + units;

    /// <summary>What is billed of metered units: take or pay.</summary>
    public long VolumeOf(long metered) => long.Max(metered, Terms.Least);

    /// <summary>The invoice of the next month was made.</summary>
    public void Bill(Money amount, Instant due)
    {
        while (_days.Count > 0 && ContractMonth.Of(new TradingDate(_days.GetKeyAtIndex(0))) == Next)
            _days.RemoveAt(0);
        if (amount.Minor > 0)
            _debts.Add(new(Next, amount, due, false));
        Next = Next.Plus(1);
    }

    public SupplyDebt? DebtOf(ContractMonth month)
    {
        foreach (var debt in _debts)
        {
            if (debt.Month == month)
                return debt;
        }

        return null;
    }

    /// <summary>So much of an invoice was paid.</summary>
    public void Pay(SupplyDebt debt, Money amount, bool collected)
    {
        var at = _debts.IndexOf(debt);
        Must.Hold(at >= 0 && amount <= debt.Open);
        if (amount == debt.Open)
            _debts.RemoveAt(at);
        else
            _debts[at] = debt with { Open = debt.Open - amount, Collected = debt.Collected || collected };
    }

    /// <summary>No month after those that have begun to be used is billed.</summary>
    public void Cut()
    {
        State = SupplyState.CutShort;
        Last = Next.Plus(-1);
        if (_days.Count > 0)
            Last = ContractMonth.Of(new TradingDate(_days.GetKeyAtIndex(_days.Count - 1)));
    }

    public void Save(StateWriter w)
    {
        w.Block(_document);
        w.Byte((byte)Currency);
        w.Byte((byte)State);
        w.Long(Security.Minor);
        w.Int(Next.Index);
        w.Int(Last.Index);
        w.Int(_days.Count);
        for (var i = 0; i < _days.Count; i++)
        {
            w.Int(_days.GetKeyAtIndex(i));
            w.Long(_days.GetValueAtIndex(i));
        }

        w.Int(_debts.Count);
        foreach (var debt in _debts)
        {
            w.Int(debt.Month.Index);
            w.Long(debt.Open.Minor);
            w.Long(debt.Due.Nanoseconds);
            w.Bool(debt.Collected);
        }
    }

    public static SupplyContract Load(long number, StateReader r, Func<AccountId, int> slotOf)
    {
        var document = r.Block().ToArray();
        var faults = new List<SpecFault>();
        var terms = SupplyTerms.Read(document, faults);
        Must.Hold(terms is not null && faults.Count == 0);
        var contract = new SupplyContract(terms!, document)
        {
            Number = number,
            Seller = slotOf(new(terms!.Seller)),
            Buyer = slotOf(new(terms.Buyer)),
            Currency = (Currency)r.Byte(),
            State = (SupplyState)r.Byte(),
            Security = new(r.Long()),
            Next = new(r.Int()),
            Last = new(r.Int()),
        };
        for (var count = r.Count(); count > 0; count--)
            contract._days.Add(r.Int(), r.Long());
        for (var count = r.Count(); count > 0; count--)
            contract._debts.Add(new(new(r.Int()), new(r.Long()), new(r.Long()), r.Bool()));
        return contract;
    }
}
