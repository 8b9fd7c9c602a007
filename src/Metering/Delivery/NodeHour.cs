// One hour of one node: which certificate has each moment, and with how many GPUs.
namespace Tokenbourse.Metering.Delivery;

/// <summary>A record's part of one hour, in nanoseconds after the hour's begin.</summary>
internal readonly record struct NodePiece(int Row, long From, long To, int Gpus, long Certificate, long Hour);

/// <summary>Takes what a moment came to.</summary>
internal delegate void TakeDelivered(long certificate, long hour, Int128 gpuNanoseconds);

/// <summary>Takes a piece that another certificate's record contradicts for so many nanoseconds.</summary>
internal delegate void TakeDoubt(in NodePiece piece, long length, IReadOnlyCollection<long> certificates);

/// <summary>A sweep over the moments at which something begins or ends.</summary>
internal static class NodeHour
{
    /// <summary>Counts the pieces of one node and hour.</summary>
    /// <param name="twice">GPU-nanoseconds told more than once for one certificate are added.</param>
    public static void Count(List<NodePiece> pieces, TakeDelivered deliver, TakeDoubt doubt, ref Int128 twice)
    {
        pieces.Sort((a, b) => a.From != b.From ? a.From.CompareTo(b.From) : a.Row.CompareTo(b.Row));
        var cuts = pieces.SelectMany(p => new[] { p.From, p.To }).Distinct().Order().ToArray();
        var open = new List<NodePiece>();
        var next = 0;
        for (var i = 0; i + 1 < cuts.Length; i++)
        {
            var (at, length) = (cuts[i], cuts[i + 1] - cuts[i]);
            open.RemoveAll(p => p.To <= at);
            for (; next < pieces.Count && pieces[next].From <= at; next++)
                open.Add(pieces[next]);
            if (open.Count == 0)
                continue;
            var certificate = open[0].Certificate;
            if (open.TrueForAll(p => p.Certificate == certificate))
            {
                var most = open.Max(p => p.Gpus);
                deliver(certificate, open[0].Hour, (Int128)length * most);
                twice += (Int128)length * (open.Sum(p => (long)p.Gpus) - most);
                continue;
            }

            var certificates = new SortedSet<long>(open.Select(p => p.Certificate));
            foreach (var piece in open)
                doubt(piece, length, certificates);
        }
    }
}
