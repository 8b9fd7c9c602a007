// The random market's money with states and its collateral: asked, confirmed, pledged, priced, good and bad.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim;

namespace Tokenbourse.Scenarios;

internal sealed partial class RandomMarket
{
    private static readonly string[] _assetNames = ["BOND", "GOLD", "EURO"];

    private static readonly string[] _houses =
    [
        """ "withdrawals":{"quota":"0.8"},"collateral":{"cap":"0.7"} """,
        """ "withdrawals":{"quota":"1","dayDeposits":false,"dayGains":false} """,
        """ "withdrawals":{"dayGains":false},"collateral":{} """,
        """ "collateral":{"cap":"0.333333"} """,
    ];

    // Of its own, so that the stream of orders is what it was without it.
    private readonly Random64 _money = Random64.Of(seed, 1, 7);
    private readonly List<(int Account, Name24 Reference)> _asked = [];
    private string _cashParts = "";
    private int _assetVersion;
    private int _moneyIds;

    // Two seeds of three; those that change their release begin when they have.
    private bool MovesMoney => HasMembers && Has(RandomTopics.Money) && seed % 3 != 0;

    private void SomeMoney()
    {
        switch (Roll(100))
        {
            case < 25:
                Ask();
                break;
            case < 58:
                Confirm();
                break;
            case < 85:
                MoveUnits();
                break;
            case < 93:
                PriceOne();
                break;
            case < 96:
                DefineAsset();
                break;
            default:
                _cashParts = $",{_houses[Roll(_houses.Length)]}";
                SendHouse();
                break;
        }
    }

    private int Roll(int count) => (int)_money.Between(0, count - 1);

    private AccountId Whose() => new(_money.Chance(20) ? 77 : 1 + Roll(Accounts));

    // Now and then one that was used, or none.
    private Name24 MoneyReference() =>
        _money.Chance(25) ? default
        : _money.Chance(40) ? Name24.Of($"c{1 + Roll(int.Max(1, _moneyIds))}")
        : Name24.Of($"c{++_moneyIds}");

    private void Ask()
    {
        var account = Whose();
        var reference = MoneyReference();
        var amount =
            _money.Chance(20) ? long.MaxValue
            : _money.Chance(20) ? 0
            : _money.Between(_money.Chance(300) ? -250_000_00 : -900_00, 400_00);
        var currency = _money.Chance(900) ? Currency.USD : (Currency)Roll(5);
        Send(MessageKind.AskCash, new AskCash(account, currency, new(amount), reference));
        if (Log[^1].Events.Any(e => e.Kind == MessageKind.CashAsked))
            _asked.Add((account.Value, reference));
    }

    private void Confirm()
    {
        // The last ones more often; now and then another's, or one that nobody asked.
        var (account, reference) =
            _asked.Count == 0 ? (1, Name24.Of("none")) : _asked[int.Max(0, _asked.Count - 1 - Roll(4))];
        if (_money.Chance(30))
            account = Whose().Value;
        if (_money.Chance(30))
            reference = MoneyReference();
        Send(
            MessageKind.ConfirmCash,
            new ConfirmCash(
                new(account),
                reference,
                (CashOutcome)(_money.Chance(30) ? Roll(6) : 1 + Roll(3)),
                _money.Chance(150) ? default : Name24.Of(_money.Chance(600) ? "bank" : $"b{++_moneyIds}")
            )
        );
    }

    private void MoveUnits()
    {
        var units = _money.Chance(20) ? long.MaxValue * (Roll(2) == 0 ? 1 : -1) : _money.Between(-6, 7);
        Send(
            MessageKind.MoveCollateral,
            new MoveCollateral(
                // The poor one often: what it has pledged is needed.
                _money.Chance(500)
                    ? new(1)
                    : Whose(),
                Name24.Of(_money.Chance(20) ? "NONE" : _assetNames[Roll(3)]),
                _money.Chance(20) ? long.MinValue : units,
                MoneyReference()
            )
        );
    }

    private void PriceOne() =>
        Send(
            MessageKind.PriceCollateral,
            new PriceCollateral(
                Name24.Of(_money.Chance(20) ? "NONE" : _assetNames[Roll(3)]),
                _money.Chance(100) ? _day.Plus(-1) : _day,
                new(
                    _money.Chance(30) ? _money.Between(-1, 0)
                    : _money.Chance(30) ? long.MaxValue
                    : _money.Between(20_00, 90_00)
                )
            )
        );

    // Units of gold are hundredths, priced per three; euros cover what nobody trades.
    private void DefineAsset()
    {
        var asset = Roll(3);
        var (currency, more) = asset switch
        {
            0 => ("USD", ""),
            1 => ("USD", ""","decimals":1,"pricedPer":3"""),
            _ => ("EUR", ""),
        };
        if (_money.Chance(100))
            currency = "CNY";
        Text(
            MessageKind.DefineCollateral,
            $$"""
            {"asset":"{{_assetNames[asset]}}","name":{"en":"A","zh":"A"},"currency":"{{currency}}","haircut":"0.{{Roll(
                4
            )}}13",
            "cap":"0.{{1 + Roll(9)}}7"{{more}},"version":{{(_money.Chance(100) ? 1 : ++_assetVersion)}}}
            """
        );
    }

    // A day begins: assets are there, and most have a price of the day.
    private void PriceAssets()
    {
        if (!MovesMoney)
            return;
        for (var i = 0; i < 3; i++)
        {
            DefineAsset();
            PriceOne();
            // The poor one has something to pledge.
            Send(
                MessageKind.MoveCollateral,
                new MoveCollateral(new(1), Name24.Of(_assetNames[i]), 5, Name24.Of($"p{++_moneyIds}"))
            );
        }
    }
}
