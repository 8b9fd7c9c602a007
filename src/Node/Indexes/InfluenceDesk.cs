// What each constituent does to a print: the print is made again by the same machine without it.
using Tokenbourse.Gateways.Http;
using Tokenbourse.Index;
using Tokenbourse.Log;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Node.Indexes;

/// <summary>Plays the log of observations to the print's moment on a machine of its own; the venue's is never touched.
/// A print does not change, so an answer is kept.</summary>
/// <param name="observations">The venue's observation log from a sequence on.</param>
internal sealed class InfluenceDesk(Func<long, IEnumerable<LogEntry>> observations) : IInfluenceDesk
{
    private const int MostKept = 64;

    /// <summary>Constituents that are left out in turn, the weightiest first.</summary>
    private const int MostConstituents = 100;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Index, int Day), InfluenceShape?> _kept = [];

    /// <inheritdoc/>
    public InfluenceShape? Of(string index, TradingDate day)
    {
        lock (_gate)
        {
            if (_kept.TryGetValue((index, day.Days), out var known) && known is not null)
                return known;
            if (_kept.Count >= MostKept)
                _kept.Clear();
            return _kept[(index, day.Days)] = Make(index, day);
        }
    }

    private InfluenceShape? Make(string index, TradingDate day)
    {
        if (Find(index, day) is not { } moment)
            return null;
        var print = moment.Print;
        var can = moment.Methodology is { } m && PrintWithout.Can(m);
        var rows = new List<InfluenceRowShape>();
        foreach (var one in print.Used.OrderByDescending(c => c.WeightPpm).Take(can ? MostConstituents : 0))
        {
            var machine = new IndexMachine { Without = new(index, print.Day, one.Name) };
            machine.Load(new(moment.Image));
            var without = PrintOf(Apply(machine, moment.Entry), index, print.Day)?.Value;
            var move = without is { } w && print.Value is { } v ? w - v : (decimal?)null;
            rows.Add(
                new(
                    one.Name,
                    one.WeightPpm,
                    without is { } value ? Fixed(value, print.Decimals) : null,
                    move is { } by ? Fixed(by, print.Decimals) : null,
                    move is { } part && print.Value is > 0m ? Percent(part / print.Value.Value) : null
                )
            );
        }

        return new(
            index,
            print.Day,
            print.Version,
            print.Value is { } all ? Fixed(all, print.Decimals) : null,
            moment.Entry.Sequence,
            can,
            print.Used.Count,
            rows
        );
    }

    private sealed record Moment(
        ReadOnlyMemory<byte> Image,
        LogEntry Entry,
        PrintDocument Print,
        IndexMethodology? Methodology
    );

    private Moment? Find(string index, TradingDate day)
    {
        var machine = new IndexMachine();
        var wanted = day.ToString();
        IndexMethodology? methodology = null;
        foreach (var entry in observations(0))
        {
            // The clock of an index may be ahead of UTC by most of a day.
            var near = machine.NextDue <= entry.Time && entry.Time.Date >= day.Plus(-1);
            var image = near ? Image(machine) : default;
            var told = Apply(machine, entry);
            if (PrintOf(told, index, wanted) is { } print)
                return new(image, entry, print, methodology);
            foreach (var one in new Frames(told))
            {
                if (one.Kind == MessageKind.IndexDefined && IndexMethodology.Read(one.Payload, []) is { } read)
                    methodology = read.Index == index ? read : methodology;
            }
        }

        return null;
    }

    private static ReadOnlyMemory<byte> Image(IndexMachine machine)
    {
        var writer = new StateWriter();
        machine.Save(writer);
        return writer.Bytes.ToArray();
    }

    private static ReadOnlyMemory<byte> Apply(IndexMachine machine, in LogEntry entry)
    {
        var outbox = new Outbox { Cause = entry.Sequence, Time = entry.Time };
        machine.Apply(entry, outbox);
        return outbox.Bytes;
    }

    private static PrintDocument? PrintOf(ReadOnlyMemory<byte> told, string index, string day)
    {
        foreach (var one in new Frames(told))
        {
            if (one.Kind is not (MessageKind.Printed or MessageKind.PrintWithheld))
                continue;
            var print = Documents.Read<PrintDocument>(one.Payload.Span);
            if (print.Index == index && print.Day == day)
                return print;
        }

        return null;
    }

    private static string Fixed(decimal value, int decimals) => Clearing.ClearingWords.Fixed(value, decimals);

    private static string Percent(decimal share) => Fixed(decimal.Round(share * 100m, 4), 4);
}
