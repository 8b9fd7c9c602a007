// The random market's supply contracts: over the end of a month, so that invoices are made, paid, owed and never paid.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Scenarios;

internal sealed partial class RandomMarket
{
    private sealed record Supplied(int Seller, int Buyer, int Meter);

    private static readonly string[] _volumes =
    [
        "\"least\":0",
        "\"least\":40,\"most\":90,\"above\":\"refused\"",
        "\"least\":0,\"most\":50,\"above\":\"same price\"",
        "\"least\":3000000",
        "\"least\":10000000000000000",
    ];

    private readonly List<Supplied> _contractsOfSupply = [];
    private readonly SortedSet<long> _overdue = [];
    private Supplied? _proposed;

    // Most of what is asked is asked of a contract that is there, by a side of it.
    private void Supply()
    {
        if (_overdue.Count > 0 && _deals.Chance(200))
        {
            var late = _overdue.ElementAt(Turn(_overdue.Count));
            Send(MessageKind.EndSupply, new EndSupply(new(_contractsOfSupply[(int)late - 1].Seller), late));
            return;
        }

        var december = _now.Date >= TradingDate.Of(2026, 12, 1);
        var number = _deals.Chance(20) ? Turn(40) : 1 + Turn(int.Max(1, _contractsOfSupply.Count));
        var known = number >= 1 && number <= _contractsOfSupply.Count ? _contractsOfSupply[number - 1] : null;
        var (seller, buyer) = (SideOf(known?.Seller), SideOf(known?.Buyer));
        switch (Turn(100))
        {
            case < 18 when !december || _deals.Chance(200):
                Propose();
                break;
            case < 36:
                Send(MessageKind.AcceptSupply, new AcceptSupply(buyer, number));
                break;
            case < 58:
                Meter(number, known);
                break;
            case < 82:
                var month = _deals.Chance(december ? 800 : 300) ? 11 : 12;
                var day = _deals.Chance(20) ? new TradingDate(-5 + Turn(200_000)) : TradingDate.Of(2026, month, 9);
                Send(MessageKind.InvoiceSupply, new InvoiceSupply(Turn(2) == 0 ? seller : buyer, number, day));
                break;
            case < 90:
                Send(MessageKind.PaySupply, new PaySupply(buyer, number, TradingDate.Of(2026, 11 + Turn(2), 3)));
                break;
            default:
                Send(MessageKind.EndSupply, new EndSupply(Turn(2) == 0 ? seller : buyer, number));
                break;
        }
    }

    private AccountId SideOf(int? side) => side is null || _deals.Chance(50) ? Partner() : new(side.Value);

    private void Propose()
    {
        var (seller, buyer) = (Partner().Value, Partner().Value);
        var meter = 1 + Turn(4);
        var business = _deals.Chance(300);
        var to = _deals.Chance(600) ? 11 : 12;
        _proposed = new(seller, buyer, meter);
        Text(
            MessageKind.DefineSupply,
            $$"""
            {"supply":"S{{(_deals.Chance(30) ? 1 : ++_dealIds)}}","seller":{{seller}},"buyer":{{buyer}},
            "product":"{{BookName()}}","meter":{{meter}},"index":"{{(_deals.Chance(30) ? "ZZ-I" : "AA-I")}}",
            "from":"2026-{{(_deals.Chance(30) ? 10 : _deals.Chance(100) ? to : 11)}}","to":"2026-{{to}}",
            "utcMinutes":{{(Turn(4) switch { 0 => 840, 1 => -720, _ => 0 })}},
            "average":{"over":"calendar month","leastPrints":{{3 + Turn(_deals.Chance(200) ? 9 : 2)}},"decimals":{{Turn(
                5
            ) + 2}},"round":"half up",
            "prints":{{(
                business ? $"\"business days\",\"calendar\":\"{(_deals.Chance(100) ? "Z" : "B")}\"" : "\"every day\""
            )}}},
            "price":{"units":{{(Turn(3) == 0 ? 7 : 1)}},"quote":"q","factor":"{{Turn(2)}}.{{1 + Turn(9)}}7",
            "spread":"{{(Turn(2) == 0 ? "-" : "")}}0.{{Turn(10)}}","floor":"0.{{Turn(10)}}"{{(
                Turn(3) == 0 ? ",\"cap\":\"1.1\"" : ""
            )}}},
            "volume":{ {{_volumes[Turn(_volumes.Length)]}} },
            "payment":{"readingDays":{{Turn(2)}},"dueDays":{{Turn(2)}},"security":"{{Turn(3) * 40}}.05"} }
            """
        );
    }

    private void Meter(long number, Supplied? known)
    {
        var meter = known is null || _deals.Chance(40) ? Turn(6) : known.Meter;
        var last = _told.GetValueOrDefault(meter);
        Send(
            MessageKind.RecordSupply,
            new RecordSupply(
                meter,
                _deals.Chance(80) ? last + Turn(3) - 2 : last + 1 + Turn(2),
                number,
                _deals.Chance(60) ? _now.Date.Plus(Turn(60) - 30) : _now.Date.Plus(-Turn(4)),
                _deals.Chance(40) ? _deals.Between(-1, 100) : 1 + Turn(30),
                _deals.Chance(20) ? default : Name24.Of("e")
            )
        );
    }

    private void LearnSupply(object message)
    {
        switch (message)
        {
            case SupplyRecorded told:
                _told[told.Meter] = told.Record;
                break;
            case SupplyPaid { Open.Minor: > 0 } paid:
                _overdue.Add(paid.Supply);
                break;
            case SupplyPaid paid:
                _overdue.Remove(paid.Supply);
                break;
        }
    }
}
