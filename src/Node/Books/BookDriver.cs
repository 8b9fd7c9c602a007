// The order books behind lines of text: each line is asked, then done, and what came of it is written.
using System.Text;
using System.Text.Json.Nodes;
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Node.Books;

/// <summary>Drives a matching engine by lines (docs/protocols/book-lines.md).</summary>
internal sealed class BookDriver
{
    private const long MostTicks = 1_000_000_000;
    private const long MostLevels = 10_000_000;
    private readonly MatchingEngine _engine = new();
    private readonly SortedList<string, long> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];
    private readonly List<bool> _open = [];
    private BookReports _reports;

    public BookDriver(TextWriter output) => _reports = new(_names, output);

    /// <summary>One line. False: it could not be read; why was written.</summary>
    public bool Do(string line)
    {
        var faults = new List<SpecFault>();
        if (Fields.Parse(Encoding.UTF8.GetBytes(line), faults) is { } f)
            Do(f);
        foreach (var fault in faults)
        {
            _reports.Write(
                new()
                {
                    ["report"] = "unreadable",
                    ["field"] = fault.Path,
                    ["given"] = fault.Given,
                    ["rule"] = fault.Rule,
                }
            );
        }

        return faults.Count == 0;
    }

    private void Do(Fields f)
    {
        switch (
            f.Word(
                "do",
                [
                    ("book", 1),
                    ("spread", 2),
                    ("open", 3),
                    ("phase", 4),
                    ("new", 5),
                    ("amend", 6),
                    ("cancel", 7),
                    ("close", 8),
                ]
            )
        )
        {
            case 1:
                AddBook(f);
                break;
            case 2:
                AddSpread(f);
                break;
            case 3:
                Open(f);
                break;
            case 4:
                SetPhase(f);
                break;
            case 5:
                New(f);
                break;
            case 6:
                Amend(f);
                break;
            case 7:
                Cancel(f);
                break;
            case 8:
                Close(f);
                break;
            default:
                return;
        }

        if (f.Faults.Count > 0)
            return;
        _engine.WakeStops(ref _reports);
        _engine.TellIndications(ref _reports);
    }

    private void AddBook(Fields f)
    {
        var model = MarketModel.Read(f.Object("market", required: false));
        f.Done();
        if (f.Faults.Count > 0)
            return;
        Told(_engine.Add(model));
    }

    private void AddSpread(Fields f)
    {
        var legs = new SpreadLegs(
            Book(f, "near"),
            Book(f, "far"),
            (int)f.Whole("nearLots", 1, 1_000, 1),
            (int)f.Whole("farLots", 1, 1_000, 1),
            (int)f.Whole("nearWeight", 1, 1_000, 1),
            (int)f.Whole("farWeight", 1, 1_000, 1)
        );
        f.Done();
        if (legs.Near == legs.Far)
            f.Fault("far", "must be another book than 'near'");
        if (legs.NearWeight > 1 && legs.FarWeight > 1)
            f.Fault("nearWeight", "one of the two weights must be 1");
        if (f.Faults.Count == 0)
            Told(_engine.Add(MarketModel.Plain, legs));
    }

    private void Told(InstrumentId book)
    {
        _open.Add(false);
        _reports.Write(new() { ["report"] = "added", ["book"] = book.Value });
    }

    private void Open(Fields f)
    {
        var book = Book(f, "book");
        var low = f.Whole("low", -MostTicks, MostTicks);
        var high = f.Whole("high", -MostTicks, MostTicks);
        var reference = f.Whole("reference", -MostTicks, MostTicks);
        f.Done();
        if (high < low || high - low >= MostLevels)
            f.Fault("high", $"must be from low to {MostLevels - 1} above it");
        if (f.Faults.Count > 0)
            return;
        _open[book.Value - 1] = true;
        _engine.Open(book, new(low), new(high), new(reference), ref _reports);
    }

    private void Close(Fields f)
    {
        var book = Book(f, "book");
        var last = f.Flag("last", false);
        f.Done();
        if (f.Faults.Count == 0)
            _engine.Close(book, default, last, ref _reports);
    }

    private void SetPhase(Fields f)
    {
        var book = Book(f, "book");
        var phase = f.Word(
            "phase",
            [
                ("closed", TradingPhase.Closed),
                ("auction", TradingPhase.Auction),
                ("continuous", TradingPhase.Continuous),
                ("pause", TradingPhase.Pause),
                ("closing auction", TradingPhase.ClosingAuction),
                ("volatility auction", TradingPhase.VolatilityAuction),
                ("resumption auction", TradingPhase.ResumptionAuction),
                ("halted", TradingPhase.Halted),
                ("cancel only", TradingPhase.CancelOnly),
            ]
        );
        f.Done();
        if (f.Faults.Count > 0)
            return;
        if (!_open[book.Value - 1])
        {
            f.Fault("book", "must be opened before it has a phase");
            return;
        }

        if (_engine.PhaseOf(book).IsAuction() && phase != TradingPhase.Halted)
            _engine.Uncross(book, ref _reports);
        _engine.SetPhase(book, phase, ref _reports);
        _engine.MatchCrossedSpreads(ref _reports);
    }

    private void New(Fields f)
    {
        var name = f.Text("id");
        var order = OrderLine.Read(f, Book(f, "book"), new(_names.Count + 1));
        var (most, closable) = (f.Whole("mostLots", 1, 1_000_000, 1_000_000), f.Whole("closable", 0, 1_000_000_000, 0));
        f.Done();
        if (_numbers.ContainsKey(name))
            f.Fault("id", "was used before");
        if (f.Faults.Count > 0)
            return;
        var bounds = new MatchingEngine.Bounds(most, closable, HasClosingAuction: true, Day: default);
        var refusal = _engine.Ask(order, bounds);
        if (!refusal.IsNone)
        {
            Refused(name, refusal);
            return;
        }

        _numbers.Add(name, order.Order.Value);
        _names.Add(name);
        _engine.Enter(order, ref _reports);
    }

    private void Amend(Fields f)
    {
        var (name, live) = Live(f);
        var price = f.Whole("price", -MostTicks, MostTicks, live.Price.Ticks);
        var remaining = f.Whole("lots", 1, 1_000_000, live.Lots);
        f.Done();
        if (live.Order.Value == 0 || f.Faults.Count > 0)
            return;
        if (MatchingEngine.KeepsPlace(live, new(price), remaining))
        {
            _engine.Reduce(live.Order, remaining, ref _reports);
            return;
        }

        var again = MatchingEngine.Amended(live, new(price), remaining);
        var refusal = _engine.Check(again, new(1_000_000, 1_000_000_000, true, default), amends: true).Refusal;
        if (!refusal.IsNone)
        {
            Refused(name, refusal);
            return;
        }

        _engine.Lift(live.Order, ref _reports);
        _engine.Reenter(again, live.Filled, ref _reports);
    }

    private void Cancel(Fields f)
    {
        var (_, live) = Live(f);
        f.Done();
        if (live.Order.Value > 0 && f.Faults.Count == 0)
            _engine.Cancel(live.Order, CancelReason.ByParticipant, ref _reports);
    }

    private (string Name, LiveOrder Order) Live(Fields f)
    {
        var name = f.Text("id");
        if (_numbers.TryGetValue(name, out var number) && _engine.TryFind(new(number), out var live))
            return (name, live);
        Refused(name, new(RejectReason.UnknownOrder, OrderField.Order, 0, 0));
        return (name, default);
    }

    private InstrumentId Book(Fields f, string field) => new((int)f.Whole(field, 1, int.Max(1, _engine.Books), 1));

    private void Refused(string name, in Refusal refusal) =>
        _reports.Write(
            new JsonObject
            {
                ["report"] = "refused",
                ["id"] = name,
                ["code"] = (int)refusal.Reason,
                ["reason"] = refusal.Reason.ToString(),
                ["field"] = refusal.Field.ToString(),
                ["given"] = refusal.Given,
                ["limit"] = refusal.Limit,
            }
        );
}
