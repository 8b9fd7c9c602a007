// Complaints: each has a number, a day by which it is to be answered, and an answer.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Index.Governance;

/// <summary>Open ones, and how many there were.</summary>
internal sealed class Complaints : IStateSection
{
    private const string Name = "complaint";
    private readonly SortedDictionary<int, TradingDate> _open = [];
    private int _filed;

    public byte Tag => 13;

    public bool Empty => _filed == 0;

    public void File(in LogEntry entry, Outbox events, Func<string, IndexState?> stateOf)
    {
        if (Checks.Read<ComplaintFiling>(entry, events, Name) is not { } o)
            return;
        var state = stateOf(o.Index);
        var fault =
            Checks.Person("from", o.From)
            ?? (
                state is null
                    ? new RefusedObservation("index", ObservationCheck.Cut(o.Index), "must be an index that is defined")
                    : null
            )
            ?? Checks.Words("text", o.Text, 10)
            ?? (o.Day is null ? null : Checks.Day("day", o.Day, out _));
        if (fault is not null)
        {
            Checks.Refuse(events, Name, fault);
            return;
        }

        var answerBy = entry.Time.Date.Plus(Terms(state!).AnswerDays);
        _open.Add(++_filed, answerBy);
        events.Add(
            MessageKind.ComplaintFiled,
            Documents.Write(new ComplaintDocument(_filed, entry.Time.ToString(), answerBy.ToString(), o))
        );
    }

    public void Answer(in LogEntry entry, Outbox events)
    {
        if (Checks.Read<ComplaintAnswer>(entry, events, Name) is not { } o)
            return;
        var fault = Checks.Person("person", o.Person) ?? Checks.Words("answer", o.Answer, 10);
        if (fault is null && o.Outcome is not ("upheld" or "partly upheld" or "rejected"))
            fault = new("outcome", ObservationCheck.Cut(o.Outcome), "must be upheld, partly upheld or rejected");
        if (fault is null && !_open.ContainsKey(o.Number))
            fault = new("number", $"{o.Number}", "must be a complaint that is open");
        if (fault is not null)
        {
            Checks.Refuse(events, Name, fault);
            return;
        }

        var late = entry.Time.Date > _open[o.Number];
        _open.Remove(o.Number);
        events.Add(
            MessageKind.ComplaintAnswered,
            Documents.Write(new AnsweredComplaint(o.Number, entry.Time.ToString(), late, o))
        );
    }

    public void Save(StateWriter w)
    {
        w.Int(_filed);
        w.Int(_open.Count);
        foreach (var (number, day) in _open)
        {
            w.Int(number);
            w.Int(day.Days);
        }
    }

    public void Load(StateReader r)
    {
        _filed = r.Int();
        for (var count = r.Count(); count > 0; count--)
            _open.Add(r.Int(), new(r.Int()));
    }

    private static GovernanceTerms Terms(IndexState state) => state.Methodology.Governance;
}
