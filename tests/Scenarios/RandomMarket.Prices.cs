// Settlement prices of random markets: every way to settle, and prices by hand that are proposed and approved or not.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim;

namespace Tokenbourse.Scenarios;

internal sealed partial class RandomMarket
{
    private static readonly string[] _settlements =
    [
        """{"round":"down","steps":["volume weighted","limit locked","middle of quotes","move of nearest month","previous"]}""",
        """{"round":"nearest, tie to previous","window":5400,"steps":["closing window","spread implied","last trade","change of preceding month","previous"]}""",
        """{"round":"half up","steps":["last hour","limit locked","change of nearest month","previous"]}""",
        """{"round":"nearest, tie to previous","window":7200,"steps":["spread implied","closing window","limit locked","middle of quotes","change of preceding month","previous"]}""",
        """{"round":"down","steps":["volume weighted","limit locked","move of nearest average","previous"]}""",
        """{"round":"half even","steps":["change of nearest month","last hour","previous"]}""",
    ];

    private static readonly Name24[] _people = [Name24.Of("wang"), Name24.Of("li"), default];

    // Of its own, so that the stream of orders is what it was without it.
    private readonly Random64 _hands = Random64.Of(seed, 1, 2);

    // Of each contract another, so that in six seeds every one meets every market model.
    private string Settlement(string contract) => _settlements[(seed + contract[0]) % _settlements.Length];

    private void Override()
    {
        var instrument = new InstrumentId(_hands.Chance(15) ? 99 : 1 + Draw(int.Max(4, _bands.Count)));
        var price = new Price(_last.GetValueOrDefault(instrument.Value, 100) + _hands.Between(-9, 9));
        var day = _hands.Chance(50) ? _day.Plus(Draw(3) - 1) : _day;
        Send(
            MessageKind.ProposeSettlement,
            new ProposeSettlement(
                instrument,
                day,
                price,
                _people[Draw(_hands.Chance(50) ? 3 : 2)],
                _hands.Chance(50) ? default : Name24.Of("why")
            )
        );
        if (_hands.Chance(200))
            return;
        if (_hands.Chance(100))
            price = new(price.Ticks + 1);
        for (var times = _hands.Chance(200) ? 2 : 1; times > 0; times--)
        {
            Send(
                MessageKind.ApproveSettlement,
                new ApproveSettlement(instrument, day, price, _people[Draw(_hands.Chance(50) ? 3 : 2)])
            );
        }
    }

    private int Draw(int count) => (int)_hands.Between(0, count - 1);
}
