// A market maker's protection: how many lots of its quotes may trade within a window (rule QTE-002).
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Risk;

/// <summary>One account's protection in one contract.</summary>
internal sealed class QuoteProtection
{
    public required int Slot { get; init; }

    /// <summary>Place of the contract in the order of definition.</summary>
    public required int Contract { get; init; }

    public int WindowMilliseconds { get; set; }

    public long MostLots { get; set; }

    /// <summary>When the window under way began; <see cref="Instant.Never"/>: none is.</summary>
    public Instant Since { get; set; } = Instant.Never;

    public long Lots { get; set; }

    public bool Frozen { get; set; }

    /// <summary>Counts a fill of a quote. True: the protection is to act after the command.</summary>
    public bool Fill(Instant now, long lots)
    {
        if (MostLots == 0)
            return false;
        if (!Frozen && (Since == Instant.Never || now.Nanoseconds - Since.Nanoseconds >= Window))
            (Since, Lots) = (now, 0);
        Lots += lots;
        if (Frozen || Lots < MostLots)
            return false;
        // From here on quotes are refused; those that stand leave after the command.
        Frozen = true;
        return true;
    }

    private long Window => WindowMilliseconds * 1_000_000L;

    public void Set(int windowMilliseconds, long mostLots) =>
        (WindowMilliseconds, MostLots, Since, Lots, Frozen) = (windowMilliseconds, mostLots, Instant.Never, 0, false);

    public void Save(StateWriter writer)
    {
        writer.Int(Slot);
        writer.Int(Contract);
        writer.Int(WindowMilliseconds);
        writer.Long(MostLots);
        writer.Long(Since.Nanoseconds);
        writer.Long(Lots);
        writer.Bool(Frozen);
    }

    public static QuoteProtection Load(StateReader reader) =>
        new()
        {
            Slot = reader.Int(),
            Contract = reader.Int(),
            WindowMilliseconds = reader.Int(),
            MostLots = reader.Long(),
            Since = new(reader.Long()),
            Lots = reader.Long(),
            Frozen = reader.Bool(),
        };
}
