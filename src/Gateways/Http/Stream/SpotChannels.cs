// The channels of the spot market: auctions, trades and books of a product; certificates and what waits of an account.
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.Spot;

namespace Tokenbourse.Gateways.Http.Stream;

/// <summary>spot.auctions:PRODUCT: the newest auction; then each that is held.</summary>
internal sealed class SpotAuctionsChannel : StreamChannel
{
    private readonly SpotProductRow _row;

    public SpotAuctionsChannel(string name, SpotProductRow row)
        : base(name)
    {
        _row = row;
        if (row.Auctions.Count > 0)
            Seq = row.Auctions[^1].Sequence;
    }

    public override bool Conflates => false;

    public override StreamNote Snapshot()
    {
        // What was held after the last message is told by the next one.
        var told = _row.Auctions.FindLast(a => a.Sequence <= Seq);
        IReadOnlyList<SpotAuctionShape> shapes = told is null ? [] : [PresentSpot.Auction(_row, told.Auction)];
        return new("snapshot", Seq, Seq, shapes, WireJson.Wire.IReadOnlyListSpotAuctionShape);
    }

    public override void Update(Instant now, List<StreamNote> notes)
    {
        foreach (var auction in _row.Auctions)
        {
            if (auction.Sequence <= Seq)
                continue;
            var before = Seq;
            Seq = auction.Sequence;
            var shape = PresentSpot.Auction(_row, auction.Auction);
            notes.Add(new("event", Seq, before, shape, WireJson.Wire.SpotAuctionShape));
        }
    }
}

/// <summary>spot.trades:PRODUCT: the newest trades; then each trade.</summary>
internal sealed class SpotTradesChannel : StreamChannel
{
    private const int InSnapshot = 100;
    private readonly SpotProductRow _row;

    public SpotTradesChannel(string name, SpotProductRow row)
        : base(name)
    {
        _row = row;
        if (row.Trades.Count > 0)
            Seq = row.Trades[^1].Sequence;
    }

    public override bool Conflates => false;

    public override StreamNote Snapshot()
    {
        IReadOnlyList<SpotTradeShape> shapes =
        [
            .. _row.Trades.Where(t => t.Sequence <= Seq).TakeLast(InSnapshot).Reverse().Select(PresentSpot.Trade),
        ];
        return new("snapshot", Seq, Seq, shapes, WireJson.Wire.IReadOnlyListSpotTradeShape);
    }

    public override void Update(Instant now, List<StreamNote> notes)
    {
        var trades = _row.Trades;
        if (trades.Count == 0 || trades[^1].Sequence == Seq)
            return;
        if (trades.Count == SpotProductRow.MostTrades && trades[0].Sequence > Seq)
        {
            // More traded than is kept: begin again.
            var told = Seq;
            Seq = trades[^1].Sequence;
            notes.Add(Snapshot() with { PrevSeq = told });
            return;
        }

        for (var i = trades.FindIndex(t => t.Sequence > Seq); i < trades.Count; i++)
        {
            var before = Seq;
            Seq = trades[i].Sequence;
            notes.Add(new("event", Seq, before, PresentSpot.Trade(trades[i]), WireJson.Wire.SpotTradeShape));
        }
    }
}

/// <summary>spot.book:PRODUCT: blocks with live orders; then the blocks that changed, whole. One without orders is
/// gone.</summary>
internal sealed class SpotBookChannel : StreamChannel
{
    private readonly StreamSources _sources;
    private readonly string _product;
    private readonly SortedDictionary<(string FirstHour, int Hours), (SpotBlockShape Shape, byte[] Bytes)> _told = [];
    private long _seen;

    public SpotBookChannel(string name, StreamSources sources, string product)
        : base(name)
    {
        (_sources, _product) = (sources, product);
        Changes([]);
        Seq = sources.Views.AsOf;
    }

    public override StreamNote Snapshot()
    {
        IReadOnlyList<SpotBlockShape> blocks = [.. _told.Values.Select(b => b.Shape)];
        return new("snapshot", Seq, Seq, blocks, WireJson.Wire.IReadOnlyListSpotBlockShape);
    }

    public override void Update(Instant now, List<StreamNote> notes)
    {
        if (_sources.Views.Spot.Dealing.Changed == _seen)
            return;
        var changed = new List<SpotBlockShape>();
        Changes(changed);
        if (changed.Count == 0)
            return;
        var before = Seq;
        Seq = _sources.Views.AsOf;
        notes.Add(new("delta", Seq, before, changed, WireJson.Wire.IReadOnlyListSpotBlockShape));
    }

