// The naive market's kill switches (KIL-001 to KIL-003).
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    private readonly List<(KillLevel Level, int Number, Name24 Key)> _kills = [];

    private static NaiveRefusal Killed(KillLevel level) =>
        new(
            RejectReason.KillSwitch,
            level == KillLevel.Instrument ? OrderField.Instrument : OrderField.Account,
            (long)level,
            0
        );

    private bool IsKilled(NaiveInstrument month) =>
        _kills.Exists(k => k.Level == KillLevel.Instrument && IsAbout(month, k.Number));

    private static bool IsAbout(NaiveInstrument month, int number) =>
        month.Id == number || month.Spread?.Near.Id == number || month.Spread?.Far.Id == number;

    private NaiveRefusal? AskKilled(AccountId account, NaiveInstrument? month, int number)
    {
        if (!HasSessions || _byTheHouse)
            return null;
        var session = SessionOf(number);
        var member = _accounts[account.Value].Member ?? 0;
        foreach (
            var (level, holds) in new (KillLevel, bool)[]
            {
                (KillLevel.Market, _kills.Exists(k => k.Level == KillLevel.Market)),
                (KillLevel.Member, _kills.Exists(k => k.Level == KillLevel.Member && k.Number == member)),
                (KillLevel.Account, _kills.Exists(k => k.Level == KillLevel.Account && k.Number == account.Value)),
                (KillLevel.Key, _kills.Exists(k => k.Level == KillLevel.Key && k.Key == session?.Key)),
                (KillLevel.Session, _kills.Exists(k => k.Level == KillLevel.Session && k.Number == number)),
                (KillLevel.Instrument, month is not null && IsKilled(month)),
            }
        )
        {
            if (holds)
                return Killed(level);
        }

        return number == 0 ? null
            : session is null ? new(RejectReason.UnknownSession, OrderField.None, number, 0)
            : session.Over ? new(RejectReason.SessionOver, OrderField.None, number, 0)
            : null;
    }

    private void Kill(SetKillSwitch words)
    {
        if (WhyNoKill(words) is { } why)
        {
            Refuse(MessageKind.SetKillSwitch, why.Reason, why.Given, 0);
            return;
        }

        var left = new List<NaiveOrder>();
        if (words.Engage == 1)
        {
            _kills.Add((words.Level, words.Number, words.Key));
            left = LetGo(
                i => words.Level != KillLevel.Instrument || IsAbout(i, words.Number),
                o => Concerns(words, o),
                CancelReason.KillSwitch
            );
        }
        else
        {
            _kills.RemoveAll(k => k == (words.Level, words.Number, words.Key));
        }

        Say(
            MessageKind.KillSwitchSet,
            new KillSwitchSet(
                words.Level,
                words.Engage,
                words.Number,
                words.Key,
                words.Person,
                words.Approver,
                left.Count,
                left.Select(o => o.Account).Distinct().Count()
            )
        );
    }

    private bool Concerns(SetKillSwitch words, NaiveOrder order) =>
        words.Level switch
        {
            KillLevel.Key => SessionOf(order.Session) is { } session && session.Key == words.Key,
            KillLevel.Session => order.Session == words.Number,
            KillLevel.Account => order.Account == words.Number,
            KillLevel.Member => _accounts[order.Account].Member == words.Number,
            _ => true,
        };

    private (RejectReason Reason, long Given)? WhyNoKill(SetKillSwitch words)
    {
        var two = words.Level is KillLevel.Member or KillLevel.Instrument or KillLevel.Market;
        if (words.Level is KillLevel.None or > KillLevel.Market)
            return (RejectReason.BadField, (long)words.Level);
        if (words.Engage is not (0 or 1))
            return (RejectReason.BadField, words.Engage);
        if (words.Level == KillLevel.Key ? !words.Key.IsWellFormed : words.Key != default)
            return (RejectReason.BadField, 0);
        if (words.Level is KillLevel.Key or KillLevel.Market && words.Number != 0)
            return (RejectReason.BadField, words.Number);
        if (words.Level == KillLevel.Session && SessionOf(words.Number) is null)
            return (RejectReason.UnknownSession, words.Number);
        if (words.Level == KillLevel.Account && !_accounts.ContainsKey(words.Number))
            return (RejectReason.UnknownAccount, words.Number);
        if (words.Level == KillLevel.Member && !_members.ContainsKey(words.Number))
            return (RejectReason.UnknownMember, words.Number);
        if (words.Level == KillLevel.Instrument && LivingMonth(new(words.Number)) is null)
            return (RejectReason.UnknownInstrument, words.Number);
        if (!words.Person.IsWellFormed || (words.Approver != default && !words.Approver.IsWellFormed))
            return (RejectReason.PersonMissing, 0);
        if (words.Engage == 0 && two && words.Approver == default)
            return (RejectReason.PersonMissing, 0);
        if (words.Engage == 0 && two && words.Approver == words.Person)
            return (RejectReason.SamePerson, 0);
        var engaged = _kills.Contains((words.Level, words.Number, words.Key));
        return engaged == (words.Engage == 1) ? (RejectReason.StateUnchanged, words.Engage) : null;
    }
}
