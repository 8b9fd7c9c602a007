// Prints that may still be made again: the state before each, and the corrections since.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Index.Governance;

/// <summary>A print within its correction window.</summary>
/// <param name="Until">The window is open before this moment.</param>
/// <param name="Image">The machine's state before the print.</param>
/// <param name="Print">As it was published.</param>
/// <param name="Corrections">Documents, in the order in which they entered.</param>
internal sealed record CorrectionWindow(
    string Index,
    TradingDate Day,
    Instant Until,
    byte[] Image,
    byte[] Print,
    List<byte[]> Corrections
)
{
    /// <summary>Of the corrections, on the observation log.</summary>
    public List<long> Sequences { get; } = [];

    /// <summary>Entries that the print could know have sequences below this: an image begins with it.</summary>
    public long Entries { get; } = new StateReader(Image).Long();
}

/// <summary>In the order of the prints.</summary>
internal sealed class CorrectionWindows : IStateSection
{
    private readonly List<CorrectionWindow> _all = [];

    public byte Tag => 11;

    public bool Empty => _all.Count == 0;

    public IReadOnlyList<CorrectionWindow> All => _all;

    public void Open(CorrectionWindow window) => _all.Add(window);

    public CorrectionWindow? Of(string index, string day)
    {
        foreach (var window in _all)
        {
            if (window.Index == index && window.Day.ToString() == day)
                return window;
        }

        return null;
    }

    /// <summary>Takes out one that has run out; null when none has.</summary>
    public CorrectionWindow? Close(Instant now)
    {
        for (var i = 0; i < _all.Count; i++)
        {
            var window = _all[i];
            if (window.Until > now)
                continue;
            _all.RemoveAt(i);
            return window;
        }

        return null;
    }

    public void Save(StateWriter w)
    {
        w.Int(_all.Count);
        foreach (var window in _all)
        {
            w.Text(window.Index);
            w.Int(window.Day.Days);
            w.Long(window.Until.Nanoseconds);
            w.Block(window.Image);
            w.Block(window.Print);
            w.Int(window.Corrections.Count);
            for (var i = 0; i < window.Corrections.Count; i++)
            {
                w.Long(window.Sequences[i]);
                w.Block(window.Corrections[i]);
            }
        }
    }

    public void Load(StateReader r)
    {
        for (var count = r.Count(); count > 0; count--)
        {
            var window = new CorrectionWindow(
                r.Text(),
                new(r.Int()),
                new(r.Long()),
                r.Block().ToArray(),
                r.Block().ToArray(),
                []
            );
            for (var corrections = r.Count(); corrections > 0; corrections--)
            {
                window.Sequences.Add(r.Long());
                window.Corrections.Add(r.Block().ToArray());
            }

            _all.Add(window);
        }
    }
}
