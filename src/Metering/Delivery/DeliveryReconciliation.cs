// Usage records against what was sold: per certificate and hour, each moment of a node counted once.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Metering.Delivery;

/// <summary>The result.</summary>
/// <param name="Hours">Every hour that was judged, by certificate, then hour.</param>
/// <param name="Faults">By row, then finding.</param>
/// <param name="TwiceTold">GPU-seconds that more than one record tells
/// of the same node for the same certificate: they count once.</param>
public sealed record ReconciledDelivery(
    IReadOnlyList<DeliveredHour> Hours,
    IReadOnlyList<RecordFault> Faults,
    long TwiceTold
)
{
    /// <summary>Nothing is short, nothing too much, no record is left over.</summary>
    public bool Agrees => Faults.Count == 0 && Hours.All(h => h.Sold == h.Delivered);
}

/// <summary>Counts. A record is cut at whole hours; each piece goes to the one certificate that has a claim on it.
/// Inside an hour a node's moment counts once, with the most GPUs that a record tells of it.</summary>
public sealed class DeliveryReconciliation
{
    private const long HourNanoseconds = DeliveryHours.Nanoseconds;

    private readonly SortedDictionary<long, SoldWindow> _windows = [];
    private readonly Dictionary<long, List<SoldWindow>> _byHour = [];
    private readonly Dictionary<(string Node, long Hour), List<NodePiece>> _pieces = [];
    private readonly SortedDictionary<(int Row, RecordFinding Finding), Fault> _faults = [];
    private readonly Dictionary<(long Certificate, long Hour), Int128> _delivered = [];
    private readonly long _endHour;
    private Int128 _twice;

    private DeliveryReconciliation(IEnumerable<SoldWindow> sold, long endHour)
    {
        _endHour = endHour;
        foreach (var window in sold)
        {
            _windows.Add(window.Certificate, window);
            for (var hour = window.FirstHour; hour < window.FirstHour + window.Hours; hour++)
            {
                if (!_byHour.TryGetValue(hour, out var list))
                    _byHour.Add(hour, list = []);
                list.Add(window);
            }
        }
    }

    // What of a record counts for nobody, in GPU-nanoseconds.
    private sealed class Fault(long firstHour)
    {
        public long FirstHour { get; set; } = firstHour;

        public Int128 Amount { get; set; }

        public SortedSet<long> Certificates { get; } = [];
    }

    /// <summary>Counts records against windows.</summary>
    /// <param name="sold">Each certificate once.</param>
    /// <param name="records">In any order.</param>
    /// <param name="endHour">Hours from this one on are not judged: they
    /// are not over. What records tell of them is passed over.</param>
    /// <exception cref="ArgumentException">A certificate stands twice in <paramref name="sold"/>.</exception>
    public static ReconciledDelivery Of(
        IEnumerable<SoldWindow> sold,
        IEnumerable<GpuInterval> records,
        long endHour = long.MaxValue
    )
    {
        var count = new DeliveryReconciliation(sold, endHour);
        foreach (var record in records)
            count.Cut(record);
        foreach (var pieces in count._pieces.Values)
            NodeHour.Count(pieces, count.Deliver, count.Doubt, ref count._twice);
        return count.Result();
    }

    private void Cut(in GpuInterval record)
    {
        for (var at = record.Start; at < record.End; )
        {
            var hour = DeliveryHours.Of(at);
            if (hour >= _endHour)
                return;
            var next = DeliveryHours.Begin(hour + 1);
            var end = next < record.End ? next : record.End;
            Give(record, hour, at, end);
            at = end;
        }
    }

    private void Give(in GpuInterval record, long hour, Instant from, Instant to)
    {
        var begin = DeliveryHours.Begin(hour);
        var piece = new NodePiece(
            record.Row,
            from.Nanoseconds - begin.Nanoseconds,
            to.Nanoseconds - begin.Nanoseconds,
            record.Gpus,
            record.Certificate,
            hour
        );
        var amount = (Int128)(piece.To - piece.From) * piece.Gpus;
        var claims = _byHour.GetValueOrDefault(hour);
        if (record.Certificate != 0)
        {
            if (!_windows.TryGetValue(record.Certificate, out var named))
                Blame(record.Row, RecordFinding.Unknown, hour, amount, [record.Certificate]);
            else if (!named.Holds(hour))
                Blame(record.Row, RecordFinding.OutsideNamed, hour, amount, [record.Certificate]);
            else
                Keep(record.Node, piece);
        }
        else if (claims is null)
        {
            Blame(record.Row, RecordFinding.Outside, hour, amount, []);
        }
        else if (claims.Count > 1)
        {
            Blame(record.Row, RecordFinding.Contested, hour, amount, claims.Select(c => c.Certificate));
        }
        else
        {
            Keep(record.Node, piece with { Certificate = claims[0].Certificate });
        }
    }

    private void Keep(string node, in NodePiece piece)
    {
        if (!_pieces.TryGetValue((node, piece.Hour), out var list))
            _pieces.Add((node, piece.Hour), list = []);
        list.Add(piece);
    }

    private void Deliver(long certificate, long hour, Int128 amount) =>
        _delivered[(certificate, hour)] = _delivered.GetValueOrDefault((certificate, hour)) + amount;

    private void Doubt(in NodePiece piece, long length, IReadOnlyCollection<long> certificates) =>
        Blame(piece.Row, RecordFinding.SameNode, piece.Hour, (Int128)length * piece.Gpus, certificates);

    private void Blame(int row, RecordFinding finding, long hour, Int128 amount, IEnumerable<long> certificates)
    {
        if (!_faults.TryGetValue((row, finding), out var fault))
            _faults.Add((row, finding), fault = new(hour));
        fault.FirstHour = long.Min(fault.FirstHour, hour);
        fault.Amount += amount;
        fault.Certificates.UnionWith(certificates);
    }

    private ReconciledDelivery Result()
    {
        var hours = new List<DeliveredHour>();
        foreach (var window in _windows.Values)
            for (var hour = window.FirstHour; hour < window.FirstHour + window.Hours && hour < _endHour; hour++)
                hours.Add(
                    new(
                        window.Certificate,
                        hour,
                        window.SecondsAnHour,
                        Seconds(_delivered.GetValueOrDefault((window.Certificate, hour)))
                    )
                );
        return new(
            hours,
            [
                .. _faults.Select(f => new RecordFault(
                    f.Key.Row,
                    f.Key.Finding,
                    f.Value.FirstHour,
                    Seconds(f.Value.Amount),
                    [.. f.Value.Certificates]
                )),
            ],
            Seconds(_twice)
        );
    }

    private static long Seconds(Int128 nanoseconds) => (long)(nanoseconds / Instant.PerSecond);
}
