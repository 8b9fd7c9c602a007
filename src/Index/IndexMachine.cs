// The index administrator: observations and methodologies in, prints out, at the moments that the calendar owes.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Index;

/// <summary>A deterministic machine. A print at its moment sees exactly the entries before it: the calendar is served
/// before the command.</summary>
public sealed partial class IndexMachine : IMachine
{
    private readonly List<IndexState> _indexes = [];
    private Observations _observations = new();

    /// <inheritdoc/>
    public long Next { get; private set; }

    /// <summary>Told how one print came about; no part of the state.</summary>
    public PrintTrace? Trace { get; set; }

    /// <summary>For a copy of the machine: one print is made without one constituent; no part of the state.</summary>
    public PrintWithout? Without { get; set; }

    /// <inheritdoc/>
    public Instant NextDue
    {
        get
        {
            var due = Instant.Never;
            foreach (var index in _indexes)
            {
                if (index.NextMoment < due)
                    due = index.NextMoment;
            }

            return due;
        }
    }

    /// <inheritdoc/>
    public ulong Digest
    {
        get
        {
            var writer = new StateWriter();
            Save(writer);
            return writer.Digest;
        }
    }

    /// <inheritdoc/>
    public void Apply(in LogEntry entry, Outbox events)
    {
        Must.Hold(entry.Sequence == Next);
        PrintWhatIsDue(entry.Time, events);
        _governance.Forget(entry.Time);
        switch (entry.Kind)
        {
            case MessageKind.Tick:
                break;
            case MessageKind.DefineIndex:
                Define(entry, events);
                break;
            case MessageKind.ObservePrice:
                ObservePrice(entry, events);
                break;
            case MessageKind.ObserveQuality:
                ObserveQuality(entry, events);
                break;
            case MessageKind.ObserveRate:
                ObserveRate(entry, events);
                break;
            case MessageKind.ObserveDeal:
                ObserveDeal(entry, events);
                break;
            case MessageKind.DefineSource:
                DefineSource(entry, events);
                break;
            case MessageKind.ObserveMeasure:
                ObserveMeasure(entry, events);
                break;
            case MessageKind.ObserveSpot:
                ObserveSpot(entry, events);
                break;
            case >= MessageKind.AnnounceChange and <= MessageKind.CorrectObservation:
                Govern(entry, events);
                break;
            default:
                events.Add(
                    MessageKind.DocumentRefused,
                    Documents.Write(
                        new RefusedDocument(
                            "index",
                            "kind",
                            entry.Kind.ToString(),
                            "is no command of the index machine"
                        )
                    )
                );
                break;
        }

        Next++;
    }

    /// <inheritdoc/>
    public void Save(StateWriter writer) => Save(writer, Sections());

    private void Save(StateWriter writer, IStateSection[] sections)
    {
        writer.Long(Next);
        _observations.Save(writer);
        writer.Int(_indexes.Count);
        foreach (var index in _indexes)
            index.Save(writer);
        foreach (var section in sections)
        {
            if (section.Empty)
                continue;
            writer.Byte(section.Tag);
            section.Save(writer);
        }
    }

    /// <inheritdoc/>
    public void Load(StateReader reader)
    {
        Next = reader.Long();
        _observations = new();
        _governance = new();
        _observations.Load(reader);
        _indexes.Clear();
        for (var count = reader.Count(); count > 0; count--)
            _indexes.Add(IndexState.Load(reader));
        while (!reader.AtEnd)
            SectionOf(reader.Byte()).Load(reader);
    }

    // In the order of their tags. A new one takes the next number and its line here.
    private IStateSection[] Sections() =>
        [
            _observations.Deals,
            _observations.Sources,
            new DealMemories(_indexes),
            new AlarmMemories(_indexes),
            _observations.Traits,
            new Memories(_indexes),
            _observations.Spot,
            .. _governance.Sections,
        ];

    private IStateSection SectionOf(byte tag)
    {
        foreach (var section in Sections())
        {
            if (section.Tag == tag)
                return section;
        }

        throw new InvariantBrokenException("a saved section is unknown");
    }

    // Moment after moment; at one moment in the order in which the indexes were defined.
    private void PrintWhatIsDue(Instant now, Outbox events)
    {
        for (var due = NextDue; due <= now && due < Instant.Never; due = NextDue)
        {
            foreach (var index in _indexes)
            {
                if (index.NextMoment != due)
                    continue;
                var image = index.Methodology.Governance.CorrectionHours > 0 ? Image() : null;
                var context = ContextOf(index);
                var print = Pipeline.Print(context);
                events.Add(
                    print.Value is null ? MessageKind.PrintWithheld : MessageKind.Printed,
                    Documents.Write(print)
                );
                index.PrintedDay = index.NextDay;
                index.NextDay = index.Methodology.DayAfter(index.NextDay);
                AfterPrint(context, print, image, due, events);
            }

            Alarms.Compare(_indexes, events);
        }
    }

