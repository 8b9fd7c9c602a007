// How many connections one address may hold at a door.
using System.Net;
using System.Net.Sockets;

namespace Tokenbourse.Gateways.Limits;

/// <summary>Counts connections by address, before anything is kept for them: so that one address cannot take every
/// place. Safe for many threads.</summary>
/// <param name="most">Connections of one address at once, 1 or more.</param>
public sealed class AddressGate(int most)
{
    private const int NetworkBytes = 8;
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, int> _inside = [];

    /// <summary>Addresses that hold connections now.</summary>
    public int Addresses
    {
        get
        {
            lock (_gate)
                return _inside.Count;
        }
    }

    /// <summary>Takes a place; false: that address has all of its own.</summary>
    public bool Enter(IPAddress address)
    {
        var place = PlaceOf(address);
        lock (_gate)
        {
            var held = _inside.GetValueOrDefault(place);
            if (held >= most)
                return false;
            _inside[place] = held + 1;
            return true;
        }
    }

    /// <summary>Gives the place back.</summary>
    public void Leave(IPAddress address)
    {
        var place = PlaceOf(address);
        lock (_gate)
        {
            if (--_inside[place] == 0)
                _inside.Remove(place);
        }
    }

    /// <summary>What counts as one address: of IPv6 the first 64 bits, since one line has all that follow.</summary>
    internal static IPAddress PlaceOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;
        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, NetworkBytes, bytes.Length - NetworkBytes);
        return new(bytes);
    }
}
