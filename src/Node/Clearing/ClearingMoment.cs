// Everything that a document of the clearing desk is made from, as of one entry of the log.
using Tokenbourse.Gateways.Http.Clearing;
using Tokenbourse.Market.Clearing;
using Tokenbourse.Market.Figures;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Views.Accounts;

namespace Tokenbourse.Node.Clearing;

/// <summary>Figures of the machine, what happened before, and the stress set.</summary>
/// <param name="Reader">Of the same machine: what is asked of it is asked as of the same entry.</param>
internal sealed record ClearingMoment(
    ClearingRunShape Run,
    ClearingFigures Figures,
    ClearingReader Reader,
    ClearingHistory History,
    IReadOnlyList<StressScenario> Stress
)
{
    // Accounts that clear with the house itself stand for themselves among the members.
    private const int FirstDirect = 1_000_000_000;

    private readonly SortedDictionary<int, MonthFigures> _months = new(
        Figures.Months.ToDictionary(m => m.Instrument.Value)
    );

    private readonly SortedDictionary<int, ClearedAccount> _accounts = new(
        Figures.Accounts.ToDictionary(a => a.Account.Value)
    );

    public MonthFigures Month(InstrumentId instrument) => _months[instrument.Value];

    public ClearedAccount? Account(int account) => _accounts.GetValueOrDefault(account);

    public string NameOf(AccountId account) => Account(account.Value)?.Name ?? "";

    public MemberFigures? Member(int member) => Figures.Members.FirstOrDefault(m => m.Member == member);

    /// <summary>Currencies in which months are listed.</summary>
    public IEnumerable<Currency> Currencies => Figures.Months.Select(m => m.Spec.Currency).Distinct().Order();

    /// <summary>An account's money; all zero where it has none.</summary>
    public static MoneyFigures MoneyOf(ClearedAccount account, Currency currency) =>
        account.Money.FirstOrDefault(m => m.Currency == currency) with
        {
            Currency = currency,
        };

    /// <summary>What stands ready before any default.</summary>
    public Money Prefunded(Currency currency)
    {
        var layers = Layers(currency);
        return layers.ExchangeCapital + layers.RiskReserve + Contributions(currency);
    }

    public LayerFigures Layers(Currency currency) => Figures.Layers.First(l => l.Currency == currency);

    public Money Contributions(Currency currency) =>
        Figures.Accounts.Aggregate(Money.Zero, (sum, a) => sum + MoneyOf(a, currency).Fund);

    /// <summary>Months from the calendar's day, the current one 0.</summary>
    public int MonthsAhead(MonthFigures month) =>
        month.Month.Index - ContractMonth.Of(Figures.Calendars.First(c => c.Number == month.Calendar).Day).Index;

    /// <summary>Positions and margins for the engine of stress, marked at the last prices.</summary>
    public IReadOnlyList<StressAccount> StressAccounts(Currency currency) =>
        [
            .. Figures
                .Accounts.Select(a => new StressAccount(
                    a.Account,
                    KeyOf(a),
                    MoneyOf(a, currency).Required,
                    Holdings(a, currency)
                ))
                .Where(a => a.Holdings.Count > 0),
        ];

    public IReadOnlyList<StressHolding> Holdings(ClearedAccount account, Currency currency) =>
        [
            .. account
                .Held.Where(h => h.Longs != h.Shorts && Month(h.Instrument).Spec.Currency == currency)
                .Select(h =>
                {
                    var month = Month(h.Instrument);
                    return new StressHolding(
                        month.Spec.Contract,
                        MonthsAhead(month),
                        h.Longs - h.Shorts,
                        month.Last,
                        month.Spec.TickValueMinor
                    );
                }),
        ];

    /// <summary>Whom an account's loss falls on among the members.</summary>
    public static AccountId KeyOf(ClearedAccount account) => new(account.Member ?? FirstDirect + account.Account.Value);

    /// <summary>A key of <see cref="KeyOf"/> with an amount.</summary>
    public StressMemberShape MemberShape(AccountId key, Money amount) =>
        key.Value < FirstDirect
            ? new(key.Value, Member(key.Value)?.Name ?? "", ClearingWords.Of(amount))
            : new(null, NameOf(new(key.Value - FirstDirect)), ClearingWords.Of(amount));

    /// <summary>All cases of the stress set that move a month of the currency.</summary>
    public IEnumerable<(StressScenario Scenario, StressCase Case)> CasesOf(Currency currency) =>
        from scenario in Stress
        from one in scenario.Cases
        where Figures.Months.Any(m => m.Spec.Currency == currency && one.MoveOf(m.Spec.Contract, MonthsAhead(m)) != 0)
        select (scenario, one);
}
