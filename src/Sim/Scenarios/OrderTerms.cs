// The words of one order as a story gives them, until they are a message.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Scenarios;

/// <summary>An order under construction.</summary>
internal sealed class OrderTerms(Side side)
{
    private static readonly (string Word, TimeInForce Life)[] Lives =
    [
        ("day", TimeInForce.Day),
        ("fak", TimeInForce.FillAndKill),
        ("fok", TimeInForce.FillOrKill),
        ("gtc", TimeInForce.GoodTillCancelled),
        ("ato", TimeInForce.AtTheOpen),
        ("atc", TimeInForce.AtTheClose),
    ];

    private static readonly (string Word, OrderFlags Flag)[] AllFlags =
    [
        ("post-only", OrderFlags.PostOnly),
        ("close-only", OrderFlags.CloseOnly),
        ("hedge", OrderFlags.Hedge),
        ("close", OrderFlags.CloseOnly),
        ("close-today", OrderFlags.CloseOnly | OrderFlags.CloseToday),
        ("close-yesterday", OrderFlags.CloseOnly | OrderFlags.CloseYesterday),
    ];

    private Side _side = side;
    private OrderType _said;
    private TimeInForce _life = TimeInForce.Day;
    private OrderFlags _flags;
    private SelfMatch _selfMatch;
    private long _display;
    private long _minimum;
    private TradingDate _expires;

    public required long Lots { get; init; }

    public long? Ticks { get; set; }

    public long? StopTicks { get; set; }

    public Instant ValidUntil { get; set; }

    /// <summary>Null: it comes over no session.</summary>
    public int? Session { get; set; }

    /// <summary>Null: none was given; empty: sent without one.</summary>
    public string? Id { get; private set; }

    /// <summary>It says how its price is meant.</summary>
    public bool Complete => Type != OrderType.None;

    // A stop with a limit is a stop-limit order, unless the story names the type itself.
    private OrderType Type =>
        _said != OrderType.None ? _said
        : StopTicks is not null
            ? Ticks is null ? OrderType.Stop
                : OrderType.StopLimit
        : Ticks is null ? OrderType.None
        : OrderType.Limit;

    /// <summary>Takes the next term.</summary>
    /// <exception cref="ScenarioFaultException">There is no such term.</exception>
    public void Term(WordReader words)
    {
        if (words.Has("market"))
            _said = OrderType.Market;
        else if (words.Has("mtl"))
            _said = OrderType.MarketToLimit;
        else if (words.Has("limit"))
            _said = OrderType.Limit;
        else if (words.Has("gtd"))
            (_life, _expires) = (TimeInForce.GoodTillDate, words.Date());
        else if (words.Has("min"))
            _minimum = words.Whole("a number of lots");
        else if (words.Has("display"))
            _display = words.Whole("a number of lots");
        else if (words.Has("expires"))
            _expires = words.Date();
        else if (words.Has("self"))
            _selfMatch = ModeOf(words);
        else if (words.Has("as"))
            Id = words.Has("none") ? "" : words.Take("a client order id");
        else if (words.Has("raw"))
            Raw(words);
        else if (Array.FindIndex(Lives, l => l.Word == words.Peek) is >= 0 and var life)
            (_life, _) = (Lives[life].Life, words.Take(""));
        else if (Array.FindIndex(AllFlags, f => f.Word == words.Peek) is >= 0 and var flag)
            (_flags, _) = (_flags | AllFlags[flag].Flag, words.Take(""));
        else
            throw words.Fault("a term of an order");
    }

    /// <summary>A mode of self-match prevention.</summary>
    public static SelfMatch ModeOf(WordReader words)
    {
        foreach (var mode in Enum.GetValues<SelfMatch>())
        {
            if (words.Has(ScenarioRunner.Spelled(mode.ToString())))
                return mode;
        }

        throw words.Fault(string.Join(' ', Enum.GetNames<SelfMatch>().Select(ScenarioRunner.Spelled)));
    }

    /// <summary>A mode as documents write it, <c>cancel newest</c>.</summary>
    public static string SpacedMode(WordReader words) =>
        ScenarioRunner.Spelled(ModeOf(words).ToString()).Replace('-', ' ');

    // A number in place of a word: to ask for what does not exist.
    private void Raw(WordReader words)
    {
        var what = words.Take("side, type, life, flags or self");
        var value = (byte)words.Whole("a number");
        switch (what)
        {
            case "side":
                _side = (Side)value;
                break;
            case "type":
                _said = (OrderType)value;
                break;
            case "life":
                _life = (TimeInForce)value;
                break;
            case "flags":
                _flags = (OrderFlags)value;
                break;
            case "self":
                _selfMatch = (SelfMatch)value;
                break;
            default:
                throw words.Fault($"side, type, life, flags or self instead of '{what}'");
        }
    }

    public PlaceOrder Message(AccountId account, InstrumentId instrument, ClientOrderId id) =>
        new(
            account,
            instrument,
            _side,
            Type,
            _life,
            new(Ticks ?? 0),
            new(Lots),
            id,
            _flags,
            _selfMatch,
            new(StopTicks ?? 0),
            new(_display),
            new(_minimum),
            _expires,
            ValidUntil
        );
}
