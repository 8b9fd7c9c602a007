// The machine's side of governance: versions with a day, prints made again, judgements, announcements, complaints.
using Tokenbourse.Index.Governance;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Index;

public sealed partial class IndexMachine
{
    private GovernanceState _governance = new();

    private PrintContext ContextOf(IndexState index)
    {
        var methodology = index.Methodology;
        return new(_observations, index, index.NextDay, _indexes)
        {
            Trace = Trace is { } trace && trace.Wants(methodology.Index, index.NextDay) ? trace : null,
            Judgement = _governance.Judgements.Approved(methodology.Index, index.NextDay.ToString()),
            Weights = methodology.Governance.AnnounceDays > 0 ? new() : null,
            Without = Without is { } one && one.Is(methodology.Index, index.NextDay) ? one.Constituent : null,
        };
    }

    private void AfterPrint(PrintContext context, PrintDocument print, byte[]? image, Instant due, Outbox events)
    {
        if (context.Weights is { } weights)
            _governance.Weights.Set(print.Index, weights);
        if (image is null)
            _governance.Judgements.Forget(print.Index, print.Day);
        else
        {
            var until = due.Plus(context.Methodology.Governance.CorrectionHours * 60 * Instant.PerMinute);
            _governance.Windows.Open(new(print.Index, context.Day, until, image, Documents.Write(print), []));
        }

        TakeOver(context.State, due, events);
    }

    // The state as it is before a print, without what governance remembers: a print can be made again from it.
    private byte[] Image()
    {
        var writer = new StateWriter();
        Save(writer, [.. Sections().Where(section => section.Tag is < 10 or > 19)]);
        return writer.Bytes.ToArray();
    }

    private void Announce(IndexState known, IndexMethodology methodology, in LogEntry entry, Outbox events)
    {
        var notice = known.Methodology.Governance.NoticeDays;
        var earliest = entry.Time.Date.Plus(notice);
        var name = $"index methodology {methodology.Index}";
        if (methodology.Effective is not { } effective)
        {
            var rule = $"must be there, {earliest} or later: the version in force asks for {notice} days' notice";
            Refuse(events, name, new("effective", "", rule));
            return;
        }

        if (effective < earliest)
        {
            var rule = $"must be {earliest} or later: the version in force asks for {notice} days' notice";
            Refuse(events, name, new("effective", $"{effective}", rule));
            return;
        }

        if (_governance.Pending.Newest(methodology.Index) is { } newest && methodology.Version <= newest)
        {
            Refuse(events, name, new("version", $"{methodology.Version}", $"must be above {newest}, announced"));
            return;
        }

        _governance.Pending.Add(methodology, entry.Payload.ToArray());
        events.Add(
            MessageKind.MethodologyAnnounced,
            Documents.Write(
                new AnnouncedMethodology(
                    methodology.Index,
                    methodology.Version,
                    effective.ToString(),
                    entry.Time.ToString(),
                    entry.Sequence
                )
            )
        );
        TakeOver(known, entry.Time, events);
    }

    // A version takes over when the next print would not lie before its day.
    private void TakeOver(IndexState index, Instant now, Outbox events)
    {
        while (_governance.Pending.Due(index.Methodology.Index, index.NextDay) is { } due)
        {
            if (due.Methodology.Version <= index.Methodology.Version)
                continue;
            index.Define(due.Methodology, due.Document, now);
            events.Add(MessageKind.IndexDefined, due.Document);
        }
    }

    private void Govern(in LogEntry entry, Outbox events)
    {
        switch (entry.Kind)
        {
            case MessageKind.AnnounceChange:
                Announcements.Change(entry, events, _indexes, _governance.Weights);
                break;
            case MessageKind.NameAffiliate:
                Announcements.Affiliate(entry, events);
                break;
            case MessageKind.ProposeJudgement:
                _governance.Judgements.Propose(entry, events, StateOf, _governance.Windows);
                break;
            case MessageKind.ApproveJudgement:
                if (_governance.Judgements.Approve(entry, events, StateOf, _governance.Windows) is { } approved)
                    RestateByJudgement(approved, entry, events);
                break;
            case MessageKind.FileComplaint:
                _governance.Complaints.File(entry, events, StateOf);
                break;
            case MessageKind.AnswerComplaint:
                _governance.Complaints.Answer(entry, events);
                break;
            case MessageKind.CorrectObservation:
                Correct(entry, events);
                break;
            default:
                break;
        }
    }

    private IndexState? StateOf(string name)
    {
        foreach (var index in _indexes)
        {
            if (index.Methodology.Index == name)
                return index;
        }

        return null;
    }

    private void Correct(in LogEntry entry, Outbox events)
    {
        if (Corrections.Read(entry, events, _observations) is not { } correction)
            return;
        foreach (var window in _governance.Windows.All)
        {
            var corrects = correction.Document.Corrects;
            if (corrects >= window.Entries && !window.Sequences.Contains(corrects))
                continue;
            window.Corrections.Add(entry.Payload.ToArray());
            window.Sequences.Add(entry.Sequence);
            var again = Remake(window, _governance.Judgements.Approved(window.Index, window.Day.ToString()));
            if (!Documents.Write(again).AsSpan().SequenceEqual(window.Print))
                Tell(window, again, correction.Document.Reason, entry, [.. window.Sequences], events);
        }

        correction.Enter(_observations);
    }

    private void RestateByJudgement(JudgementDocument judgement, in LogEntry entry, Outbox events)
    {
        if (_governance.Windows.Of(judgement.Index, judgement.Day) is not { } window)
            return;
        var again = Remake(window, judgement);
        if (!Documents.Write(again).AsSpan().SequenceEqual(window.Print))
            Tell(window, again, "a judgement was approved after the print", entry, [entry.Sequence], events);
    }

    // From the image of the moment before the print, with what was put right since.
    private static PrintDocument Remake(CorrectionWindow window, JudgementDocument? judgement)
    {
        var twin = new IndexMachine();
        twin.Load(new(window.Image));
        for (var i = 0; i < window.Corrections.Count; i++)
            Corrections.Of(window.Corrections[i], window.Sequences[i]).Replace(twin._observations);
        var state = twin.StateOf(window.Index);
        Must.Hold(state is not null);
        return Pipeline.Print(new(twin._observations, state!, window.Day, twin._indexes) { Judgement = judgement });
    }

    private static void Tell(
        CorrectionWindow window,
        PrintDocument again,
        string reason,
        in LogEntry entry,
        IReadOnlyList<long> rests,
        Outbox events
    )
    {
        var first = Documents.Read<PrintDocument>(window.Print);
        if (again.Diagnostics is { } plain)
            again = again with { Diagnostics = plain with { Restated = true } };
        events.Add(
            MessageKind.PrintRestated,
            Documents.Write(
                new RestatedPrint(
                    window.Index,
                    window.Day.ToString(),
                    first.Value,
                    entry.Time.ToString(),
                    reason,
                    rests,
                    again
                )
            )
        );
    }
}