    private void Define(in LogEntry entry, Outbox events)
    {
        var faults = new List<SpecFault>();
        var methodology = IndexMethodology.Read(entry.Payload, faults);
        if (methodology is null)
        {
            foreach (var fault in faults)
                Refuse(events, "index methodology", fault);
            return;
        }

        IndexState? known = null;
        foreach (var index in _indexes)
        {
            if (index.Methodology.Index == methodology.Index)
                known = index;
        }

        if (known is not null && FaultAgainst(known.Methodology, methodology) is { } against)
        {
            Refuse(events, $"index methodology {methodology.Index}", against);
            return;
        }

        if (known is not null && (methodology.Effective is not null || known.Methodology.Governance.NoticeDays > 0))
        {
            Announce(known, methodology, entry, events);
            return;
        }

        if (known is null)
            _indexes.Add(known = new());
        known.Define(methodology, entry.Payload.Span, entry.Time);
        events.Add(MessageKind.IndexDefined, entry.Payload.Span);
    }

    // A later version measures the same thing otherwise; another measure is another index.
    private static SpecFault? FaultAgainst(IndexMethodology old, IndexMethodology other)
    {
        if (other.Version <= old.Version)
            return new("version", $"{other.Version}", $"must be above {old.Version}");
        if (other.Product != old.Product)
            return new("product", other.Product, $"must stay {old.Product}");
        if (other.Currency != old.Currency)
            return new("currency", $"{other.Currency}", $"must stay {old.Currency}");
        if (other.Unit != old.Unit)
            return new("unit", other.Unit, $"must stay '{old.Unit}'");
        return other.Decimals != old.Decimals
            ? new("decimals", $"{other.Decimals}", $"must stay {old.Decimals}")
            : null;
    }

    private void ObservePrice(in LogEntry entry, Outbox events)
    {
        if (Read<PriceObservation>(entry, events) is not { } o)
            return;
        if (ObservationCheck.Refuses(o, entry.Time.Date, out var seen, out var effective) is { } refused)
            Refuse(events, refused);
        else
            _observations.Add(o, seen, effective, entry.Time.Date, entry.Sequence);
    }

    private void ObserveQuality(in LogEntry entry, Outbox events)
    {
        if (Read<QualityObservation>(entry, events) is not { } o)
            return;
        if (ObservationCheck.Refuses(o, entry.Time.Date, out var seen) is { } refused)
            Refuse(events, refused);
        else
            _observations.Add(o, seen, entry.Sequence);
    }

    private void ObserveRate(in LogEntry entry, Outbox events)
    {
        if (Read<RateObservation>(entry, events) is not { } o)
            return;
        if (ObservationCheck.Refuses(o, entry.Time.Date, out var seen) is { } refused)
            Refuse(events, refused);
        else
            _observations.Add(o, seen, entry.Sequence);
    }

    private void ObserveDeal(in LogEntry entry, Outbox events)
    {
        if (Read<DealObservation>(entry, events) is not { } o)
            return;
        if (DealCheck.Refuses(o, entry.Time.Date, out var seen, out var from, out var to) is { } refused)
            Refuse(events, refused);
        else
            _observations.Deals.Add(o, seen, from, to, entry.Time.Date, entry.Sequence);
    }

    private void DefineSource(in LogEntry entry, Outbox events)
    {
        if (Documents.Read<SourceDocument>(entry.Payload.Span, out var broken) is not { } source)
            Refuse(events, "source", new SpecFault("document", "", broken));
        else if (_observations.Sources.FaultOf(source, entry.Time.Date) is { } fault)
            Refuse(events, $"source {ObservationCheck.Cut(source.Source)}", fault);
        else
        {
            _observations.Sources.Define(source);
            events.Add(MessageKind.SourceDefined, entry.Payload.Span);
        }
    }

    private void ObserveMeasure(in LogEntry entry, Outbox events)
    {
        if (Read<MeasureObservation>(entry, events) is not { } o)
            return;
        if (DealCheck.Refuses(o, entry.Time.Date, out var seen, out var effective) is { } refused)
            Refuse(events, refused);
        else
            _observations.Add(o, seen, effective, entry.Time.Date, entry.Sequence);
    }

    private static T? Read<T>(in LogEntry entry, Outbox events)
        where T : class
    {
        var document = Documents.Read<T>(entry.Payload.Span, out var fault);
        if (document is null)
            Refuse(events, new("document", "", fault));
        return document;
    }

    private static void Refuse(Outbox events, RefusedObservation refused) =>
        events.Add(MessageKind.ObservationRefused, Documents.Write(refused));

    private static void Refuse(Outbox events, string document, SpecFault fault) =>
        events.Add(
            MessageKind.DocumentRefused,
            Documents.Write(
                new RefusedDocument(document, fault.Path.Length == 0 ? "document" : fault.Path, fault.Given, fault.Rule)
            )
        );
}
