// The random market's corrections: of days that are settled and of others, by one person and by two.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim;

namespace Tokenbourse.Scenarios;

internal sealed partial class RandomMarket
{
    private static readonly LedgerCode[] _sides =
    [
        LedgerCode.ClientCash,
        LedgerCode.ClientCash,
        LedgerCode.ClientCash,
        LedgerCode.FeeIncome,
        LedgerCode.FeeIncome,
        LedgerCode.Penalties,
        LedgerCode.BankCash,
    ];

    // Of its own, so that the stream of orders is what it was without it.
    private readonly Random64 _errors = Random64.Of(seed, 1, 6);

    private void Correct()
    {
        // On most seeds accounts are left what they have.
        if (seed % 7 != 4 || !Has(RandomTopics.Corrections) || !_errors.Chance(12))
            return;
        var amount = new Money(_errors.Chance(50) ? -5 : _errors.Between(1, _errors.Chance(300) ? 9_000_000 : 900));
        var reference = _errors.Chance(30) ? default : Name24.Of($"c{_errors.Between(1, 30)}");
        var (debit, payer) = Correctable();
        var (credit, paid) = Correctable();
        Send(
            MessageKind.ProposeCorrection,
            new ProposeCorrection(
                reference,
                (int)_errors.Between(_errors.Chance(50) ? 0 : 1, 2),
                _day.Plus((int)_errors.Between(-6, 1)),
                debit,
                payer,
                credit,
                paid,
                _errors.Chance(900) ? Currency.USD : (Currency)_errors.Between(0, 4),
                amount,
                Somebody(),
                _errors.Chance(40) ? default : Name24.Of("why")
            )
        );
        if (_errors.Chance(300))
            return;
        if (_errors.Chance(60))
            amount = new(amount.Minor + 1);
        for (var times = _errors.Chance(100) ? 2 : 1; times > 0; times--)
            Send(MessageKind.ApproveCorrection, new ApproveCorrection(reference, amount, Somebody()));
    }

    private Name24 Somebody() => _people[_errors.Between(0, _errors.Chance(40) ? 2 : 1)];

    private (LedgerCode Code, AccountId Owner) Correctable()
    {
        var code = _sides[_errors.Between(0, _sides.Length - 1)];
        var owner = code == LedgerCode.ClientCash ? (int)_errors.Between(1, Accounts) : 0;
        return (code, new(_errors.Chance(30) ? 77 : owner));
    }
}
