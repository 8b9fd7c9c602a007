// From the prints log to the market: each print becomes a command, once.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Log;

/// <summary>Carries prints over. The market remembers the last print sequence that it took; the bridge goes on behind
/// it, so neither a restart of this side nor of the other doubles or drops one.</summary>
public sealed class Bridge
{
    private readonly ILog _prints;
    private readonly Func<long> _lastTaken;
    private long _next = -1;

    /// <param name="prints">The event log of the index machine.</param>
    /// <param name="lastTaken">Asks the market side for the print sequence that it took last; -1 for none.</param>
    public Bridge(ILog prints, Func<long> lastTaken)
    {
        _prints = prints;
        _lastTaken = lastTaken;
    }

    /// <summary>The place on the prints log from which the bridge reads next.</summary>
    public long Next => _next < 0 ? _lastTaken() + 1 : _next;

    /// <summary>Hands on what is waiting, in order, until <paramref name="submit"/> says no (busy: the same print comes
    /// again next time).</summary>
    /// <returns>How many were handed on.</returns>
    public int Carry(Func<SubmitPrint, bool> submit)
    {
        _next = Next;
        var tail = _prints.Tail;
        var carried = 0;
        if (_next >= tail)
            return carried;
        foreach (var entry in _prints.Read(_next))
        {
            if (TryRead(entry, out var print))
            {
                if (!submit(print))
                    return carried;
                carried++;
            }

            _next = entry.Sequence + 1;
        }

        return carried;
    }

    /// <summary>As <see cref="Carry"/>, for a market that answers later.</summary>
    public async Task<int> CarryAsync(Func<SubmitPrint, Task<bool>> submit)
    {
        _next = Next;
        var carried = 0;
        if (_next >= _prints.Tail)
            return carried;
        foreach (var entry in _prints.Read(_next))
        {
            if (TryRead(entry, out var print))
            {
                if (!await submit(print).ConfigureAwait(false))
                    return carried;
                carried++;
            }

            _next = entry.Sequence + 1;
        }

        return carried;
    }

    /// <summary>The command that the entry becomes; false when it is not a print, or one that was withheld.</summary>
    public static bool TryRead(in LogEntry entry, out SubmitPrint print)
    {
        print = default;
        if (entry.Kind != MessageKind.Printed)
            return false;
        var document = Documents.Read<PrintDocument>(entry.Payload.Span);
        if (document.Value is not { } value)
            return false;
        Must.Hold(document.Decimals is >= 0 and <= 9);
        Must.Hold(document.Tier is >= 1 and <= byte.MaxValue);
        for (var i = 0; i < document.Decimals; i++)
            value *= 10;
        Must.Hold(value == decimal.Truncate(value) && value is >= long.MinValue and <= long.MaxValue);
        Must.Hold(TradingDate.TryParse(document.Day, out var day));
        Must.Hold(Name24.TryParse(document.Index, out var index));
        print = new(index, day, (long)value, (byte)document.Decimals, (byte)document.Tier, entry.Sequence);
        return true;
    }
}
