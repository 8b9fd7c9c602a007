// Drop copy: every ExecutionReport of the accounts that a session is to watch, each once, and again when asked for.
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Gateways.Limits;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Fix.Desks.PostTrade;

/// <summary>Each account is an application (ApplID) whose reports are numbered from 1 by the log itself, so that the
/// numbers outlive sessions, resets and the process.</summary>
public sealed class CopyDesk : IFixDesk, IFixListener, IDisposable
{
    /// <summary>Most reports that one request gets; the acknowledgement says how far they go.</summary>
    public const int MostReplayed = 2_500;

    private const int Replay = 0;
    private const int LastNumber = 2;
    private const int ValidSet = 3;
    private const int UnknownApplication = 0;
    private const int NotAvailable = 1;
    private const int NotAuthorized = 2;
    private readonly FixHouse _house;
    private readonly CopyBook _book = new();
    private readonly CopyReports _reports;
    private readonly FixGuest[] _guests;
    private readonly HashSet<int> _accounts;
    private readonly bool _all;

    public CopyDesk(FixHouse house)
    {
        ArgumentNullException.ThrowIfNull(house);
        _house = house;
        _guests = [.. house.Guests.Where(g => g.Role == FixRole.DropCopy)];
        _accounts = [.. _guests.SelectMany(g => g.Entry.Accounts)];
        _all = house.Identity is null && Array.Exists(_guests, g => g.Entry.Accounts.Count == 0);
        _reports = new(house.Instruments, account => _all || _accounts.Contains(account.Value), Reported);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Types { get; } = ["BW"];

    /// <inheritdoc/>
    public FixRole Roles => FixRole.DropCopy;

    /// <inheritdoc/>
    public void LoggedOn(FixGuest guest) { }

    /// <inheritdoc/>
    public void LoggedOut(FixGuest guest) { }

    /// <inheritdoc/>
    public void Heard(in LogEntry entry) => _reports.Take(entry);

    /// <inheritdoc/>
    public void Take(FixGuest guest, FixMessage message)
    {
        var id = message.Get(PostTradeTag.ApplReqID);
        if (guest.Admit(MessageClass.Orders) > TimeSpan.Zero)
        {
            guest.Reject(message, "RATE_LIMIT", "too many requests", id);
            return;
        }

        FixText.TryInt(message.Get(PostTradeTag.ApplReqType), out var type);
        if (type is not (Replay or LastNumber or ValidSet))
        {
            guest.Reject(message, "BAD_REQUEST", "1347: must be 0, 2 or 3", id);
            return;
        }

        var answer = new CopyAnswer(TradeQuery.Text(id), (int)type, Parts(guest, message, (int)type));
        guest.Answer("BX"u8, answer, CopyMessages.Acknowledge);
        if (type != Replay)
            return;
        foreach (var part in answer.Parts)
        {
            for (var number = part.From; number > 0 && number <= part.To; number++)
            {
                var account = int.Parse(part.Account, System.Globalization.CultureInfo.InvariantCulture);
                if (_book.Read(account, number) is not { } body)
                    return;
                guest.Answer("8"u8, new CopyLine(account, number, body, true), CopyMessages.Write);
            }
        }

        guest.Answer("BY"u8, answer, CopyMessages.Complete);
    }

    /// <inheritdoc/>
    public void Dispose() => _book.Dispose();

    // It is in the book once it was told: nobody is sent again what he is still to be sent.
    private void Reported(LogEntry entry, AccountId account, FixWriter report)
    {
        var line = new CopyLine(
            account.Value,
            _book.Last(account.Value) + 1,
            CopyMessages.BodyOf(report.Finish()),
            false
        );
        foreach (var guest in _guests)
        {
            if (guest.Hears(account.Value))
                guest.Tell(entry, "8"u8, line, CopyMessages.Write);
        }

        _book.Add(account.Value, line.Body);
    }

    private List<CopyPart> Parts(FixGuest guest, FixMessage message, int type)
    {
        if (type == ValidSet)
        {
            var heard = guest.Entry.Accounts.Where(guest.Hears);
            return [.. heard.Select(a => new CopyPart(CopyMessages.Word(a), 0, 0, _book.Last(a), null))];
        }

        var parts = new List<CopyPart>();
        var left = MostReplayed;
        for (var at = 0; at < message.Count; at++)
        {
            if (message.Tag(at) != PostTradeTag.RefApplID)
                continue;
            var part = Part(guest, message, at, type, left);
            left -= part.Count;
            parts.Add(part);
        }

        return parts;
    }

    private CopyPart Part(FixGuest guest, FixMessage message, int at, int type, int left)
    {
        var name = TradeQuery.Text(message.Value(at));
        if (!FixText.TryWhole(message.Value(at), out var number) || number is < 1 or > int.MaxValue)
            return new(name, 0, 0, 0, UnknownApplication);
        var account = (int)number;
        if (!guest.Hears(account) || !guest.MaySee(account))
            return new(name, 0, 0, 0, NotAuthorized);
        var last = _book.Last(account);
        if (type == LastNumber)
            return new(name, 0, 0, last, null);
        long from = 1;
        long to = 0;
        for (var next = at + 1; next < message.Count && message.Tag(next) != PostTradeTag.RefApplID; next++)
        {
            if (message.Tag(next) == PostTradeTag.ApplBegSeqNum)
                FixText.TryWhole(message.Value(next), out from);
            else if (message.Tag(next) == PostTradeTag.ApplEndSeqNum)
                FixText.TryWhole(message.Value(next), out to);
        }

        to = to == 0 ? last : long.Min(to, last);
        from = long.Max(from, 1);
        to = long.Min(to, from + left - 1);
        return from > last || to < from
            ? new(name, 0, 0, last, NotAvailable)
            : new(name, (int)from, (int)to, last, null);
    }
}
