// The shipped rulebook, traded by the shipped participants over a month's end and a change of the clocks, under the auditor.
using Tokenbourse.Market;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Sim;
using Tokenbourse.Sim.Auditing;
using Tokenbourse.Sim.Traders;
using Xunit;

namespace Tokenbourse.Scenarios;

public sealed class RulebookTests
{
    private const int TurnMinutes = 10;
    private readonly MachineEngine _engine = new(new MarketMachine());
    private readonly Auditor _auditor = new();
    private readonly PictureBook _book = new();
    private readonly List<TradingCalendar> _calendars = [];
    private readonly SortedList<MessageKind, int> _counts = [];
    private readonly HashSet<(int Calendar, TradingDate Day)> _settled = [];
    private Instant _now;
    private long _sequence;
    private long _clientIds;
    private long _prints;

    [Fact]
    public void The_auditor_agrees_on_the_shipped_contracts_and_calendars_over_a_months_end()
    {
        const long Seed = 7;
        var start = TradingDate.Of(2026, 10, 26);
        _now = Instant.At(start, -4 * 60);
        var people = SimPopulation.Of(Seed, turnsPerDay: 120);
        Submit(MessageKind.SetRelease, Codec.Bytes(new SetRelease(Releases.Newest)));
        foreach (var calendar in new[] { "CN", "US" })
        {
            Define(MessageKind.DefineCalendar, $"calendars/{calendar}.json");
            _calendars.Add(TradingCalendar.Read(Text($"calendars/{calendar}.json"), [])!);
        }

        foreach (var contract in new[] { "TK", "GH" })
        {
            Define(MessageKind.DefineContract, $"contracts/{contract}.json");
            Define(MessageKind.DefineMargins, $"margins/{contract}.json");
            Define(MessageKind.DefineLimits, $"limits/{contract}.json");
        }

        foreach (var spread in new[] { "TKC", "GHC", "TG" })
            Define(MessageKind.DefineSpread, $"spreads/{spread}.json");

        foreach (var product in new[] { "TS-CN", "GP-H100-US" })
            Define(MessageKind.DefineSpotProduct, $"spot/{product}.json");

        foreach (var person in people)
        {
            Submit(MessageKind.OpenAccount, Documents.Write(person.Account));
            if (person.CnyMinor > 0)
                Submit(
                    MessageKind.MoveCash,
                    Codec.Bytes(
                        new MoveCash(
                            new(person.Account.Account),
                            Currency.CNY,
                            new(person.CnyMinor),
                            Name24.Of("first-CNY")
                        )
                    )
                );
            if (person.UsdMinor > 0)
                Submit(
                    MessageKind.MoveCash,
                    Codec.Bytes(
                        new MoveCash(
                            new(person.Account.Account),
                            Currency.USD,
                            new(person.UsdMinor),
                            Name24.Of("first-USD")
                        )
                    )
                );
        }

        // The month's earlier prints first: what ends on Friday averages the whole of October.
        for (var day = TradingDate.Of(2026, 10, 1); day < start; day = day.Plus(1))
            Prints(Seed, day);
        for (var turn = 0; turn < 10 * 24 * 60 / TurnMinutes; turn++)
            Turn(Seed, people, turn);

        Assert.True(_counts[MessageKind.FinalPriceSet] == 2, "October ends in both contracts");
        Assert.True(_counts[MessageKind.DaySettled] >= 13, $"{_counts[MessageKind.DaySettled]} settlements");
        Assert.True(_auditor.Trades > 500, $"{_auditor.Trades} trades");
        Assert.True(_counts[MessageKind.SpreadTraded] > 50, $"{_counts[MessageKind.SpreadTraded]} trades of spreads");
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", _counts.Select(c => $"{c.Key} {c.Value}")));
    }

    private void Turn(long seed, IReadOnlyList<SimParticipant> people, int turn)
    {
        _now = _now.Plus(TurnMinutes * Instant.PerMinute);
        Submit(MessageKind.Tick, Codec.Bytes(default(Tick)));
        var date = _now.Date;
        if (_now == Instant.At(date, 0))
            Prints(seed, date.Plus(-1));
        for (var calendar = 1; calendar <= _calendars.Count; calendar++)
        {
            if (!_book.Days.TryGetValue(calendar, out var day))
                continue;
            if (_book.Phases[calendar] == TradingPhase.Closed)
            {
                var terms = _calendars[calendar - 1];
                if (_now >= terms.MomentOf(day, terms.Settlement) && _settled.Add((calendar, day)))
                    Submit(MessageKind.SettleDay, Codec.Bytes(new SettleDay(calendar, day)));
                continue;
            }

            foreach (var person in people)
                Act(seed, person, calendar, turn);
        }
    }

    private void Act(long seed, SimParticipant person, int calendar, int turn)
    {
        var account = new AccountId(person.Account.Account);
        var view = _book.Of(account, _now, calendar, turn % 144, person.Trader.TradesSpreads);
        foreach (
            var intent in person
                .Trader.Act(view, Random64.Of(seed, view.Day.Days, turn, account.Value * 10 + calendar))
                .ToList()
        )
        {
            if (intent is CancelIntent cancel)
                Submit(MessageKind.CancelOrder, Codec.Bytes(new CancelOrder(account, cancel.Order)));
            if (intent is PlaceIntent p)
            {
                Submit(
                    MessageKind.PlaceOrder,
                    Codec.Bytes(
                        new PlaceOrder(
                            account,
                            p.Instrument,
                            p.Side,
                            p.Type,
                            p.TimeInForce,
                            p.Price,
                            p.Quantity,
                            ClientOrderId.Of($"r{++_clientIds}")
                        )
                    )
                );
            }
        }
    }

    // Not real prices: a walk of the seed, labelled by the test that makes it.
    private void Prints(long seed, TradingDate day)
    {
        var chance = Random64.Of(seed, day.Days, 99);
        Print("CSTI-S", day, 64_000 + chance.Between(-2_000, 2_000));
        Print("GHI-H100", day, 22_000 + chance.Between(-500, 500));
    }

    private void Print(string index, TradingDate day, long value) =>
        Submit(MessageKind.SubmitPrint, Codec.Bytes(new SubmitPrint(Name24.Of(index), day, value, 4, 1, ++_prints)));

    private void Define(MessageKind kind, string file)
    {
        var events = Submit(kind, Text(file));
        Assert.DoesNotContain(events, e => e.Kind is MessageKind.DocumentRefused or MessageKind.CommandRefused);
    }

    private static byte[] Text(string file) =>
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "rulebook", file));

    private IReadOnlyList<Happening> Submit(MessageKind kind, byte[] payload)
    {
        var command = new LogEntry(_sequence++, _now, -1, kind, payload);
        var events = _engine.Submit(command);
        foreach (var happening in events)
        {
            _book.Apply(happening);
            _counts[happening.Kind] = _counts.GetValueOrDefault(happening.Kind) + 1;
        }

        var difference = _auditor.Check(command, events);
        Assert.True(difference is null, difference);
        return events;
    }
}
