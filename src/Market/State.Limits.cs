// Limits tables, hedge quotas, and who is counted together with whom.
using Tokenbourse.Market.Risk;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market;

/// <summary>A contract's limits table as it came.</summary>
internal sealed record DefinedLimits(LimitTable Table, byte[] Document);

/// <summary>What a hedge account may hold in each month of a contract (rule LIM-006).</summary>
/// <param name="Contract">Place of the contract in the order of definition.</param>
/// <param name="Through">The last trading day on which it holds.</param>
internal readonly record struct HedgeQuota(int Slot, int Contract, long Longs, long Shorts, TradingDate Through);

internal sealed partial class State
{
    private readonly Dictionary<(int Slot, int Contract), int> _quotaPlaces = [];
    private readonly List<HedgeQuota> _quotas = [];
    private readonly SortedList<int, int> _groupPlaces = [];
    private readonly SortedList<int, int> _memberPlaces = [];
    private TraderPlace[] _traders = new TraderPlace[16];
    private int _counted;

    // By place of the member; a member's kind never changes (rule MBR-003).
    private MemberKind[] _kinds = new MemberKind[16];

    // The role of accounts that make markets.
    private const string MakerRole = "maker";

    /// <summary>By contract the newest table.</summary>
    public List<DefinedLimits> LimitTables { get; } = [];

    public LimitTable? LimitsOf(string contract)
    {
        foreach (var defined in LimitTables)
        {
            if (defined.Table.Contract == contract)
                return defined.Table;
        }

        return null;
    }

    /// <summary>How an account is counted.</summary>
    public ref readonly TraderPlace TraderAt(int slot) => ref _traders[slot];

    /// <summary>What kind of firm the member of an account is that has one.</summary>
    public MemberKind KindOfMember(int slot)
    {
        var place = _traders[slot].Member;
        if (place >= _kinds.Length)
            Array.Resize(ref _kinds, place + 1);
        if (_kinds[place] == 0)
            _kinds[place] = MemberOf(slot)!.Terms.Kind;
        return _kinds[place];
    }

    /// <summary>The account holds for hedging alone.</summary>
    public bool IsHedge(int slot) => _traders[slot].Hedges;

    /// <summary>The quota of a hedge account on a trading day; nothing without one.</summary>
    public HedgeQuota QuotaOf(int slot, int contract, TradingDate day) =>
        _quotaPlaces.TryGetValue((slot, contract), out var at) && day <= _quotas[at].Through ? _quotas[at] : default;

    public void Grant(in HedgeQuota quota)
    {
        if (_quotaPlaces.TryGetValue((quota.Slot, quota.Contract), out var at))
        {
            _quotas[at] = quota;
            return;
        }

        _quotaPlaces.Add((quota.Slot, quota.Contract), _quotas.Count);
        _quotas.Add(quota);
    }

    /// <summary>Works out how an account is counted: when it is opened, and when its member has changed.</summary>
    public void PlaceTrader(int slot)
    {
        if (slot >= _traders.Length)
            Array.Resize(ref _traders, slot * 2);
        var document = Accounts[slot - 1].Document;
        var place = _traders[slot].Place;
        var hedges = document.IsHedge;
        var group = hedges || document.Group == 0 ? 0 : PlaceOf(_groupPlaces, document.Group);
        var member = hedges || document.Member is not { } number ? 0 : PlaceOf(_memberPlaces, number);
        _traders[slot] = new(
            place == 0 && (group > 0 || member > 0) ? ++_counted : place,
            group,
            member,
            hedges,
            document.Role == MakerRole,
            document.Class == AccountDocument.House
        );
    }

    private static int PlaceOf(SortedList<int, int> places, int number)
    {
        if (places.TryGetValue(number, out var place))
            return place;
        places.Add(number, places.Count + 1);
        return places.Count;
    }

    private void SaveLimits(StateWriter w)
    {
        w.Int(LimitTables.Count);
        foreach (var defined in LimitTables)
            w.Block(defined.Document);
        w.Int(_quotas.Count);
        foreach (var quota in _quotas)
        {
            w.Int(quota.Slot);
            w.Int(quota.Contract);
            w.Long(quota.Longs);
            w.Long(quota.Shorts);
            w.Int(quota.Through.Days);
        }

        foreach (var month in Months)
        {
            if (month.Legs is not null)
                continue;
            month.Limits.Save(w);
            w.Int(month.Instrument.HedgeRatePpm);
        }
    }

    // What groups and members come to follows from the accounts, and is worked out by the handler.
    private void LoadLimits(StateReader r)
    {
        for (var count = r.Count(); count > 0; count--)
        {
            var document = r.Block().ToArray();
            LimitTables.Add(new(LimitTable.Read(document, [])!, document));
        }

        for (var count = r.Count(); count > 0; count--)
            Grant(new(r.Int(), r.Int(), r.Long(), r.Long(), new(r.Int())));
        foreach (var month in Months)
        {
            if (month.Legs is not null)
                continue;
            month.Limits.Load(r);
            month.Instrument.HedgeRatePpm = r.Int();
        }

        Handlers.Limits.Recount(this);
    }
}
