// Where the message of each outgoing number lies.
namespace Tokenbourse.Gateways.Fix.Store;

/// <summary>Places by number, from 1. A length of zero: the number was passed without a message to send again. Kept in
/// pieces: nothing of a long day is ever copied, and no piece is large to the collector.</summary>
internal sealed class FixIndex
{
    private const int PieceLength = 4096;

    private readonly List<Piece> _pieces = [];
    private int _count;

    /// <summary>The number that the next place gets.</summary>
    public int Next => _count + 1;

    public void Add(long place, int length)
    {
        var (piece, at) = Math.DivRem(_count, PieceLength);
        if (piece == _pieces.Count)
            _pieces.Add(new());
        _pieces[piece].Places[at] = place;
        _pieces[piece].Lengths[at] = length;
        _count++;
    }

    public (long Place, int Length) Of(int sequence)
    {
        if (sequence < 1 || sequence > _count)
            return (0, 0);
        var (piece, at) = Math.DivRem(sequence - 1, PieceLength);
        return (_pieces[piece].Places[at], _pieces[piece].Lengths[at]);
    }

    public void Clear() => _count = 0;

    private sealed class Piece
    {
        public readonly long[] Places = new long[PieceLength];
        public readonly int[] Lengths = new int[PieceLength];
    }
}
