// Control totals of members: what each class was struck at, kept beside its accounts and not worked out from them.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Ledger;

/// <summary>One class of a member in one currency (rule MBR-004).</summary>
internal struct MemberTotal
{
    /// <summary>Balance at the last strike.</summary>
    public Money Before;

    /// <summary>What accounts that moved in since had at their last strike, less the same of those that moved
    /// out.</summary>
    public Money Ported;

    /// <summary>What its lots require at the rates without mark-up, as of the last funds check.</summary>
    public Money ExchangeMargin;
}

/// <summary>The totals of all members. A row is a member's place in the order of definition and a class.</summary>
internal sealed class MemberTotals
{
    /// <summary>Rows of a member.</summary>
    public const int Classes = 2;

    private MemberTotal[] _totals = [];

    /// <summary>How many rows there are.</summary>
    public int Rows { get; private set; }

    /// <summary>The row of a member's class.</summary>
    public static int RowOf(int place, MemberClass of) => (place * Classes) + (int)of - 1;

    /// <summary>What class a row is.</summary>
    public static MemberClass ClassOf(int row) => (MemberClass)((row % Classes) + 1);

    public void Room(int members)
    {
        Rows = members * Classes;
        if (_totals.Length < Rows * Currencies.Count)
            Array.Resize(ref _totals, Rows * 2 * Currencies.Count);
    }

    public ref MemberTotal Of(int row, Currency currency) => ref _totals[(row * Currencies.Count) + (int)currency];

    /// <summary>Margin is asked anew.</summary>
    public void ClearMargins()
    {
        foreach (ref var total in _totals.AsSpan())
            total.ExchangeMargin = Money.Zero;
    }

    public void Save(StateWriter writer)
    {
        foreach (ref readonly var total in _totals.AsSpan(0, Rows * Currencies.Count))
        {
            writer.Long(total.Before.Minor);
            writer.Long(total.Ported.Minor);
            writer.Long(total.ExchangeMargin.Minor);
        }
    }

    public void Load(StateReader reader)
    {
        foreach (ref var total in _totals.AsSpan(0, Rows * Currencies.Count))
        {
            total = new()
            {
                Before = new(reader.Long()),
                Ported = new(reader.Long()),
                ExchangeMargin = new(reader.Long()),
            };
        }
    }
}
