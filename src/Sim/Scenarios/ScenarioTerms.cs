// The small calendar and contract that a story starts from, and the words that change one term of them.
using System.Text.Json.Nodes;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Scenarios;

/// <summary>A calendar under construction: UTC, Monday to Friday, 08:55 auction to 15:00, settled half an
/// hour after the close.</summary>
internal sealed class CalendarTerms
{
    private readonly JsonArray _holidays = [];
    private string _from = "2026-01-01";
    private string _to = "2028-12-31";
    private bool _night;
    private bool _closingAuction;
    private TimeOnly _closes = new(15, 0);

    public string Id { get; private set; } = "TEST";

    /// <summary>Reads <c>id NAME · from DATE · to DATE · holidays DATE… · night · closing-auction · closes HH:MM</c>
    /// until the
    /// outcome.</summary>
    public static CalendarTerms Read(WordReader words)
    {
        var terms = new CalendarTerms();
        while (!words.AtEnd && words.Peek != "->")
        {
            if (words.Has("id"))
                terms.Id = words.Take("the calendar's name");
            else if (words.Has("from"))
                terms._from = words.Date().ToString();
            else if (words.Has("to"))
                terms._to = words.Date().ToString();
            else if (words.Has("night"))
                terms._night = true;
            else if (words.Has("closing-auction"))
                terms._closingAuction = true;
            else if (words.Has("closes"))
                terms._closes = words.Clock();
            else if (words.Has("holidays"))
            {
                do terms._holidays.Add(words.Date().ToString());
                while (TradingDate.TryParse(words.Peek, out _));
            }
            else
                throw words.Fault("id, from, to, holidays, night, closing-auction or closes");
        }

        return terms;
    }

    public static CalendarTerms Named(string id) => new() { Id = id };

    public byte[] Json()
    {
        var timetable = new JsonArray();
        if (_night)
        {
            timetable.Add(Line("auction", "20:55", -1));
            timetable.Add(Line("continuous", "21:00", -1));
            timetable.Add(Line("pause", "23:00", -1));
            timetable.Add(Line("continuous", "09:00", 0));
        }
        else
        {
            timetable.Add(Line("auction", "08:55", 0));
            timetable.Add(Line("continuous", "09:00", 0));
        }

        timetable.Add(Line("pause", "11:30", 0));
        timetable.Add(Line("continuous", "13:30", 0));
        if (_closingAuction)
            timetable.Add(Line("closing auction", Text(_closes.AddMinutes(-3)), 0));
        timetable.Add(Line("closed", Text(_closes), 0));
        var calendar = new JsonObject
        {
            ["calendar"] = Id,
            ["from"] = _from,
            ["to"] = _to,
            ["zone"] = new JsonObject
            {
                ["name"] = "UTC",
                ["offsets"] = new JsonArray(new JsonObject { ["from"] = "1970-01-01T00:00:00Z", ["minutes"] = 0 }),
            },
            ["holidays"] = _holidays.DeepClone(),
            ["timetable"] = timetable,
            ["settlement"] = new JsonObject { ["day"] = 0, ["at"] = Text(_closes.AddMinutes(30)) },
        };
        return System.Text.Encoding.UTF8.GetBytes(calendar.ToJsonString());
    }

    private static string Text(TimeOnly time) =>
        time.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private static JsonObject Line(string phase, string at, int day) =>
        new()
        {
            ["phase"] = phase,
            ["at"] = at,
            ["day"] = day,
        };
}

/// <summary>A contract with its margins under construction.</summary>
internal sealed class ContractTerms
{
    private static readonly string[] AllSteps =
    [
        "volume-weighted",
        "limit-locked",
        "middle-of-quotes",
        "move-of-nearest-month",
        "previous",
    ];

