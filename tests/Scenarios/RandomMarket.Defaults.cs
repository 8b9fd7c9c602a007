// Random markets in which members fall: everything that the house may do about it, at the right time and at any other.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim;

namespace Tokenbourse.Scenarios;

internal sealed partial class RandomMarket
{
    private static readonly string[] _defaultRules =
    [
        """
            "layers":["defaulter margin","defaulter fund","exchange capital","mutual fund","assessments","gains haircut"],
            "assessments":"0.5","bidDuty":"0.4"
            """,
        """
            "layers":["defaulter margin","risk reserve fund","gains haircut","mutual fund","exchange capital"],"remainder":"to last",
            "haircut":"0.3","nonBiddersFirst":false,"auctionWithin":"0.05"
            """,
        """
            "layers":["defaulter fund","defaulter margin","mutual fund","assessments","exchange capital"],"remainder":"to last",
            "assessments":"1.1","replenishDays":7
            """,
    ];

    // Of its own, so that the stream of orders is what it was without it.
    private readonly Random64 _faults = Random64.Of(seed, 1, 6);
    private readonly SortedList<int, DefaultStage> _fallen = [];

    /// <summary>Members take their money out, and may be declared in default from the third day on.</summary>
    private bool Defaulting => Has(RandomTopics.Defaults) && seed >= 7 && seed % 3 != 0 && seed % 2 == 1;

    private string DefaultParts =>
        Defaulting ? $$""","default":{ {{_defaultRules[(int)(seed % _defaultRules.Length)]}} }""" : "";

    private int Any(int count) => (int)_faults.Between(0, count - 1);

    // With little margin a few bad days are enough.
    private string BaseRate => Defaulting ? "0.004" : "0.1";

    private void PrepareDefaults()
    {
        if (!Defaulting)
            return;
        MoveFund(12, 10_00);
        Propose(12, "ada");
        SendHouse();
        Text(MessageKind.DefineMember, """{"member":40,"name":"F","kind":"futures firm","markUp":"0.01"}""");
        Submit(
            MessageKind.OpenAccount,
            Documents.Write(new AccountDocument(20, "F", "trader", true, Member: 40, Class: AccountDocument.House))
        );
        Send(MessageKind.MoveCash, new MoveCash(new(20), Currency.USD, new(3_000_00), Name24.Of("first")));
        MoveFund(40, 200_00);
        Layer(LedgerCode.ExchangeCapital, 50_00);
        Layer(LedgerCode.RiskReserve, 30_00);
    }

    private int Member() => _faults.Chance(30) ? 13 : ((int[])[12, 12, 30, 40])[Any(4)];

    private Name24 Person() => _faults.Chance(60) ? default : Name24.Of(Any(2) == 0 ? "ada" : "ben");

    private Name24 Unique() => Name24.Of($"f{(_faults.Chance(30) ? 1 : ++_ids)}");

    private void MoveFund(int member, long minor) =>
        Send(MessageKind.MoveFund, new MoveFund(member, Currency.USD, new(minor), Unique()));

    private void Layer(LedgerCode layer, long minor) =>
        Send(MessageKind.MoveLayer, new MoveLayer(layer, Currency.USD, new(minor), Unique()));

    private void Propose(int member, string person) =>
        Send(
            MessageKind.ProposeDefault,
            new ProposeDefault(member, Name24.Of(person), _faults.Chance(50) ? default : Name24.Of("unpaid"))
        );

    // Something about defaults, now and then; once somebody is in default, more often.
    private void DefaultSome()
    {
        if (!Defaulting || !HasMembers)
            return;
        var open = _fallen.Any(f => f.Value < DefaultStage.Allocated);
        if (!_faults.Chance(open ? 180 : 90))
            return;
        var late = _day >= TradingDate.Of(2026, 11, 26);
        var member = open && _faults.Chance(800) ? _fallen.First(f => f.Value < DefaultStage.Allocated).Key : Member();
        switch (Any(open ? 14 : 8))
        {
            case 0:
                MoveFund(Member(), _faults.Between(-150_00, 300_00));
                break;
            case 1:
                Layer(
                    ((LedgerCode[])[LedgerCode.ExchangeCapital, LedgerCode.RiskReserve, LedgerCode.FeeIncome])[Any(3)],
                    _faults.Between(-60_00, 80_00)
                );
                break;
            case 2:
                var proposed = late ? Member() : 13;
                Send(MessageKind.ProposeDefault, new ProposeDefault(proposed, Person(), Name24.Of("unpaid")));
                break;
            case 3 or 4:
                var declared = late && !open ? Member() : 13;
                Propose(declared, "ada");
                Send(MessageKind.DeclareDefault, new DeclareDefault(declared, Person()));
                break;
            case > 4 when !open:
                Sink(Any(4) == 0 ? [7] : [2, 3, 5]);
                break;
            case 5 or 10 or 11:
                var account = _faults.Chance(700) ? 3 + (2 * Any(2)) : 1 + Any(8);
                var to = _faults.Chance(600) ? 40 : Member();
                Send(MessageKind.PortClient, new PortClient(new(account), to));
                break;
            case 6:
                Bid(member);
                break;
            case 7 when _faults.Chance(300):
                Send(MessageKind.TearUpDefault, new TearUpDefault(member));
                break;
            case 8:
                Send(MessageKind.AllocateLoss, new AllocateLoss(member));
                break;
            case 9:
                TakeOut(((int[])[2, 3, 5, 7])[Any(4)]);
                break;
            default:
                CloseForHouse();
                break;
        }
    }

