// Position limits in force in one contract month, and what those who are counted together come to in it.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Risk;

/// <summary>What positions and live orders may come to.</summary>
/// <param name="Longs">Lots long were all orders that open filled.</param>
/// <param name="Shorts">The same of lots short.</param>
/// <param name="Opens">Lots opened today and the most that live orders may open.</param>
internal readonly record struct Reach(long Longs, long Shorts, long Opens)
{
    public static Reach operator +(in Reach a, in Reach b) =>
        new(a.Longs + b.Longs, a.Shorts + b.Shorts, a.Opens + b.Opens);

    public static Reach operator -(in Reach a, in Reach b) =>
        new(a.Longs - b.Longs, a.Shorts - b.Shorts, a.Opens - b.Opens);
}

/// <summary>How an account is counted (rules LIM-002 to LIM-006).</summary>
/// <param name="Place">Its place among those that are counted with others; 0: it stands alone.</param>
/// <param name="Group">Place of its control group; 0: none.</param>
/// <param name="Member">Place of its member; 0: none.</param>
/// <param name="Hedges">It has quotas instead of limits.</param>
/// <param name="Makes">It makes markets: what it opens is not counted.</param>
/// <param name="House">Its member's own.</param>
internal readonly record struct TraderPlace(int Place, int Group, int Member, bool Hedges, bool Makes, bool House);

/// <summary>Limits of a month, and sums over groups and members that orders are asked against. The sums follow from the
/// accounts; they are worked out again when a state is loaded.</summary>
internal sealed class MonthLimits
{
    /// <summary>No limit.</summary>
    public const long None = long.MaxValue;

    private Reach[] _own = [];
    private Reach[] _groups = [];
    private Reach[] _members = [];
    private long[] _opened = [];

    /// <summary>Its contract has a limits table.</summary>
    public bool InForce { get; private set; }

    /// <summary>Most lots of a client or control group on a side.</summary>
    public long Client { get; private set; } = None;

    public long OtherFirm { get; private set; } = None;

    public long FuturesFirm { get; private set; } = None;

    /// <summary>Most lots that a trader may open in a day.</summary>
    public long Opening { get; private set; } = None;

    public long OfMember(MemberKind kind) => kind == MemberKind.FuturesFirm ? FuturesFirm : OtherFirm;

    public void Set(long client, long otherFirm, long futuresFirm, long opening) =>
        (InForce, Client, OtherFirm, FuturesFirm, Opening) = (true, client, otherFirm, futuresFirm, opening);

    /// <summary>Lots that an account opened today.</summary>
    public long OpenedBy(int slot) => slot < _opened.Length ? _opened[slot] : 0;

    public void Open(int slot, long lots)
    {
        if (lots == 0)
            return;
        if (slot >= _opened.Length)
            Array.Resize(ref _opened, int.Max(slot + 1, _opened.Length * 2));
        _opened[slot] += lots;
    }

    /// <summary>What an account that is counted with others was last counted as.</summary>
    public Reach Own(int place) => At(_own, place);

    public Reach OfGroup(int group) => At(_groups, group);

    public Reach OfMembers(int member) => At(_members, member);

    /// <summary>An account that is counted with others comes to something else.</summary>
    public void Count(in TraderPlace trader, in Reach reach)
    {
        var more = reach - Own(trader.Place);
        if (more == default)
            return;
        At(ref _own, trader.Place) = reach;
        if (trader.Group > 0)
        {
            ref var group = ref At(ref _groups, trader.Group);
            group += InGroup(trader, more);
        }

        if (trader.Member > 0)
        {
            ref var member = ref At(ref _members, trader.Member);
            member += more;
        }
    }

    /// <summary>The part of what an account comes to that its control group is asked for.</summary>
    public static Reach InGroup(in TraderPlace trader, in Reach reach) =>
        new(trader.House ? 0 : reach.Longs, trader.House ? 0 : reach.Shorts, trader.Makes ? 0 : reach.Opens);

    /// <summary>Nothing was opened yet; sums are to be counted again.</summary>
    public void ClearOpened() => Array.Clear(_opened);

    /// <summary>Nobody has anything.</summary>
    public void ClearSums()
    {
        Array.Clear(_own);
        Array.Clear(_groups);
        Array.Clear(_members);
    }

    /// <summary>Do both come to the same for all?</summary>
    public bool HasSameSums(MonthLimits other) =>
        Same(_own, other._own) && Same(_groups, other._groups) && Same(_members, other._members);

    public void Save(StateWriter writer)
    {
        writer.Bool(InForce);
        writer.Long(Client);
        writer.Long(OtherFirm);
        writer.Long(FuturesFirm);
        writer.Long(Opening);
        var rows = 0;
        foreach (var lots in _opened)
            rows += lots == 0 ? 0 : 1;
        writer.Int(rows);
        for (var slot = 0; slot < _opened.Length; slot++)
        {
            if (_opened[slot] == 0)
                continue;
            writer.Int(slot);
            writer.Long(_opened[slot]);
        }
    }

    public void Load(StateReader reader)
    {
        InForce = reader.Bool();
        (Client, OtherFirm, FuturesFirm, Opening) = (reader.Long(), reader.Long(), reader.Long(), reader.Long());
        for (var count = reader.Count(); count > 0; count--)
            Open(reader.Int(), reader.Long());
    }

    private static Reach At(Reach[] table, int place) => place < table.Length ? table[place] : default;

    private static ref Reach At(ref Reach[] table, int place)
    {
        if (place >= table.Length)
            Array.Resize(ref table, int.Max(place + 1, table.Length * 2));
        return ref table[place];
    }

    private static bool Same(Reach[] one, Reach[] other)
    {
        for (var place = 0; place < int.Max(one.Length, other.Length); place++)
        {
            if (At(one, place) != At(other, place))
                return false;
        }

        return true;
    }
}
