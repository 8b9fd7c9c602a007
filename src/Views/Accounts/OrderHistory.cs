// The orders of one trading day as they stood when it ended: every order that anything happened to on that day.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.Accounts;

/// <summary>Follows all orders, since one of the day may be older than it; keeps those of the day.</summary>
public sealed class OrderHistory(TradingDate day) : View
{
    private readonly Orders _orders = new();
    private readonly Dictionary<int, int> _calendars = [];
    private readonly HashSet<int> _open = [];
    private readonly SortedDictionary<long, AccountOrder> _last = [];

    /// <summary>An account's orders with the last thing that happened to each on the day, by number.</summary>
    public IEnumerable<AccountOrder> Of(AccountId account) => _last.Values.Where(o => o.Order.Account == account);

    protected override void Fold(in LogEntry entry)
    {
        switch (entry.Kind)
        {
            case MessageKind.InstrumentListed:
                var listed = Documents.Read<InstrumentDocument>(entry.Payload.Span);
                _calendars[listed.Instrument] = listed.Calendar;
                break;
            case MessageKind.DayOpened:
                var opened = entry.As<DayOpened>();
                if (opened.Day == day)
                    _open.Add(opened.Calendar);
                else
                    _open.Remove(opened.Calendar);
                break;
            default:
                break;
        }

        _orders.Follow(entry);
        foreach (var (order, change) in _orders.Touched)
        {
            if (_open.Contains(_calendars[order.Instrument.Value]))
                _last[order.Order.Value] = AccountItems.Change(entry, order, change);
        }
    }
}
