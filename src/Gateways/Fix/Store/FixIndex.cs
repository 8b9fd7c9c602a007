// Where the message of each outgoing number lies.
namespace Tokenbourse.Gateways.Fix.Store;

/// <summary>Places by number, from 1. A length of zero: the number was passed without a message to send
/// again.</summary>
internal sealed class FixIndex
{
    private long[] _places = new long[1024];
    private int[] _lengths = new int[1024];
    private int _count;

    /// <summary>The number that the next place gets.</summary>
    public int Next => _count + 1;

    public void Add(long place, int length)
    {
        if (_count == _places.Length)
        {
            Array.Resize(ref _places, _count * 2);
            Array.Resize(ref _lengths, _count * 2);
        }

        _places[_count] = place;
        _lengths[_count] = length;
        _count++;
    }

    public (long Place, int Length) Of(int sequence) =>
        sequence >= 1 && sequence <= _count ? (_places[sequence - 1], _lengths[sequence - 1]) : (0, 0);

    public void Clear() => _count = 0;
}
