// The sources that were defined, and who stands behind whom.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Index;

/// <summary>The newest document of each source, in the order of their first definition. Parties under one control are a
/// group: owners and what they name as related, joined through every source in which they stand.</summary>
internal sealed class Sources : IStateSection
{
    private const int MostRelated = 1000;
    private static readonly string[] _kinds =
    [
        "list",
        "quote",
        "invoice",
        "rental",
        "routed",
        "spot",
        "rate_card",
        "measure",
    ];
    private readonly Dictionary<string, int> _bySource = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _groupOf = new(StringComparer.Ordinal);
    private readonly List<List<string>> _groups = [];

    public byte Tag => 2;

    public bool Empty => All.Count == 0;

    public List<SourceDocument> All { get; } = [];

    /// <summary>Counts definitions: what was concluded before is void after each.</summary>
    public int Version { get; private set; }

    /// <summary>The source of which an observation is, by its source text; null when none is defined.</summary>
    public SourceDocument? Of(string text)
    {
        if (_bySource.TryGetValue(text, out var whole))
            return All[whole];
        // The longest defined beginning: a source may have parts that were judged on their own.
        for (var end = text.Length - 1; end > 0; end--)
        {
            if (text[end] is '@' or '#' or ':' or ' ' && _bySource.TryGetValue(text[..end], out var at))
                return All[at];
        }

        return null;
    }

    /// <summary>Whether the two are one, or under common control.</summary>
    public bool Related(string one, string other) =>
        one == other || (_groupOf.TryGetValue(one, out var a) && _groupOf.TryGetValue(other, out var b) && a == b);

    /// <summary>The party itself and all under common control with it.</summary>
    public IReadOnlyList<string> PartiesOf(string party) =>
        _groupOf.TryGetValue(party, out var group) ? _groups[group] : [party];

    /// <summary>What is wrong with a document on the day on which it enters the log; null when nothing is.</summary>
    public SpecFault? FaultOf(SourceDocument s, TradingDate today)
    {
        foreach (var (field, given) in (ReadOnlySpan<(string, string)>)[("source", s.Source), ("owner", s.Owner)])
        {
            if (ObservationCheck.Name(field, given) is { } fault)
                return Of(fault);
        }

        if (s.Related.Count > MostRelated)
            return new("related", $"{s.Related.Count}", $"must be at most {MostRelated}");
        foreach (var party in s.Related)
        {
            // A list may hold null whatever its type says: it comes from a document.
            if (ObservationCheck.Name("related", party ?? "") is { } fault)
                return Of(fault);
        }

        if (Array.IndexOf(_kinds, s.Kind) < 0)
            return new("kind", ObservationCheck.Cut(s.Kind), $"must be one of {string.Join(", ", _kinds)}");
        if (s.Status is not (SourceDocument.Admitted or SourceDocument.Probation or SourceDocument.Refused))
            return new("status", ObservationCheck.Cut(s.Status), "must be admitted, probation or refused");
        if (s.Reason.Length is 0 or > 1000)
            return new("reason", ObservationCheck.Cut(s.Reason), "must be 1 to 1000 characters: why");
        if (!TradingDate.TryParse(s.Since, out var since) || since.Year is < 1990 or >= 2200)
            return new("since", ObservationCheck.Cut(s.Since), "must be a date, yyyy-MM-dd, from 1990 to 2199");

        // What a source told while nobody trusted it is not used later because it is trusted now.
        return since < today && _bySource.ContainsKey(s.Source)
            ? new("since", s.Since, $"must not be before the day on which a changed status enters the log ({today})")
            : null;
    }

    public void Define(SourceDocument source)
    {
        if (_bySource.TryGetValue(source.Source, out var at))
            All[at] = source;
        else
        {
            _bySource.Add(source.Source, All.Count);
            All.Add(source);
        }

        Version++;
        Regroup();
    }

    public void Save(StateWriter w)
    {
        w.Int(All.Count);
        foreach (var source in All)
            w.Block(Documents.Write(source));
    }

    public void Load(StateReader r)
    {
        for (var count = r.Count(); count > 0; count--)
        {
            var source =
                Documents.Read<SourceDocument>(r.Block(), out _)
                ?? throw new InvariantBrokenException("a saved source cannot be read");
            _bySource.Add(source.Source, All.Count);
            All.Add(source);
        }

        Version++;
        Regroup();
    }

    private static SpecFault Of(RefusedObservation fault) => new(fault.Field, fault.Given, fault.Rule);

    // Anew each time: a definition may take a relation back, and there are few.
    private void Regroup()
    {
        _groupOf.Clear();
        _groups.Clear();
        foreach (var source in All)
        {
            Join(source.Owner, source.Owner);
            foreach (var party in source.Related)
                Join(source.Owner, party);
        }
    }

    private void Join(string one, string other)
    {
        var to = GroupOf(one);
        var from = GroupOf(other);
        if (to == from)
            return;
        foreach (var party in _groups[from])
        {
            _groups[to].Add(party);
            _groupOf[party] = to;
        }

        _groups[from] = [];
    }

    private int GroupOf(string party)
    {
        if (_groupOf.TryGetValue(party, out var group))
            return group;
        _groupOf.Add(party, _groups.Count);
        _groups.Add([party]);
        return _groups.Count - 1;
    }
}
