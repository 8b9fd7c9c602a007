// The matching engine driven by commands, with any listener: what the relations between two runs are measured on.
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Unit.Market.Matching;

/// <summary>Does each command whole: asks, does, wakes stops, tells indications. Allocates nothing itself.</summary>
internal sealed class EngineDriver<T>
    where T : struct, IMatchingReports
{
    private readonly long _offset;
    private T _reports;
    private TradingDate _day = new(1);
    private long _shift;

    /// <param name="offset">Ticks by which the references of all books are moved.</param>
    public EngineDriver(MatchingEngine engine, T reports, long offset = 0)
    {
        Engine = engine;
        _reports = reports;
        _offset = offset;
        OpenAll(0, TradingPhase.Continuous);
        Finish();
    }

    public MatchingEngine Engine { get; private set; }

    /// <summary>Hears why something was refused.</summary>
    public Action<Refusal>? Refused { get; init; }

    /// <summary>Hears of orders that entered or entered again, with all lots that may still trade.</summary>
    public Action<OrderId, long>? Entered { get; init; }

    /// <summary>The band of an outright book today.</summary>
    private (long Low, long High) BandOf(int book)
    {
        var reference = BookWorld.References[book - 1] + _shift + _offset;
        return (reference - BookWorld.HalfBands[book - 1], reference + BookWorld.HalfBands[book - 1]);
    }

    public void ListenWith(T reports) => _reports = reports;

    public void Do(BookCommand command)
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
                if (Engine.TryFind(order.Order, out _))
                    Engine.Cancel(order.Order, CancelReason.ByParticipant, ref _reports);
                break;
            case BookDeed.CancelAll:
                int? group = command.Flag ? order.Group : null;
                var reason = CancelReason.MassCancel;
                Engine.CancelAll(order.Instrument, order.Owner, group, order.Side, order.Flags, reason, ref _reports);
                break;
            case BookDeed.Phase:
                SetPhase(order.Instrument, command.Phase, uncross: !command.Flag);
                Engine.MatchCrossedSpreads(ref _reports);
                break;
            case BookDeed.NextDay:
                NextDay(command);
                break;
            default:
                Reload();
                break;
        }

        Finish();
    }

    /// <summary>What ends a command; a second time it has nothing to do.</summary>
    public void Finish()
    {
        Engine.WakeStops(ref _reports);
        Engine.TellIndications(ref _reports);
    }

    private void Enter(BookCommand command)
    {
        var order = command.Order;
        var refusal = MatchingEngine.CheckWords(order);
        if (refusal.IsNone)
            refusal = Engine.Check(order, new(BookWorld.MostLots, command.Closable, command.Flag, _day)).Refusal;
        if (!refusal.IsNone)
        {
            Refused?.Invoke(refusal);
            return;
        }

        Entered?.Invoke(order.Order, order.Lots);
        Engine.Enter(order, ref _reports);
    }

    private void Amend(BookCommand command)
    {
        if (!Engine.TryFind(command.Order.Order, out var live))
            return;
        var keeps = command.Order.Price == BookCommand.SameLimit || live.Type == OrderType.Stop;
        var price = keeps ? live.Price : command.Order.Price;
        var lots = command.Order.Lots;
        if (MatchingEngine.KeepsPlace(live, price, lots))
        {
            Entered?.Invoke(live.Order, lots);
            Engine.Reduce(live.Order, lots, ref _reports);
            return;
        }

        var again = MatchingEngine.Amended(live, price, lots);
        var bounds = new MatchingEngine.Bounds(BookWorld.MostLots, command.Closable, true, _day);
        var refusal = Engine.Check(again, bounds, amends: true).Refusal;
        if (!refusal.IsNone || (price == live.Price && lots == live.Lots))
        {
            Refused?.Invoke(refusal);
            return;
        }

        Entered?.Invoke(live.Order, lots);
        Engine.Lift(live.Order, ref _reports);
        Engine.Reenter(again, live.Filled, ref _reports);
    }

    private void SetPhase(InstrumentId book, TradingPhase phase, bool uncross)
    {
        if (uncross && Engine.PhaseOf(book).IsAuction())
            Engine.Uncross(book, ref _reports);
        Engine.SetPhase(book, phase, ref _reports);
    }

    private void NextDay(BookCommand command)
    {
        for (var i = 1; i <= BookWorld.Books; i++)
        {
            SetPhase(new(i), TradingPhase.Closed, uncross: true);
            Engine.Close(new(i), _day, command.Flag && i % 2 == 0, ref _reports);
        }

        _day = new(_day.Days + 1);
        OpenAll(command.Shift, command.Phase);
    }

    private void OpenAll(long shift, TradingPhase phase)
    {
        _shift = shift;
        for (var i = 0; i < BookWorld.Books; i++)
        {
            var book = new InstrumentId(i + 1);
            if (BookWorld.Usual.Legs[i] is null)
            {
                var (low, high) = BandOf(book.Value);
                var reference = new Price(BookWorld.References[i] + shift + _offset);
                Engine.Open(book, new(low), new(high), reference, ref _reports);
                SetPhase(book, phase, uncross: false);
            }
            else
            {
                var (low, high) = Engine.BandOf(book);
                Engine.Open(book, low, high, Engine.ValueOf(book), ref _reports);
                SetPhase(book, TradingPhase.Continuous, uncross: false);
            }
        }

        Engine.MatchCrossedSpreads(ref _reports);
    }

    private void Reload()
    {
        var writer = new StateWriter();
        Engine.Save(writer);
        Engine = BookWorld.Usual.NewEngine();
        Engine.Load(new(writer.Bytes));
    }
}