    private void Changes(List<SpotBlockShape> changed)
    {
        _seen = _sources.Views.Spot.Dealing.Changed;
        var gone = _told.Keys.ToHashSet();
        foreach (var block in PresentSpotDealing.Book(_sources.Views, _product, null, null)!)
        {
            var key = (block.FirstHour, block.Hours);
            gone.Remove(key);
            var bytes = JsonSerializer.SerializeToUtf8Bytes(block, WireJson.Wire.SpotBlockShape);
            if (_told.TryGetValue(key, out var told) && told.Bytes.AsSpan().SequenceEqual(bytes))
                continue;
            _told[key] = (block, bytes);
            changed.Add(block);
        }

        foreach (var key in gone.Order())
        {
            _told.Remove(key);
            changed.Add(new(key.FirstHour, key.Hours, [], []));
        }
    }
}

/// <summary>spot.certificates:ACCOUNT: what it owns or has issued; then those that changed, whole. One that was passed
/// on is told once more, with its new owner.</summary>
internal sealed class SpotCertificatesChannel : StreamChannel
{
    private readonly StreamSources _sources;
    private readonly AccountId _account;
    private readonly SortedDictionary<long, CertificateShape> _told = [];
    private long _seen = -1;

    public SpotCertificatesChannel(string name, StreamSources sources, AccountId account)
        : base(name)
    {
        (_sources, _account) = (sources, account);
        Changes([]);
        Seq = sources.Views.AsOf;
    }

    public override StreamNote Snapshot()
    {
        IReadOnlyList<CertificateShape> shapes = [.. _told.Values.Reverse()];
        return new("snapshot", Seq, Seq, shapes, WireJson.Wire.IReadOnlyListCertificateShape);
    }

    public override void Update(Instant now, List<StreamNote> notes)
    {
        var changed = new List<CertificateShape>();
        Changes(changed);
        if (changed.Count == 0)
            return;
        var before = Seq;
        Seq = _sources.Views.AsOf;
        notes.Add(new("delta", Seq, before, changed, WireJson.Wire.IReadOnlyListCertificateShape));
    }

    private void Changes(List<CertificateShape> changed)
    {
        var board = _sources.Views.Spot;
        if (board.CertificatesChanged == _seen)
            return;
        foreach (var row in board.Certificates)
        {
            if (row.Changed <= _seen)
                continue;
            var id = row.Issued.Certificate;
            var mine = row.Owner == _account || row.Issued.Issuer == _account;
            if (!mine && !_told.ContainsKey(id))
                continue;
            var shape = PresentSpot.Shape(board, row);
            if (mine)
                _told[id] = shape;
            else
                _told.Remove(id);
            changed.Add(shape);
        }

        _seen = board.CertificatesChanged;
    }
}

/// <summary>spot.bids:ACCOUNT, spot.orders:ACCOUNT, spot.quotes:ACCOUNT: a list, told whole when it is another than
/// before.</summary>
internal sealed class SpotListChannel<T> : StreamChannel
{
    private readonly StreamSources _sources;
    private readonly Func<SpotBoard, long> _changed;
    private readonly Func<IReadOnlyList<T>> _read;
    private readonly JsonTypeInfo<IReadOnlyList<T>> _type;
    private IReadOnlyList<T> _told;
    private byte[] _bytes;
    private long _seen;

    /// <param name="changed">Sequence of the last event that may have changed the list.</param>
    public SpotListChannel(
        string name,
        StreamSources sources,
        Func<SpotBoard, long> changed,
        Func<IReadOnlyList<T>> read,
        JsonTypeInfo<IReadOnlyList<T>> type
    )
        : base(name)
    {
        (_sources, _changed, _read, _type) = (sources, changed, read, type);
        _seen = changed(sources.Views.Spot);
        _told = read();
        _bytes = JsonSerializer.SerializeToUtf8Bytes(_told, type);
        Seq = sources.Views.AsOf;
    }

    public override StreamNote Snapshot() => new("snapshot", Seq, Seq, _told, _type);

    public override void Update(Instant now, List<StreamNote> notes)
    {
        var changed = _changed(_sources.Views.Spot);
        if (changed == _seen)
            return;
        _seen = changed;
        var list = _read();
        var bytes = JsonSerializer.SerializeToUtf8Bytes(list, _type);
        if (bytes.AsSpan().SequenceEqual(_bytes))
            return;
        (_told, _bytes) = (list, bytes);
        var before = Seq;
        Seq = _sources.Views.AsOf;
        notes.Add(Snapshot() with { PrevSeq = before });
    }
}
