// Runs of calls within the day on random markets, and people who acknowledge what they are called for, or what nobody is.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim;

namespace Tokenbourse.Scenarios;

internal sealed partial class RandomMarket
{
    // Of its own, so that the stream of orders is what it was without it.
    private readonly Random64 _within = Random64.Of(seed, 1, 24);

    private void PressWithinTheDay()
    {
        switch (_within.Between(0, 999))
        {
            case < 40:
                var number = _within.Chance(50) ? 3 * (int)_within.Between(0, 1) : (int)_within.Between(1, 2);
                Send(MessageKind.CallIntraday, new CallIntraday(number));
                break;
            case < 60:
                var of = (Account: (int)_within.Between(0, 8), Currency: (Currency)_within.Between(0, 4));
                if (_called.Count > 0 && _within.Chance(850))
                    of = _called.Keys[(int)_within.Between(0, _called.Count - 1)];
                var person = _within.Chance(50) ? default : Name24.Of("P1");
                Send(MessageKind.AcknowledgeCall, new AcknowledgeCall(new(of.Account), of.Currency, person));
                break;
        }
    }
}