    private static readonly string[] OtherSteps =
    [
        "move-of-nearest-average",
        "change-of-nearest-month",
        "last-hour",
        "closing-window",
        "last-trade",
        "change-of-preceding-month",
        "spread-implied",
    ];
    private readonly JsonObject _margin = new() { ["rate"] = "0.1" };
    private readonly JsonArray _phases = [];
    private readonly JsonObject _fee = new() { ["ofTurnover"] = "0", ["perLot"] = "0" };
    private readonly MarketTerms _market = new();
    private string[] _steps = AllSteps;
    private string _dates = "";
    private string _tick = "0.001";
    private string _limit = "0.1";
    private string _round = "down";
    private string _prints = "every day";
    private string _roundTo = "tick";
    private long _window;
    private long _decimals = 4;
    private long _lot = 1000;
    private long _serial = 3;
    private long _quarters;
    private long _firstDay = 1;
    private long _maxOrder = 500;
    private long _positions = 1000;
    private long _leastPrints = 1;

    public required string Contract { get; init; }

    public string Calendar { get; private set; } = "TEST";

    public bool WithoutCalendar { get; private set; }

    public bool WithoutMargin { get; private set; }

    public string Currency { get; private set; } = "USD";

    public string Index { get; private set; } = "";

    /// <summary>The first print, as written; empty: none.</summary>
    public string Reference { get; private set; } = "";

    public static ContractTerms Read(string contract, WordReader words)
    {
        var terms = new ContractTerms { Contract = contract, Index = $"{contract}-I" };
        while (!words.AtEnd && words.Peek != "->")
            terms.Term(words);
        return terms;
    }

    private void Term(WordReader words)
    {
        if (_market.Term(words))
            return;
        var start = words.Peek;
        switch (words.Take("a term"))
        {
            case "tick":
                _tick = Text(words.Decimal("a tick size"));
                break;
            case "lot":
                _lot = words.Whole("a lot size");
                break;
            case "limit":
                _limit = Text(words.Percent("a percentage as in 10%"));
                break;
            case "first-day":
                _firstDay = words.Whole("how many times as wide the first day's band is");
                break;
            case "serial":
                _serial = words.Whole("a number of months");
                break;
            case "quarters":
                _quarters = words.Whole("a number of quarter months");
                break;
            case "max":
                _maxOrder = words.Whole("the most lots of an order");
                break;
            case "positions":
                _positions = words.Whole("the position limit in lots");
                break;
            case "position":
                words.Need("dates");
                _dates = words.Take("together or separate");
                break;
            case "currency":
                Currency = words.Take("CNY, USD or EUR");
                break;
            case "calendar":
                Calendar = words.Take("a calendar's name");
                break;
            case "index":
                Index = words.Take("an index");
                break;
            case "reference":
                Reference = Text(words.Decimal("a price"));
                break;
            case "round":
                _round = words.Take("down, half-up, half-even or nearest").Replace('-', ' ');
                if (_round == "nearest")
                    _round = "nearest, tie to previous";
                break;
            case "margin":
                _margin["rate"] = Text(words.Percent("a percentage as in 10%"));
                break;
            case "near":
                var before = words.Whole("how many months before the contract month");
                _phases.Add(
                    new JsonObject
                    {
                        ["monthsBefore"] = before,
                        ["rate"] = Text(words.Percent("a percentage as in 20%")),
                    }
                );
                break;
            case "larger-side":
                _margin["largerSide"] = words.Has("off-last")
                    ? new JsonObject { ["offLastDays"] = words.Whole("a number of trading days") }
                    : new JsonObject();
                break;
            case "last-days":
                var days = words.Whole("a number of trading days");
                var line = new JsonObject { ["tradingDays"] = days, ["rate"] = Text(words.Percent("a percentage")) };
                _margin["lastDays"] = new JsonArray(line);
                break;
            case "open-interest":
                _margin["openInterest"] = OpenInterest(words);
                break;
            case "averaging":
                words.Need("floor");
                _margin["averaging"] = new JsonObject { ["floor"] = Text(words.Percent("a percentage as in 5%")) };
                break;
            case "fees":
                Fees(words);
                break;
            case "window":
                _window = words.Duration() / Instant.PerSecond;
                break;
            case "steps":
                var steps = new List<string>();
                while (AllSteps.Contains(words.Peek) || OtherSteps.Contains(words.Peek))
                    steps.Add(words.Take(""));
                _steps = [.. steps];
                break;
            case "prints":
                if (words.Has("business-days"))
                    _prints = "business days";
                else
                    words.Has("every-day");
                if (words.Has("least"))
                    _leastPrints = words.Whole("the least number of prints");
                break;
            case "final":
                if (words.Has("tick"))
                    _roundTo = "tick";
                else
                {
                    words.Need("decimals");
                    _roundTo = "decimals";
                    _decimals = words.Whole("a number of decimals");
                }

                break;
            case "without":
                if (words.Has("margin"))
                    WithoutMargin = true;
                else if (words.Has("calendar"))
                    WithoutCalendar = true;
                else
                    throw words.Fault("margin or calendar");
                break;
            default:
                throw words.Fault($"a term of a contract before it ('{start}' is none)");
        }
    }

