// The engine and its twin side by side: each command on both, everything that they say compared.
using System.Runtime.InteropServices;
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Unit.Market.Matching;

/// <summary>Does commands on both and tells the first difference.</summary>
internal sealed partial class EnginePair
{
    private readonly List<long> _tape = new(4096);
    private readonly List<long> _twinTape = new(4096);
    private readonly StateWriter _writer = new();
    private readonly PlainEngine _twin;
    private readonly FeatureCount? _features;
    private readonly BookWorld _world;
    private MatchingEngine _engine;
    private RecordedReports _reports;
    private TradingDate _day = new(1);
    private int _done;

    public EnginePair(BookWorld world, FeatureCount? features = null)
    {
        _world = world;
        _engine = world.NewEngine();
        _features = features;
        _reports = new(_tape);
        _twin = _world.NewTwin(new RecordedReports(_twinTape), features is null ? null : features.Add);
        OpenAll(0, TradingPhase.Continuous);
        Compare();
    }

    /// <summary>The first difference that a stream of commands makes, or null.</summary>
    public static string? Run(BookWorld world, IEnumerable<BookCommand> commands, FeatureCount? features = null)
    {
        var pair = new EnginePair(world, features);
        foreach (var command in commands)
        {
            if (pair.Do(command) is { } difference)
                return $"{command}\n{difference}";
        }

        return null;
    }

    /// <summary>What differs after this command, or null.</summary>
    public string? Do(BookCommand command)
    {
        try
        {
            Apply(command);
            _engine.WakeStops(ref _reports);
            _twin.WakeStops();
            _engine.TellIndications(ref _reports);
            _twin.TellIndications();
            Compare();
            if (++_done % 32 == 0)
                CompareViews();
            return null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return e is DifferenceException ? e.Message : e.ToString();
        }
    }

    private void Apply(BookCommand command)
    {
        var order = command.Order;
        switch (command.Deed)
        {
            case BookDeed.Enter:
                Enter(command);
                break;
            case BookDeed.Amend:
                Amend(command);
                break;
            case BookDeed.Cancel:
                if (!Live(order.Order, out _))
                    return;
                _engine.Cancel(order.Order, CancelReason.ByParticipant, ref _reports);
                _twin.Cancel(order.Order, CancelReason.ByParticipant);
                break;
            case BookDeed.CancelAll:
                CancelAll(order, command.Flag ? order.Group : null);
                break;
            case BookDeed.Phase:
                SetPhase(order.Instrument, command.Phase, uncross: !command.Flag);
                _engine.MatchCrossedSpreads(ref _reports);
                _twin.MatchCrossedSpreads();
                _features?.Matched(_tape);
                break;
            case BookDeed.NextDay:
                NextDay(command);
                break;
            case BookDeed.Band:
                MoveBands(order.Instrument, order.Price, order.StopPrice);
                break;
            default:
                Reload();
                break;
        }
    }

    private void Enter(BookCommand command)
    {
        var order = command.Order;
        var words = MatchingEngine.CheckWords(order);
        Same(words, PlainEngine.CheckWords(order), "CheckWords");
        _features?.Refused(words);
        if (!words.IsNone)
            return;
        var bounds = new MatchingEngine.Bounds(BookWorld.MostLots, command.Closable, command.Flag, _day);
        if (!MayEnter(order, bounds, amends: false))
            return;
        _features?.Entered(order);
        _engine.Enter(order, ref _reports);
        _twin.Enter(order);
        if (order.TimeInForce == TimeInForce.FillOrKill)
            MustBeWhole(order);
    }

    /// <summary>ORD-004: a fill-or-kill order that was taken trades whole.</summary>
    private void MustBeWhole(in OrderEntry order)
    {
        foreach (var (kind, numbers) in RecordedReports.Read(_tape))
        {
            if (kind == ReportKind.Left && numbers[0] == order.Order.Value)
                throw new DifferenceException("a fill-or-kill order left with lots");
        }
    }

    private bool MayEnter(in OrderEntry order, in MatchingEngine.Bounds bounds, bool amends)
    {
        var finding = _engine.Check(order, bounds, amends);
        var own = _twin.Check(order, bounds, amends);
        Same(finding.Refusal, own.Refusal, "Check");
        _features?.Refused(finding.Refusal);
        if (!finding.IsRefused)
            Same(finding.Worst, own.Worst, "Worst");
        return !finding.IsRefused;
    }

    private bool Live(OrderId number, out LiveOrder live)
    {
        Same(_engine.TryFind(number, out live), _twin.TryFind(number, out var own), "alive");
        Same(live, own, "live order");
        return live.Order.Value > 0;
    }

