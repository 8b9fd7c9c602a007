// What a generated stream shall be.
namespace Tokenbourse.Sim.Streams;

/// <summary>Orders of rarer kinds that are put in once each, so that it can be shown that they work.</summary>
[Flags]
public enum StreamExtras
{
    None = 0,

    /// <summary>A stop that the market's next move down triggers.</summary>
    Stop = 1,

    /// <summary>An order at the best bid that shows a part of its lots.</summary>
    Iceberg = 2,

    /// <summary>
    /// A spread of the main instrument against the next one, and an order in it that both legs can meet.
    /// </summary>
    Spread = 4,
}

/// <summary>A stream is a function of its plan.</summary>
/// <param name="Messages">Messages after the loading, 1 to 1,000,000,000.</param>
/// <param name="Others">
/// Instruments beside the main one, 0 to 1000; they hold resting orders and get no messages.
/// </param>
/// <param name="OrdersEach">Orders that rest in each of the others, 0 to 100,000.</param>
public sealed record StreamPlan(
    StreamShape Shape,
    long Messages = 2_000_000,
    ulong Seed = 1,
    int Others = 16,
    int OrdersEach = 1_000,
    StreamExtras Extras = StreamExtras.None
)
{
    /// <summary>The main instrument's number.</summary>
    public const int Main = 1;

    /// <summary>Reference of every outright, ticks.</summary>
    public const int Reference = 20_000;

    /// <summary>Ticks from the reference to either end of the band: a tenth of it.</summary>
    public const int HalfBand = 2_000;

    /// <summary>Records that fill the books before the messages.</summary>
    public long Loading => Shape.Depth + ((long)Others * OrdersEach);

    /// <summary>Main, others, and the spread where it is asked for.</summary>
    public IReadOnlyList<StreamInstrument> Instruments()
    {
        var list = new List<StreamInstrument>();
        for (var i = 0; i <= Others; i++)
            list.Add(new(Reference - HalfBand, Reference + HalfBand, Reference));
        if (Extras.HasFlag(StreamExtras.Spread))
            list.Add(new(-HalfBand, HalfBand, 0, Near: Main, Far: Main + 1));
        return list;
    }

    /// <summary>The header before the records are known.</summary>
    public StreamHeader Header() => new(Shape.Name, Seed, Loading, 0, 0, 0, Instruments());

    /// <summary>Why this plan cannot be carried out; null when it can.</summary>
    public string? Fault() =>
        Messages is < 1 or > 1_000_000_000 ? $"messages {Messages}: must be 1 to 1000000000"
        : Others is < 0 or > 1000 ? $"others {Others}: must be 0 to 1000"
        : OrdersEach is < 0 or > 100_000 ? $"orders each {OrdersEach}: must be 0 to 100000"
        : Extras.HasFlag(StreamExtras.Spread) && (Others == 0 || OrdersEach < 2)
            ? $"others {Others} with {OrdersEach} orders each: a spread needs a second leg with two orders at least"
        : null;
}