    // Large positions, and nothing behind them that is not asked for.
    private void Sink(int[] accounts)
    {
        foreach (var account in accounts)
        {
            for (var i = Any(5); i > 0; i--)
                BuildUp(new(account));
            if (_faults.Chance(800))
                TakeOut(account);
        }
    }

    // Against somebody who is rich, at a price that both take.
    private void BuildUp(AccountId account)
    {
        var instrument = 1 + Any(4);
        if (!_bands.TryGetValue(instrument, out var band))
            return;
        var last = _last.GetValueOrDefault(instrument, 100);
        var price = long.Clamp(last + _faults.Between(-4, 4), band.Low.Ticks, band.High.Ticks);
        var side = Any(2) == 0 ? Side.Buy : Side.Sell;
        var lots = _faults.Between(10, 45);
        Place(new(6), new(instrument), side.Opposite(), price, lots);
        Place(account, new(instrument), side, price, lots);
    }

    // Everything that is free leaves: who has little left falls short sooner.
    private void TakeOut(int number)
    {
        var account = new AccountId(number);
        TakeOut(account, 90_000_000_00);
        if (Log[^1].Events.Select(e => e.Message).OfType<CommandRefused>().LastOrDefault() is { Limit: > 100 } most)
            TakeOut(account, most.Limit - _faults.Between(0, 100));
    }

    private void TakeOut(AccountId account, long minor) =>
        Send(MessageKind.MoveCash, new MoveCash(account, Currency.USD, new(-minor), Name24.Of($"t{++_ids}")));

    // A closing order for somebody of the fallen, mostly for what it holds.
    private void CloseForHouse()
    {
        var account = ((int[])[2, 3, 5, 7, 6])[Any(5)];
        var held = _net.Where(n => n.Key.Account == account && n.Value != 0).ToList();
        if (held.Count == 0)
            return;
        var ((instrument, _), lots) = held[Any(held.Count)];
        Send(
            MessageKind.CloseDefaulted,
            new CloseDefaulted(
                new(account),
                new(instrument),
                lots > 0 ^ _faults.Chance(50) ? Side.Sell : Side.Buy,
                new(_last.GetValueOrDefault(instrument, 100) + _faults.Between(-4, 4)),
                new(_faults.Between(1, long.Abs(lots))),
                ClientOrderId.Of($"h{(_faults.Chance(30) ? 1 : ++_ids)}"),
                ((OrderFlags[])[OrderFlags.None, OrderFlags.None, OrderFlags.CloseToday, OrderFlags.CloseYesterday])[
                    Any(4)
                ]
            )
        );
    }

    private void Bid(int member)
    {
        // Nearly all for what somebody of the fallen holds.
        var held = _net.Where(n => n.Key.Account is 2 or 3 or 5 or 7 && n.Value != 0).ToList();
        var bids = Enumerable
            .Range(0, Any(12))
            .Select(_ =>
            {
                var at = held.Count == 0 ? default : held[Any(held.Count)];
                var instrument =
                    _faults.Chance(15) ? 30
                    : held.Count == 0 ? 1 + Any(5)
                    : at.Key.Instrument;
                var buys = at.Value > 0 ^ _faults.Chance(150);
                // Nobody bids more than it is worth.
                var away = _faults.Between(-2, 14);
                var ticks = long.Max(1, _last.GetValueOrDefault(instrument, 100) + (buys ? -away : away));
                // But for those whose finger slips.
                if (away == -2)
                    ticks = buys ? 1_000_000_000_000 : 1;
                var bidder = _faults.Chance(20) ? 13 : ((int[])[30, 40, 40, member == 12 ? 30 : 12])[Any(4)];
                return $$"""{"member":{{bidder}},"instrument":{{instrument}},"side":"{{(
                    buys ? "buy" : "sell"
                )}}","lots":{{_faults.Between(1, 25)}},"ticks":{{ticks}}}""";
            });
        Text(
            MessageKind.AuctionDefault,
            $$"""{"member":{{member}},"bids":[{{string.Join(',', bids)}}]{{(_faults.Chance(30) ? ",\"more\":1" : "")}}}"""
        );
    }

    // After both days are settled nothing is unsettled: what is left is sold or torn up, and the loss may be allocated.
    private void AllocateSome()
    {
        foreach (var (member, stage) in _fallen.ToList())
        {
            if (stage == DefaultStage.Allocated || !_faults.Chance(700))
                continue;
            Send(MessageKind.AllocateLoss, new AllocateLoss(member));
            if (_faults.Chance(700))
                Bid(member);
            if (_faults.Chance(500))
                Send(MessageKind.TearUpDefault, new TearUpDefault(member));
            Send(MessageKind.AllocateLoss, new AllocateLoss(member));
            if (_faults.Chance(500))
                Layer(LedgerCode.ExchangeCapital, 3_000_00);
            Send(MessageKind.AllocateLoss, new AllocateLoss(member));
        }
    }

    private void LearnDefaults(object message)
    {
        if (message is DefaultDeclared declared)
            _fallen[declared.Member] = DefaultStage.Declared;
        else if (message is DefaultMoved moved)
            _fallen[moved.Member] = moved.Stage;
    }
}
