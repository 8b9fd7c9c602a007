// Prints reach the market once, whatever restarts.
using Tokenbourse.Log;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Log;

public sealed class BridgeTests : IDisposable
{
    private readonly MemoryLog _prints = new();
    private readonly List<SubmitPrint> _taken = [];

    private long LastTaken => _taken.Count == 0 ? -1 : _taken[^1].PrintSequence;

    public void Dispose() => _prints.Dispose();

    [Fact]
    public void Only_prints_with_a_value_are_carried_scaled_by_their_decimals()
    {
        Add(Print("TOKEN", 2.1840m, 4));
        Add(Print("TOKEN", null, 4));
        Add(Print("H100-RENTAL", 2m, 3));
        Assert.Equal(2, new Bridge(_prints, () => LastTaken).Carry(Take));
        Assert.Equal(
            [(0L, 21840L, (byte)4), (2L, 2000L, (byte)3)],
            _taken.Select(print => (print.PrintSequence, print.Value, print.Decimals))
        );
        Assert.Equal(
            ("TOKEN", "2026-03-02", (byte)1),
            (_taken[0].Index.ToString(), _taken[0].Day.ToString(), _taken[0].Tier)
        );
    }

    [Fact]
    public void A_print_is_carried_once_by_one_bridge_and_by_the_next()
    {
        for (var i = 0; i < 5; i++)
            Add(Print("TOKEN", i + 1, 2));
        var bridge = new Bridge(_prints, () => LastTaken);
        Assert.Equal(5, bridge.Carry(Take));
        Assert.Equal(0, bridge.Carry(Take));
        Add(Print("TOKEN", 9, 2));
        Assert.Equal(1, new Bridge(_prints, () => LastTaken).Carry(Take));
        Assert.Equal([0L, 1L, 2L, 3L, 4L, 5L], _taken.Select(print => print.PrintSequence));
    }

    [Fact]
    public async Task A_busy_market_gets_the_same_print_again()
    {
        for (var i = 0; i < 5; i++)
            Add(Print("TOKEN", i + 1, 2));
        var bridge = new Bridge(_prints, () => LastTaken);
        Assert.Equal(2, bridge.Carry(print => _taken.Count < 2 && Take(print)));
        Assert.Equal(3, await bridge.CarryAsync(print => Task.FromResult(Take(print))));
        Assert.Equal([0L, 1L, 2L, 3L, 4L], _taken.Select(print => print.PrintSequence));
    }

    [Fact]
    public void A_value_with_more_digits_than_it_says_stops_the_bridge()
    {
        Add(Print("TOKEN", 1.005m, 2));
        Assert.Throws<InvariantBrokenException>(() => new Bridge(_prints, () => LastTaken).Carry(Take));
    }

    private static PrintDocument Print(string index, decimal? value, int decimals) =>
        new(index, 1, "2026-03-02", value, decimals, "CNY per MTok", Currency.CNY, value is null ? 0 : 1, "", [], []);

    private bool Take(SubmitPrint print)
    {
        _taken.Add(print);
        return true;
    }

    private void Add(PrintDocument document)
    {
        var kind = document.Value is null ? MessageKind.PrintWithheld : MessageKind.Printed;
        Assert.True(
            _prints.TryAppend(_prints.Tail, Codec.Encode(new(_prints.Tail, new(1), 0, kind, Documents.Write(document))))
        );
    }
}
