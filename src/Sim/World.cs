// The laboratory's world: one venue, real index history, seeded traders, an accelerated clock. All that it makes is
// simulated.
using System.Text;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Venue;

namespace Tokenbourse.Sim;

/// <summary>One fact for the observation log: when it may be used, and its document.</summary>
public readonly record struct Fact(Instant Seen, MessageKind Kind, ReadOnlyMemory<byte> Document);

/// <summary>A document of the rulebook and what it defines.</summary>
public readonly record struct RuleText(MessageKind Kind, string Text);

/// <summary>What a world is made of.</summary>
/// <param name="Seed">All chance comes from it.</param>
/// <param name="Start">First date of trading.</param>
/// <param name="Methodologies">Index documents, defined before the first fact.</param>
/// <param name="Calendars">Calendar documents.</param>
/// <param name="Margins">Margin documents.</param>
/// <param name="Contracts">Contract documents.</param>
/// <param name="Facts">Ordered by <see cref="Fact.Seen"/>.</param>
/// <param name="Spreads">Spread documents; none: outright months only.</param>
/// <param name="Before">Documents that come before the calendars: the house, its members.</param>
/// <param name="After">Documents that come after the spreads: they name contracts.</param>
public sealed record WorldPlan(
    ulong Seed,
    TradingDate Start,
    IReadOnlyList<string> Methodologies,
    IReadOnlyList<string> Calendars,
    IReadOnlyList<string> Margins,
    IReadOnlyList<string> Contracts,
    IReadOnlyList<Fact> Facts,
    IReadOnlyList<string>? Spreads = null,
    IReadOnlyList<RuleText>? Before = null,
    IReadOnlyList<RuleText>? After = null
);

/// <summary>Plays a plan on a venue. The same plan on an empty venue gives the same logs, byte for byte.</summary>
public sealed class World
{
    // While nothing is open the clock goes on in strides of an hour.
    private const long Stride = 60 * Instant.PerMinute;

    private readonly WorldPlan _plan;
    private readonly Venue.Venue _venue;
    private readonly Crowd _crowd;
    private int _nextFact;

    public World(WorldPlan plan, Venue.Venue venue)
    {
        _plan = plan;
        _venue = venue;
        _crowd = new(plan.Seed, venue, venue.Logs.Events);
    }

    public Venue.Venue Venue => _venue;

    /// <summary>Told after each date with its bulletin.</summary>
    public Action<TradingDate>? DateEnded { get; set; }

    /// <summary>Reads the history into the index machine, then opens the market at the start date.</summary>
    public void Prepare()
    {
        var begin = _plan.Facts.Count > 0 ? _plan.Facts[0].Seen : Instant.At(_plan.Start, 0);
        _venue.AdvanceIndexTo(begin);
        foreach (var document in _plan.Methodologies)
            Observe(MessageKind.DefineIndex, document);
        var open = Instant.At(_plan.Start, 0);
        while (_nextFact < _plan.Facts.Count && _plan.Facts[_nextFact].Seen <= open)
            Feed();
        _venue.AdvanceIndexTo(open);
        Submit(MessageKind.SetRelease, Codec.Bytes(new SetRelease(Releases.Newest)));
        foreach (var rule in _plan.Before ?? [])
            Submit(rule.Kind, Encoding.UTF8.GetBytes(rule.Text));
        _crowd.Join(Members());
        foreach (var document in _plan.Calendars)
            Submit(MessageKind.DefineCalendar, Encoding.UTF8.GetBytes(document));
        foreach (var document in _plan.Margins)
            Submit(MessageKind.DefineMargins, Encoding.UTF8.GetBytes(document));
        _venue.CarryPrints();
        foreach (var document in _plan.Contracts)
            Submit(MessageKind.DefineContract, Encoding.UTF8.GetBytes(document));
        foreach (var document in _plan.Spreads ?? [])
            Submit(MessageKind.DefineSpread, Encoding.UTF8.GetBytes(document));
        foreach (var rule in _plan.After ?? [])
            Submit(rule.Kind, Encoding.UTF8.GetBytes(rule.Text));
    }

    /// <summary>Plays until so many dates have their whole bulletin.</summary>
    public void Run(int dates)
    {
        var date = _venue.Now.Date;
        for (var done = 0; done < dates; date = date.Plus(1))
        {
            if (Play(date))
                done++;
        }
    }

    /// <summary>Plays one calendar date to its last settlement; false when nothing traded on it.</summary>
    public bool Play(TradingDate date)
    {
        var end = EndOf(date);
        if (end is null)
            return false;
        while (_venue.Now < end)
            Turn(Next(end.Value));
        DateEnded?.Invoke(date);
        return true;
    }

    /// <summary>Lets the clock run to a moment, feeding what becomes knowable, then lets the traders act
    /// once.</summary>
    public void Turn(Instant to)
    {
        while (_nextFact < _plan.Facts.Count && _plan.Facts[_nextFact].Seen <= to)
        {
            _venue.AdvanceTo(_plan.Facts[_nextFact].Seen);
            Feed();
        }

        _venue.AdvanceTo(to);
        _crowd.Act();
    }

    /// <summary>A minute after the last settlement of the date; null when no calendar trades on it.</summary>
    private Instant? EndOf(TradingDate date)
    {
        Instant? end = null;
        foreach (var row in _venue.Views.Calendars.Rows)
        {
            if (!row.Calendar.IsTradingDay(date))
                continue;
            var settled = row.Calendar.MomentOf(date, row.Calendar.Settlement).Plus(Instant.PerMinute);
            if (end is null || settled > end)
                end = settled;
        }

        return end;
    }

    private Instant Next(Instant end)
    {
        var next = _venue.Now.Plus(Stride);
        if (_crowd.NextStep(_venue.Now) is { } step && step < next)
            next = step;
        // The opening itself is a turn: the auction wants orders.
        foreach (var row in _venue.Views.Calendars.Rows)
        {
            if (row.NextChange(_venue.Now) is { } change && change < next)
                next = change;
        }

        return next < end ? next : end;
    }

    private HashSet<int> Members()
    {
        var numbers = new HashSet<int>();
        foreach (var rule in _plan.Before ?? [])
        {
            if (
                rule.Kind == MessageKind.DefineMember
                && MemberTerms.Read(Encoding.UTF8.GetBytes(rule.Text), []) is { } member
            )
                numbers.Add(member.Member);
        }

        return numbers;
    }

    private void Feed()
    {
        var fact = _plan.Facts[_nextFact++];
        _venue.AdvanceIndexTo(fact.Seen);
        _venue.Observe(fact.Kind, fact.Document);
    }

    private void Observe(MessageKind kind, string document) => _venue.Observe(kind, Encoding.UTF8.GetBytes(document));

    private void Submit(MessageKind kind, byte[] document) => _venue.Submit(kind, document);
}
