// One index as it stands: its methodology, when it prints next, and what its steps remember from print to print.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Index;

/// <summary>How far a series has been screened. Follows from the points, so it is no part of the saved state.</summary>
/// <param name="Next">Points before it have been weighed.</param>
/// <param name="Trusted">The last trusted of them; -1: none.</param>
/// <param name="Settled">The point in force that needs no more waiting; -1: none.</param>
internal readonly record struct ScreenMark(int Rewrites, int Next, int Trusted, int Settled);

/// <summary>Why an item is in the grade: its score and the anchor's, by sequence.</summary>
internal readonly record struct Admission(long Score, long Anchor);

/// <summary>The grade's answer for one item: why it is in, or why not; neither while it was not asked.</summary>
internal readonly record struct GradeMark(Admission Why, string? Against, bool Asked);

/// <summary>Admitted items: looked up by name, walked in the order of their admission.</summary>
internal sealed class Admissions
{
    private readonly Dictionary<string, int> _byItem = new(StringComparer.Ordinal);

    public List<(string Item, Admission Why)> All { get; } = [];

    /// <summary>Scores of -1 when the item is not admitted.</summary>
    public Admission Of(string item) => _byItem.TryGetValue(item, out var at) ? All[at].Why : new(-1, -1);

    /// <summary>The first admission stays.</summary>
    public void Add(string item, Admission why)
    {
        if (_byItem.TryAdd(item, All.Count))
            All.Add((item, why));
    }

    public void Clear()
    {
        _byItem.Clear();
        All.Clear();
    }
}

/// <summary>All that an index carries.</summary>
internal sealed class IndexState
{
    private byte[] _document = [];

    public IndexMethodology Methodology { get; private set; } = null!;

    /// <summary>The local date of the next print.</summary>
    public TradingDate NextDay { get; set; }

    /// <summary>The newest date that was printed or withheld.</summary>
    public TradingDate PrintedDay { get; set; } = new(int.MinValue);

    public Instant NextMoment => Methodology.MomentOf(NextDay);

    /// <summary>The newest computed print, for the fallback that repeats it.</summary>
    public decimal? LastValue { get; set; }

    public TradingDate LastValueDay { get; set; }

    public ChainMemory? Chain { get; set; }

    /// <summary>What steps over deals remember; null for a methodology over prices.</summary>
    public DealMemory? Deals { get; set; }

    /// <summary>How far this index and the one that it shadows have gone apart; null before their first common
    /// day.</summary>
    public AlarmMemory? Alarm { get; set; }

    /// <summary>What its own shadows last read, in the order of their names.</summary>
    public List<ShadowReading> Shadows { get; } = [];

    public LinkMemory? Link { get; set; }

    public decimal? Base { get; set; }

    public AdjustMemory? Adjust { get; set; }

    /// <summary>Scores of the log that were already weighed for admission.</summary>
    public int ScoresRead { get; set; }

    public Admissions Admitted { get; } = new();

    /// <summary>By item number: what the grade says since the last score; grows on demand. Follows from the
    /// admissions.</summary>
    public List<GradeMark> Graded { get; } = [];

    /// <summary>By series number; grows on demand.</summary>
    public List<ScreenMark> Screened { get; } = [];

    /// <summary>Rows of the last print by series number, to be used again. No part of the state.</summary>
    public List<Row?> Kept { get; } = [];

    /// <summary>Numbers of the series that the take step looks at, and how many series were asked.</summary>
    public List<int> Taken { get; } = [];

    public int SeriesAsked { get; set; }

    /// <summary>A shadow's reading takes the place of its last.</summary>
    public void Note(ShadowReading reading)
    {
        Shadows.RemoveAll(r => r.Index == reading.Index);
        Shadows.Add(reading);
        Shadows.Sort((a, b) => string.CompareOrdinal(a.Index, b.Index));
    }

    public void Define(IndexMethodology methodology, ReadOnlySpan<byte> document, Instant now)
    {
        var first = methodology.FirstDayAfter(now);
        if (_document.Length > 0)
        {
            // A day has one print; the chain goes on from its level with new relatives; the grade is asked anew.
            while (first <= PrintedDay)
                first = methodology.DayAfter(first);
            if (Chain is not null)
                Chain = new(Chain.Level, []);
            Deals = Deals?.ForNewVersion();
            if (Link is not null)
                Link = new(Link.Level, new(StringComparer.Ordinal), []);
            Adjust = null;
            Admitted.Clear();
            ScoresRead = 0;
            Screened.Clear();
            Graded.Clear();
            Taken.Clear();
            SeriesAsked = 0;
        }

        Methodology = methodology;
        _document = document.ToArray();
        NextDay = first;
    }

    public void Save(StateWriter w)
    {
        w.Block(_document);
        w.Int(NextDay.Days);
        w.Int(PrintedDay.Days);
        w.Bool(LastValue is not null);
        w.Decimal(LastValue ?? 0m);
        w.Int(LastValueDay.Days);
        w.Bool(Chain is not null);
        if (Chain is not null)
        {
            w.Decimal(Chain.Level);
            w.Int(Chain.Points.Count);
            for (var i = 0; i < Chain.Points.Count; i++)
            {
                w.Int(Chain.Points.GetKeyAtIndex(i));
                w.Decimal(Chain.Points.GetValueAtIndex(i).Value);
                w.Decimal(Chain.Points.GetValueAtIndex(i).Log);
            }
        }

        w.Int(ScoresRead);
        w.Int(Admitted.All.Count);
        foreach (var (item, why) in Admitted.All)
        {
            w.Text(item);
            w.Long(why.Score);
            w.Long(why.Anchor);
        }
    }

    public static IndexState Load(StateReader r)
    {
        var state = new IndexState { _document = r.Block().ToArray() };
        var faults = new List<SpecFault>();
        state.Methodology =
            IndexMethodology.Read(state._document, faults)
            ?? throw new InvariantBrokenException("a saved methodology has faults");
        state.NextDay = new(r.Int());
        state.PrintedDay = new(r.Int());
        var has = r.Bool();
        var value = r.Decimal();
        state.LastValue = has ? value : null;
        state.LastValueDay = new(r.Int());
        if (r.Bool())
        {
            var chain = new ChainMemory(r.Decimal(), []);
            for (var count = r.Count(); count > 0; count--)
                chain.Points.Add(r.Int(), new(r.Decimal(), r.Decimal()));
            state.Chain = chain;
        }

        state.ScoresRead = r.Int();
        for (var count = r.Count(); count > 0; count--)
            state.Admitted.Add(r.Text(), new(r.Long(), r.Long()));
        return state;
    }
}
