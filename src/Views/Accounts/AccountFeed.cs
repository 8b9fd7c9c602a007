// What each account is told of its orders and fills as it happens, and where that can be told again from.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.Accounts;

/// <summary>Hears one account: what the fold puts in here waits until it is taken out. Read and written under the
/// views' gate.</summary>
public sealed class AccountEar
{
    /// <summary>Changes of orders that nobody has taken yet.</summary>
    public Queue<AccountOrder> Orders { get; } = new();

    /// <summary>Fills that nobody has taken yet.</summary>
    public Queue<AccountFill> Fills { get; } = new();
}

/// <summary>An account's orders as they stood behind one event.</summary>
/// <param name="Event">What comes next on the log comes next to the account.</param>
internal sealed record AccountMark(long Event, Instant Time, OrdersImage Orders);

/// <summary>Numbers are those of the market's events: what an account is told on whichever door carries the same
/// one.</summary>
/// <param name="orders">Folded before this view.</param>
public sealed class AccountFeed(Orders orders) : View
{
    /// <summary>How far back a replay may begin, nanoseconds.</summary>
    public const long Reach = Instant.PerDay;

    /// <summary>Fills that a snapshot tells.</summary>
    public const int Newest = 100;

    private const int ItemsApart = 8192;
    private const int EventsApart = 65_536;
    private readonly SortedDictionary<int, Line> _lines = [];

    private sealed class Line
    {
        public List<AccountMark> Marks { get; } = [];

        public List<AccountEar> Ears { get; } = [];

        public Queue<AccountFill> Fills { get; } = new();

        /// <summary>The newest event that told the account something.</summary>
        public long Last { get; set; } = -1;

        public int SinceMark { get; set; }

        /// <summary>It can be told from its beginning.</summary>
        public bool IsWhole { get; set; } = true;
    }

    /// <summary>Sequence of the newest event that told the account something; -1 before the first.</summary>
    public long LastOf(AccountId account) => _lines.GetValueOrDefault(account.Value)?.Last ?? -1;

    /// <summary>The account's newest fills, oldest first.</summary>
    public IReadOnlyCollection<AccountFill> NewestOf(AccountId account) =>
        _lines.GetValueOrDefault(account.Value)?.Fills ?? (IReadOnlyCollection<AccountFill>)[];

    /// <summary>From now on what happens to the account is put in the ear.</summary>
    public AccountEar Listen(AccountId account)
    {
        var ear = new AccountEar();
        Of(account).Ears.Add(ear);
        return ear;
    }

    /// <summary>The ear hears no more.</summary>
    public void Leave(AccountId account, AccountEar ear) => Of(account).Ears.Remove(ear);

    /// <summary>The oldest event from which on the account can be told again.</summary>
    public long OldestOf(AccountId account) =>
        _lines.GetValueOrDefault(account.Value) is { IsWhole: false, Marks: [var oldest, ..] } ? oldest.Event + 1 : 0;

    /// <summary>Where to begin so that everything from the event <paramref name="from"/> on is told; null: nothing has
    /// been told since, or it is too long ago.</summary>
    internal AccountMark? MarkFor(AccountId account, long from)
    {
        if (_lines.GetValueOrDefault(account.Value) is not { Marks.Count: > 0 } line)
            return null;
        return line.Marks.FindLast(m => m.Event < from) ?? (line.IsWhole ? line.Marks[0] : null);
    }

    /// <summary>Begins a replay; null where there is nothing to tell. Under the views' gate; what it gives is read
    /// without it.</summary>
    public AccountReplay? ReplayOf(AccountId account, long from) =>
        MarkFor(account, from) is { } mark ? new(account, mark, LastOf(account)) : null;

    protected override void Fold(in LogEntry entry)
    {
        var trade = AccountItems.TradeOf(entry);
        if (orders.Touched.Count == 0 && trade is null)
            return;
        foreach (var (order, change) in orders.Touched)
        {
            var line = Told(order.Account, entry);
            if (line.Ears.Count == 0)
                continue;
            var item = AccountItems.Change(entry, order, change);
            foreach (var ear in line.Ears)
                ear.Orders.Enqueue(item);
        }

        if (trade is not { } traded)
            return;
        foreach (var side in (ReadOnlySpan<Side>)[Side.Buy, Side.Sell])
        {
            var fill = AccountItems.Fill(entry, traded, side, orders);
            var line = Told(fill.Account, entry);
            line.Fills.Enqueue(fill);
            if (line.Fills.Count > Newest)
                line.Fills.Dequeue();
            foreach (var ear in line.Ears)
                ear.Fills.Enqueue(fill);
        }
    }

    private Line Told(AccountId account, in LogEntry entry)
    {
        var line = Of(account);
        if (line.Last == entry.Sequence)
            return line;
        // The view has this event's changes already: a mark made now stands behind it.
        if (line.Marks.Count == 0)
            line.Marks.Add(new(entry.Sequence - 1, entry.Time, OrdersImage.Empty));
        line.Last = entry.Sequence;
        line.SinceMark++;
        if (line.SinceMark >= ItemsApart || entry.Sequence - line.Marks[^1].Event >= EventsApart)
            Mark(line, account, entry);
        return line;
    }

    private void Mark(Line line, AccountId account, in LogEntry entry)
    {
        line.SinceMark = 0;
        line.Marks.Add(new(entry.Sequence, entry.Time, orders.ImageOf(account)));
        var gone = 0;
        while (gone + 1 < line.Marks.Count && entry.Time.Nanoseconds - line.Marks[gone + 1].Time.Nanoseconds > Reach)
            gone++;
        line.Marks.RemoveRange(0, gone);
        line.IsWhole &= gone == 0;
    }

    private Line Of(AccountId account)
    {
        if (!_lines.TryGetValue(account.Value, out var line))
            _lines.Add(account.Value, line = new());
        return line;
    }
}
