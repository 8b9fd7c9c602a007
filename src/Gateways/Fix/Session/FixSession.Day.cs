// The end of a session's day: its numbers begin anew at an agreed time.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Fix.Session;

public sealed partial class FixSession
{
    /// <summary>The store is from before the last time at which it was to begin anew, or its age is not known.</summary>
    private bool DayIsOver =>
        Terms.DailyReset is { } schedule && (_store.Since == Instant.Never || _store.Since < schedule.Last(Now));

    /// <summary>Ends a day that is over. Who is logged on is told by a Logout and the connection ends; what is said from
    /// now on is the new day's, and waits for the next logon.</summary>
    private void EndDay()
    {
        if (!DayIsOver)
            return;
        if (IsLoggedOn && !Closes)
            LogoutAndClose($"numbers begin anew at {Terms.DailyReset}");
        ForgetGap();
        StopResending();
        Forget();
    }

    private void Forget()
    {
        _store.Reset();
        if (Terms.DailyReset is not null)
            _store.Date(Now);
    }
}
