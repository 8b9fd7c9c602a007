// Normalization forms C and KC (Unicode Standard Annex 15), over UTF-8 that may hold bad bytes.
namespace Tokenbourse.Metering.Tokenizers;

/// <summary>
/// Works cluster by cluster: a character that the form leaves alone, that is no combining mark and never joins the one before
/// it begins a new cluster, and nothing reaches across. A bad byte stays what it is.
/// </summary>
internal sealed class UnicodeNormalizer : TextNormalizer
{
    private readonly UnicodeTables _tables;
    private readonly bool _compatible;

    /// <summary>For each code point: does it need the characters before it, or change by itself?</summary>
    private readonly bool[] _joins = new bool[CodePoints.Limit];

    public UnicodeNormalizer(UnicodeTables tables, bool compatible)
    {
        _tables = tables;
        _compatible = compatible;
        List<int> alone = [];
        for (var point = 0; point < CodePoints.Limit; point++)
        {
            if (tables.Rank(point) > 0 || tables.MayBeSecond(point))
            {
                _joins[point] = true;
                continue;
            }

            alone.Clear();
            tables.Decompose(point, compatible, alone);
            if (alone.Count == 1 && alone[0] == point)
                continue;
            Order(alone);
            Compose(alone);
            _joins[point] = alone.Count != 1 || alone[0] != point;
        }
    }

    public override bool Leaves(ReadOnlySpan<byte> utf8)
    {
        if (System.Text.Ascii.IsValid(utf8))
            return true;
        var text = new ScanText(utf8);
        for (var at = 0; at < utf8.Length; )
        {
            if (_joins[text.Read(at, out var size)])
                return false;
            at += size;
        }

        return true;
    }

    public override int Certain(ReadOnlySpan<byte> utf8)
    {
        for (var at = utf8.Length - 1; at > 0; at--)
        {
            if ((utf8[at] & 0xC0) == 0x80)
                continue;
            var text = new ScanText(utf8);
            if (!_joins[text.Read(at, out _)] && !text.HitEnd)
                return at;
        }

        return 0;
    }

    public override void Normalize(ReadOnlySpan<byte> utf8, ByteBuffer into, List<int> scratch)
    {
        var text = new ScanText(utf8);
        var done = 0;
        var begin = 0;
        for (var at = 0; at < utf8.Length; )
        {
            var point = text.Read(at, out var size);
            var bad = point == CodePoints.Replacement && size == 1;
            if (bad || !_joins[point])
            {
                // Nothing joins a bad byte: the next cluster begins behind it.
                begin = bad ? at + size : at;
                at += size;
                continue;
            }

            into.Append(utf8[done..begin]);
            at = done = Cluster(ref text, begin, scratch);
            foreach (var written in scratch)
                into.AppendPoint(written);
            begin = at;
        }

        into.Append(utf8[done..]);
    }

    /// <summary>Normalizes the cluster that begins here into the scratch; returns where it ends.</summary>
    private int Cluster(ref ScanText text, int at, List<int> scratch)
    {
        scratch.Clear();
        while (true)
        {
            var point = text.Read(at, out var size);
            if (point < 0 || point == CodePoints.Replacement && size == 1)
                break;
            if (scratch.Count > 0 && !_joins[point])
                break;
            _tables.Decompose(point, _compatible, scratch);
            at += size;
        }

        Order(scratch);
        Compose(scratch);
        return at;
    }

    /// <summary>Sorts each run of combining marks by rank, equal ranks as they stood; a long run by counting.</summary>
    private void Order(List<int> points)
    {
        for (var from = 0; from < points.Count; from++)
        {
            if (_tables.Rank(points[from]) == 0)
                continue;
            var to = from + 1;
            while (to < points.Count && _tables.Rank(points[to]) > 0)
                to++;
            if (to - from > 1)
                Sort(points, from, to);
            from = to - 1;
        }
    }

    private void Sort(List<int> points, int from, int to)
    {
        if (to - from <= 32)
        {
            for (var i = from + 1; i < to; i++)
            {
                var point = points[i];
                var rank = _tables.Rank(point);
                var at = i;
                for (; at > from && _tables.Rank(points[at - 1]) > rank; at--)
                    points[at] = points[at - 1];
                points[at] = point;
            }

            return;
        }

        Span<int> begins = stackalloc int[257];
        for (var i = from; i < to; i++)
            begins[_tables.Rank(points[i]) + 1]++;
        for (var rank = 1; rank < 257; rank++)
            begins[rank] += begins[rank - 1];
        var sorted = new int[to - from];
        for (var i = from; i < to; i++)
            sorted[begins[_tables.Rank(points[i])]++] = points[i];
        for (var i = from; i < to; i++)
            points[i] = sorted[i - from];
    }

    /// <summary>Joins each character with the last starter unless something between blocks it.</summary>
    private void Compose(List<int> points)
    {
        var starter = -1;
        var between = -1;
        var kept = 0;
        for (var i = 0; i < points.Count; i++)
        {
            var point = points[i];
            var rank = _tables.Rank(point);
            if (starter >= 0 && between < rank && _tables.Compose(points[starter], point) is >= 0 and var composed)
            {
                points[starter] = composed;
                continue;
            }

            between = rank == 0 ? -1 : rank;
            if (rank == 0)
                starter = kept;
            points[kept++] = point;
        }

        points.RemoveRange(kept, points.Count - kept);
    }
}
