// Expert judgement: one person proposes a value with reason and inputs, another, independent one approves it.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Index.Governance;

/// <summary>Judgements of days that are not over, in the order of their proposal. A newer proposal for the same day
/// takes the place of one that was not approved.</summary>
internal sealed class Judgements : IStateSection
{
    private const string Name = "judgement";
    private const int LeastReason = 20;
    private readonly List<JudgementDocument> _all = [];

    public byte Tag => 12;

    public bool Empty => _all.Count == 0;

    /// <summary>The print of the committee's tier.</summary>
    public static PrintDocument Print(PrintContext context, Table table, JudgementDocument judgement, int tier)
    {
        var name = context.Methodology.Fallbacks[tier - 2].Name;
        var print = PrintMaker.Document(
            context,
            judgement.Value,
            tier,
            $"{name}: {judgement.Reason}; proposed by {judgement.ProposedBy}, approved by {judgement.ApprovedBy}; "
                + table.Refusal,
            table
        );
        print = print with { Used = [new("committee", judgement.Value, 1_000_000, judgement.Inputs, "")] };
        context.Trace?.Take(context, print, table);
        return print;
    }

    /// <summary>What two persons agreed upon; null: nothing.</summary>
    public JudgementDocument? Approved(string index, string day) =>
        _all.Find(j => j.Index == index && j.Day == day && j.ApprovedBy is not null);

    public void Forget(string index, string day) => _all.RemoveAll(j => j.Index == index && j.Day == day);

    public void Propose(in LogEntry entry, Outbox events, Func<string, IndexState?> stateOf, CorrectionWindows windows)
    {
        if (Checks.Read<JudgementProposal>(entry, events, Name) is not { } o)
            return;
        var state = stateOf(o.Index);
        if (
            (Against(o, state, entry.Sequence) ?? DayFault(o.Index, o.Day, state, windows)) is { } fault
            || (fault = Standing(o)) is not null
        )
        {
            Checks.Refuse(events, Name, fault);
            return;
        }

        _all.RemoveAll(j => j.Index == o.Index && j.Day == o.Day);
        var value = Pipeline.Round(o.Value, state!.Methodology.Decimals, RoundingMode.HalfUp);
        var judgement = new JudgementDocument(
            o.Index,
            o.Day,
            value,
            o.Reason.Trim(),
            o.Inputs,
            o.Person.Trim(),
            entry.Time.ToString()
        );
        _all.Add(judgement);
        events.Add(MessageKind.JudgementProposed, Documents.Write(judgement));
    }

    /// <summary>The judgement that was approved; null when the approval was refused.</summary>
    public JudgementDocument? Approve(
        in LogEntry entry,
        Outbox events,
        Func<string, IndexState?> stateOf,
        CorrectionWindows windows
    )
    {
        if (Checks.Read<JudgementApproval>(entry, events, Name) is not { } o)
            return null;
        var at = _all.FindIndex(j => j.Index == o.Index && j.Day == o.Day);
        var fault =
            Checks.Person("person", o.Person)
            ?? Interest(o.Interest)
            ?? DayFault(o.Index, o.Day, stateOf(o.Index), windows);
        if (fault is null && at < 0)
            fault = new("day", o.Day, "nothing was proposed for it");
        if (fault is null && _all[at].ApprovedBy is not null)
            fault = new("day", o.Day, $"was approved already by {_all[at].ApprovedBy}");
        if (fault is null && Checks.Same(o.Person, _all[at].ProposedBy))
            fault = new("person", o.Person, "must be another person than who proposed it");
        if (fault is not null)
        {
            Checks.Refuse(events, Name, fault);
            return null;
        }

        _all[at] = _all[at] with { ApprovedBy = o.Person.Trim(), ApprovedAt = entry.Time.ToString() };
        events.Add(MessageKind.JudgementApproved, Documents.Write(_all[at]));
        return _all[at];
    }

    public void Save(StateWriter w)
    {
        w.Int(_all.Count);
        foreach (var judgement in _all)
            w.Block(Documents.Write(judgement));
    }

    public void Load(StateReader r)
    {
        for (var count = r.Count(); count > 0; count--)
            _all.Add(Documents.Read<JudgementDocument>(r.Block()));
    }

    // An approved one stands: what two persons agreed upon is not replaced by one.
    private RefusedObservation? Standing(JudgementProposal o) =>
        Approved(o.Index, o.Day) is { } standing
            ? new("day", o.Day, $"was approved already by {standing.ApprovedBy}")
            : null;

    private static RefusedObservation? Against(JudgementProposal o, IndexState? state, long sequence)
    {
        if (state is null)
            return new("index", ObservationCheck.Cut(o.Index), "must be an index that is defined");
        if (!state.Methodology.Fallbacks.Any(f => f.Committee))
            return new("index", o.Index, "its methodology has no committee");
        var fault =
            Checks.Person("person", o.Person) ?? Interest(o.Interest) ?? Checks.Words("reason", o.Reason, LeastReason);
        if (fault is not null)
            return fault;
        if (o.Value is <= 0m or > 1_000_000_000m || decimal.Round(o.Value, state.Methodology.Decimals) != o.Value)
        {
            var rule = $"must be above 0, at most 1e9, with at most {state.Methodology.Decimals} decimals";
            return new("value", ObservationCheck.Text(o.Value), rule);
        }

        if (o.Inputs.Count is 0 or > 100)
            return new("inputs", $"{o.Inputs.Count}", "must name 1 to 100 observations");
        foreach (var input in o.Inputs)
        {
            if (input < 0 || input >= sequence)
                return new("inputs", $"{input}", "must be sequences of observations that entered before");
        }

        return null;
    }

    // Before the print's moment, or within its correction window; of a print that is not yet due, only the next.
    private static RefusedObservation? DayFault(string index, string day, IndexState? state, CorrectionWindows windows)
    {
        if (state is null)
            return new("index", ObservationCheck.Cut(index), "must be an index that is defined");
        return state.NextDay.ToString() == day || windows.Of(index, day) is not null
            ? null
            : new(
                "day",
                ObservationCheck.Cut(day),
                $"must be the next print's day ({state.NextDay}) or that of a print within its correction window"
            );
    }

    private static RefusedObservation? Interest(string given) =>
        given == "none"
            ? null
            : new("interest", ObservationCheck.Cut(given), "must be none: who has an interest does not judge");
}