    // 'open-interest from 10 to 100', or 'open-interest 10 12% else 20%'.
    private static JsonObject OpenInterest(WordReader words)
    {
        if (words.Has("from"))
        {
            var from = words.Whole("a number of lots");
            words.Need("to");
            return new() { ["from"] = from, ["to"] = words.Whole("a number of lots") };
        }

        var steps = new JsonArray();
        while (!words.Has("else"))
        {
            var upTo = words.Whole("a number of lots");
            steps.Add(new JsonObject { ["upTo"] = upTo, ["rate"] = Text(words.Percent("a percentage")) });
        }

        steps.Add(new JsonObject { ["rate"] = Text(words.Percent("a percentage")) });
        return new() { ["steps"] = steps };
    }

    private void Fees(WordReader words)
    {
        if (words.Has("none"))
            return;
        Rate(_fee, words);
        if (words.Has("close"))
            Rate(Part("close"), words);
        if (words.Has("close-today"))
            Rate(Part("closeToday"), words);
    }

    private JsonObject Part(string name)
    {
        var part = new JsonObject { ["ofTurnover"] = "0", ["perLot"] = "0" };
        _fee[name] = part;
        return part;
    }

    private static void Rate(JsonObject fee, WordReader words)
    {
        if (words.Has("turnover"))
            fee["ofTurnover"] = Text(words.Percent("a percentage as in 0.002%"));
        if (words.Has("per-lot"))
            fee["perLot"] = Text(words.Decimal("an amount a lot"));
    }

    public byte[] ContractJson()
    {
        var steps = new JsonArray();
        foreach (var step in _steps)
            steps.Add(step.Replace('-', ' '));
        var contract = new JsonObject
        {
            ["contract"] = Contract,
            ["name"] = new JsonObject { ["en"] = $"Test contract {Contract}", ["zh"] = $"测试合约 {Contract}" },
            ["calendar"] = Calendar,
            ["currency"] = Currency,
            ["unit"] = "units",
            ["quote"] = "a unit",
            ["lotSize"] = _lot,
            ["tick"] = _tick,
            ["months"] = new JsonObject { ["serial"] = _serial, ["quarters"] = _quarters },
            ["priceLimit"] = _limit,
            ["firstDayLimitMultiple"] = _firstDay,
            ["maxOrderLots"] = _maxOrder,
            ["positionLimitLots"] = _positions,
            ["lastTradingDay"] = "last business day of contract month",
            ["fee"] = _fee.DeepClone(),
            ["dailySettlement"] = new JsonObject { ["round"] = _round, ["steps"] = steps },
            ["finalSettlement"] = new JsonObject
            {
                ["index"] = Index,
                ["average"] = "arithmetic",
                ["over"] = "contract month",
                ["prints"] = _prints,
                ["leastPrints"] = _leastPrints,
                ["decimals"] = _decimals,
                ["roundTo"] = _roundTo,
            },
        };
        if (_dates.Length > 0)
            contract["positionDates"] = _dates;
        if (_window > 0)
            contract["dailySettlement"]!["window"] = _window;
        _market.AddTo(contract);
        return Bytes(contract);
    }

    public byte[] MarginJson(long version)
    {
        var margin = _margin.DeepClone().AsObject();
        margin["contract"] = Contract;
        margin["version"] = version;
        if (_phases.Count > 0)
            margin["phases"] = _phases.DeepClone();
        return Bytes(margin);
    }

    private static byte[] Bytes(JsonObject json) => System.Text.Encoding.UTF8.GetBytes(json.ToJsonString());

    private static string Text(decimal value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
