// Sessions of doors with the market: which are open, and how the last of each key ended.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.Accounts;

/// <summary>A session that has ended, and when.</summary>
public sealed record EndedSession(SessionEnded Ended, Instant Time);

/// <summary>Open sessions by number.</summary>
public sealed class DoorSessions : View
{
    private readonly SortedDictionary<int, SessionBegun> _open = [];
    private readonly Dictionary<Name24, EndedSession> _last = [];

    public IReadOnlyCollection<SessionBegun> Open => _open.Values;

    /// <summary>The session under this key that ended last; null: none has.</summary>
    public EndedSession? LastOf(Name24 key) => _last.GetValueOrDefault(key);

    protected override void Fold(in LogEntry entry)
    {
        switch (entry.Kind)
        {
            case MessageKind.SessionBegun:
                var begun = entry.As<SessionBegun>();
                _open.Add(begun.Session, begun);
                break;
            case MessageKind.SessionEnded:
                var ended = entry.As<SessionEnded>();
                if (_open.Remove(ended.Session, out var session))
                    _last[session.Key] = new(ended, entry.Time);
                break;
            default:
                break;
        }
    }
}