    private void Amend(BookCommand command)
    {
        if (!Live(command.Order.Order, out var live))
            return;
        var keeps = command.Order.Price == BookCommand.SameLimit || live.Type == OrderType.Stop;
        var price = keeps ? live.Price : command.Order.Price;
        var lots = command.Order.Lots;
        if (MatchingEngine.KeepsPlace(live, price, lots))
        {
            _features?.Add("amended in its place");
            _engine.Reduce(live.Order, lots, ref _reports);
            _twin.Reduce(live.Order, lots);
            return;
        }

        var again = MatchingEngine.Amended(live, price, lots);
        var bounds = new MatchingEngine.Bounds(BookWorld.MostLots, command.Closable, true, _day);
        if ((price == live.Price && lots == live.Lots) || !MayEnter(again, bounds, amends: true))
            return;
        _features?.Add("amended from " + live.Place);
        Same(_engine.Lift(live.Order, ref _reports), _twin.Lift(live.Order), "Lift");
        _engine.Reenter(again, live.Filled, ref _reports);
        _twin.Reenter(again, live.Filled);
    }

    private void CancelAll(in OrderEntry o, int? group)
    {
        var reason = CancelReason.MassCancel;
        Same(
            _engine.Newest(o.Instrument, o.Owner, Side.Buy, o.Flags),
            _twin.Newest(o.Instrument, o.Owner, Side.Buy, o.Flags),
            "Newest"
        );
        Same(
            _engine.CancelAll(o.Instrument, o.Owner, group, o.Side, o.Flags, reason, ref _reports),
            _twin.CancelAll(o.Instrument, o.Owner, group, o.Side, o.Flags, reason),
            "CancelAll"
        );
    }

    private void SetPhase(InstrumentId book, TradingPhase phase, bool uncross)
    {
        if (uncross && _engine.PhaseOf(book).IsAuction())
        {
            _engine.Uncross(book, ref _reports);
            _twin.Uncross(book);
        }

        _engine.SetPhase(book, phase, ref _reports);
        _twin.SetPhase(book, phase);
    }

    private void NextDay(BookCommand command)
    {
        for (var i = 1; i <= BookWorld.Books; i++)
        {
            SetPhase(new(i), TradingPhase.Pause, uncross: true);
            SetPhase(new(i), TradingPhase.Closed, uncross: false);
            var last = command.Flag && i % 2 == 0;
            _engine.Close(new(i), _day, last, ref _reports);
            _twin.Close(new(i), _day, last);
        }

        _engine.WakeStops(ref _reports);
        _twin.WakeStops();
        CompareViews();
        _day = new(_day.Days + 1);
        OpenAll(command.Shift, command.Phase);
    }

    private void MoveBands(InstrumentId moved, Price low, Price high)
    {
        var last = _engine.LastOf(moved);
        Move(moved, last < low ? last : low, last > high ? last : high);
        for (var i = BookWorld.Outrights; i < BookWorld.Books; i++)
        {
            var (spread, legs) = (new InstrumentId(i + 1), _world.Legs[i]!);
            if (legs.Near == moved || legs.Far == moved)
                Move(spread, _engine.BandOf(spread).Low, _engine.BandOf(spread).High);
        }

        _engine.MatchCrossedSpreads(ref _reports);
        _twin.MatchCrossedSpreads();
        _features?.Add("band moved");
    }

    private void Move(InstrumentId book, Price low, Price high)
    {
        _engine.MoveBand(book, low, high, ref _reports);
        _twin.MoveBand(book, low, high);
    }

    private void OpenAll(long shift, TradingPhase phase)
    {
        for (var i = 0; i < BookWorld.Books; i++)
        {
            var book = new InstrumentId(i + 1);
            Price low;
            Price high;
            Price reference;
            if (_world.Legs[i] is null)
            {
                reference = new(BookWorld.References[i] + shift);
                low = new(reference.Ticks - BookWorld.HalfBands[i]);
                high = new(reference.Ticks + BookWorld.HalfBands[i]);
            }
            else
            {
                (low, high) = _engine.BandOf(book);
                reference = _engine.ValueOf(book);
                Same(
                    (low, high, reference),
                    (_twin.BandOf(book).Low, _twin.BandOf(book).High, _twin.ValueOf(book)),
                    "band"
                );
            }

            _engine.Open(book, low, high, reference, ref _reports);
            _twin.Open(book, low, high, reference);
            SetPhase(book, i < BookWorld.Outrights ? phase : TradingPhase.Continuous, uncross: false);
        }

        _engine.MatchCrossedSpreads(ref _reports);
        _twin.MatchCrossedSpreads();
    }

    private void Reload()
    {
        _engine.Save(Cleared());
        var bytes = _writer.Bytes.ToArray();
        _engine = _world.NewEngine();
        _engine.Load(new(bytes));
        _engine.Save(Cleared());
        if (!_writer.Bytes.Span.SequenceEqual(bytes))
            throw new DifferenceException("loaded and saved again, the bytes differ");
        _features?.Add("saved and loaded");
        CompareViews();
    }

    private StateWriter Cleared()
    {
        _writer.Clear();
        return _writer;
    }

    private void Compare()
    {
        if (!CollectionsMarshal.AsSpan(_tape).SequenceEqual(CollectionsMarshal.AsSpan(_twinTape)))
            throw new DifferenceException(Tapes());
        _features?.Count(_tape);
        _tape.Clear();
        _twinTape.Clear();
    }

    private static void Same<T>(T engine, T twin, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(engine, twin))
            throw new DifferenceException($"{what}:\n  engine {engine}\n  twin   {twin}");
    }

    private sealed class DifferenceException(string message) : Exception(message);
}
