// Bars as they form.
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.MarketData;

namespace Tokenbourse.Gateways.Http.Stream;

/// <summary>bars.1m:SYMBOL (5m, 15m, 1h): the newest bars, oldest first; then each bar that a trade began or changed,
/// whole. Sequences are those of the instrument's market data.</summary>
internal sealed class BarsChannel : StreamChannel
{
    private const int InSnapshot = 500;
    private readonly StreamSources _sources;
    private readonly BoardRow _row;
    private readonly int _minutes;

    public BarsChannel(string name, StreamSources sources, BoardRow row, int minutes)
        : base(name)
    {
        _sources = sources;
        _row = row;
        _minutes = minutes;
        Seq = Bars.Sequence;
    }

    private InstrumentBars Bars => _sources.Views.Bars.Of(_row.Id);

    /// <summary>The minutes of a bar that a channel's kind names; null when it names none that is offered.</summary>
    public static int? MinutesOf(string kind) =>
        kind.StartsWith("bars.", StringComparison.Ordinal) ? Present.BarMinutes(kind["bars.".Length..]) : null;

    public override StreamNote Snapshot() =>
        new(
            "snapshot",
            Seq,
            Seq,
            Present.Bars(Bars, _row.Terms, _minutes, InSnapshot),
            WireJson.Wire.IReadOnlyListBarShape
        );

    public override void Update(Instant now, List<StreamNote> notes)
    {
        if (Bars.Sequence == Seq)
            return;
        var changed = Bars.Newest(_minutes).TakeWhile(b => b.Sequence > Seq).Take(InSnapshot).ToList();
        for (var i = changed.Count - 1; i >= 0; i--)
        {
            var before = Seq;
            Seq = changed[i].Sequence;
            notes.Add(new("event", Seq, before, Present.Bar(changed[i], _row.Terms), WireJson.Wire.BarShape));
        }
    }
}
