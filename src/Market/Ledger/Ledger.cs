// All accounts' money by double entry: the sum over everything is zero in each currency, after every posting.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Ledger;

/// <summary>Balances by code, owner and currency, credit above zero.</summary>
internal sealed class Ledger
{
    private const int Codes = SpotCodes;

    // Codes of the releases before members, which are the first ones of each owner.
    public const int EarlyCodes = 6;

    // And of those before the spot market.
    public const int MemberCodes = 13;

    public const int SpotCodes = 16;

    private long[] _balances = new long[Codes * Currencies.Count];
    private int _owners = 1;

    private int Used => _owners * Codes * Currencies.Count;

    /// <summary>The number of the last journal.</summary>
    public long Journal { get; private set; }

    /// <summary>Room for owners 0 (the house) to <paramref name="count"/> - 1.</summary>
    public void Owners(int count)
    {
        if (count <= _owners)
            return;
        _owners = count;
        if (_balances.Length < Used)
            Array.Resize(ref _balances, Used * 2);
    }

    /// <summary>Begins a journal: postings that belong together.</summary>
    public long Begin() => ++Journal;

    /// <summary>Moves an amount above zero from one account's credit to another's.</summary>
    public void Post(
        LedgerCode debit,
        int debitOwner,
        LedgerCode credit,
        int creditOwner,
        Currency currency,
        Money amount
    )
    {
        Must.Hold(amount.Minor > 0);
        _balances[At(debit, debitOwner, currency)] -= amount.Minor;
        _balances[At(credit, creditOwner, currency)] += amount.Minor;
    }

    /// <summary>Credit less debit.</summary>
    public Money Balance(LedgerCode code, int owner, Currency currency) => new(_balances[At(code, owner, currency)]);

    /// <summary>Zero, always: asked after each settlement.</summary>
    public Int128 Sum(Currency currency)
    {
        Int128 sum = 0;
        for (var i = (int)currency; i < _balances.Length; i += Currencies.Count)
            sum += _balances[i];
        return sum;
    }

    /// <param name="codes">How many codes the release in force has.</param>
    public void Save(StateWriter writer, int codes)
    {
        writer.Long(Journal);
        writer.Int(_owners);
        var each = codes * Currencies.Count;
        for (var owner = 0; owner < _owners; owner++)
        {
            foreach (var balance in _balances.AsSpan(owner * Codes * Currencies.Count, each))
                writer.Long(balance);
        }
    }

    public void Load(StateReader reader, int codes)
    {
        Journal = reader.Long();
        _owners = reader.Count();
        _balances = new long[Used];
        var each = codes * Currencies.Count;
        for (var owner = 0; owner < _owners; owner++)
        {
            foreach (ref var balance in _balances.AsSpan(owner * Codes * Currencies.Count, each))
                balance = reader.Long();
        }
    }

    private static int At(LedgerCode code, int owner, Currency currency) =>
        (((owner * Codes) + Slot(code)) * Currencies.Count) + (int)currency;

    private static int Slot(LedgerCode code) =>
        code switch
        {
            LedgerCode.BankCash => 0,
            LedgerCode.ClientCash => 1,
            LedgerCode.ClientMargin => 2,
            LedgerCode.VariationSuspense => 3,
            LedgerCode.FeeSuspense => 4,
            LedgerCode.FeeIncome => 5,
            LedgerCode.PaymentsInTransit => 6,
            LedgerCode.WithdrawalPending => 7,
            LedgerCode.DefaultFund => 8,
            LedgerCode.ExchangeCapital => 9,
            LedgerCode.RiskReserve => 10,
            LedgerCode.Penalties => 11,
            LedgerCode.DefaultLoss => 12,
            LedgerCode.SpotReserve => 13,
            LedgerCode.SpotCollateral => 14,
            LedgerCode.SpotEscrow => 15,
            _ => throw new InvariantBrokenException("ledger code"),
        };
}
