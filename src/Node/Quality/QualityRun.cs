// A stream from a file or from the generator goes through the books record by record; nothing of it is kept.
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Tokenbourse.Model.Machine;
using Tokenbourse.Sim.Quality;
using Tokenbourse.Sim.Streams;

namespace Tokenbourse.Node.Quality;

/// <summary>A day that was driven, and what names its stream.</summary>
/// <param name="Digest">Digest of the records in order, as 16 hexadecimal digits.</param>
/// <param name="RecordsCheck">Their CRC-32C, as a stream's header holds it.</param>
internal sealed record DrivenDay(
    StreamHeader Header,
    int Instrument,
    string Digest,
    string RecordsCheck,
    DayGatherer Day
);

/// <summary>Drives days.</summary>
internal static class QualityRun
{
    private const int Piece = 4096;

    /// <summary>Fills the span with the next records; how many there were.</summary>
    public delegate int Source(Span<OrderMessage> into);

    /// <param name="header">Names instruments, loading and messages.</param>
    /// <param name="next">Gives the records.</param>
    /// <param name="minutes">Minutes of the session.</param>
    /// <param name="instrument">The instrument that is watched, from 1.</param>
    /// <param name="progress">Hears a line every other second.</param>
    public static DrivenDay Drive(
        StreamHeader header,
        Source next,
        int minutes,
        int instrument,
        Action<string> progress
    )
    {
        var one = header.Instruments[instrument - 1];
        var day = new DayGatherer(new(header.Messages, minutes, one.Low, one.High));
        var market = new StreamMarket(header, instrument, day);
        var piece = new OrderMessage[Piece];
        var digest = new Digest64(0);
        var check = new StreamCheck();
        var clock = Stopwatch.StartNew();
        var told = TimeSpan.Zero;
        long at = 0;
        while (next(piece) is > 0 and var count)
        {
            var bytes = MemoryMarshal.AsBytes(piece.AsSpan(0, count));
            digest.Add(bytes);
            check.Add(bytes);
            for (var i = 0; i < count; i++, at++)
            {
                if (at < header.Loading)
                    market.Fill(piece[i]);
                else
                    market.Drive(piece[i]);
            }

            market.Compare();
            if (clock.Elapsed - told < TimeSpan.FromSeconds(2))
                continue;
            told = clock.Elapsed;
            progress(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{day.Seen:#,0} of {header.Messages:#,0} messages, {day.TradeLots.Count:#,0} orders traded"
                )
            );
        }

        return new(
            header,
            instrument,
            digest.Value.ToString("x16", CultureInfo.InvariantCulture),
            check.Value.ToString("x8", CultureInfo.InvariantCulture),
            day
        );
    }

    /// <summary>Records of a plan, one after the other.</summary>
    public static Source Generated(StreamGenerator generator)
    {
        var left = generator.Records;
        return into =>
        {
            var count = (int)long.Min(left, into.Length);
            for (var i = 0; i < count; i++)
                into[i] = generator.Next();
            left -= count;
            return count;
        };
    }
}
