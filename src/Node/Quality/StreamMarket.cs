// Drives the market's own matching engine with the records of a stream and lets the gatherer listen.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Node.Books;
using Tokenbourse.Sim.Quality;
using Tokenbourse.Sim.Streams;

namespace Tokenbourse.Node.Quality;

/// <summary>All books of a stream in continuous trading, under the rules that the matching benchmark uses.</summary>
internal sealed class StreamMarket(StreamHeader header, int watched, DayGatherer day)
{
    private readonly StreamBooks<GathererReports> _books = new(header, new(day, new(watched)));

    /// <summary>A record that only fills the books.</summary>
    public void Fill(in OrderMessage message) => _books.Apply(message);

    /// <summary>A message of the day. Session time passes with it whatever its instrument is.</summary>
    public void Drive(in OrderMessage message)
    {
        day.Begin();
        var taken = _books.Apply(message);
        day.End();
        if (message.Instrument == watched)
            Count(message, taken);
    }

    /// <summary>The gatherer's ladder and the engine's book name the same best prices.</summary>
    public void Compare()
    {
        Same(Side.Buy, day.Bids);
        Same(Side.Sell, day.Asks);
    }

    private void Same(Side side, LadderSide ladder)
    {
        var best = _books.Engine.Best(new(watched), side);
        Must.Hold(best is { } price ? !ladder.IsEmpty && ladder.Best == price.Ticks : ladder.IsEmpty);
    }

    private void Count(in OrderMessage message, bool taken)
    {
        var counts = day.Counts;
        switch (message.Operation)
        {
            case StreamOperation.New when taken:
                counts.News++;
                if (message.TimeInForce == StreamTimeInForce.Day)
                    counts.MayRest++;
                break;
            case StreamOperation.New:
                counts.NewsRefused++;
                break;
            case StreamOperation.Cancel when taken:
                counts.Cancels++;
                break;
            case StreamOperation.Cancel:
                counts.CancelsRefused++;
                break;
            case StreamOperation.Amend when taken:
                counts.Amends++;
                break;
            default:
                counts.AmendsRefused++;
                break;
        }
    }
}
