// A visible book laid flat, small enough to be kept by the hundred, and how it stands up again.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.MarketData;

/// <summary>Orders of both sides in their places, with how each came in.</summary>
public sealed class BookImage
{
    private readonly BookChanged[] _added;

    private BookImage(BookChanged[] added) => _added = added;

    public static BookImage Empty { get; } = new([]);

    public static BookImage Of(VisibleBook book)
    {
        var added = new BookChanged[book.Orders];
        var count = 0;
        foreach (var side in (ReadOnlySpan<Side>)[Side.Buy, Side.Sell])
        {
            foreach (var (order, inFront) in book.Places(side))
            {
                var action = inFront ? BookAction.AddedInFront : BookAction.Added;
                added[count++] = new(default, 0, order.Order, action, side, order.Price, new(order.Lots));
            }
        }

        return new(added);
    }

    /// <summary>A book of its own that goes on from there.</summary>
    public VisibleBook Stand()
    {
        var book = new VisibleBook();
        foreach (var change in _added)
            book.Apply(change);
        return book;
    }
}
