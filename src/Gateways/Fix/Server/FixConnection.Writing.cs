// What goes out on one connection, and which thread writes it.
using System.Net.Sockets;
using Tokenbourse.Gateways.Fix.Session;

namespace Tokenbourse.Gateways.Fix.Server;

internal sealed partial class FixConnection
{
    // A socket that can be written to takes so many without waiting.
    private const int MostAtOnce = 8 * 1024;

    private byte[] _block = new byte[4096];
    private bool _writing;
    private int _waiting;

    /// <summary>The session has said something; under its lock.</summary>
    public void Wake()
    {
        if (_seat!.Session.Out.Length > acceptor.Terms.MostUnsent)
            Cut();
        Monitor.PulseAll(_seat.Gate);
    }

    /// <summary>What was said goes out by the caller's thread, if it is little and the socket takes it at once; else by
    /// the second one.</summary>
    public void Deliver()
    {
        var seat = _seat!;
        try
        {
            int length;
            lock (seat.Gate)
            {
                if (seat.Connection != this || seat.Session.Out.Length == 0)
                    return;
                var little = seat.Session.Out.Length <= MostAtOnce && !seat.Session.Closes;
                if (_writing || !little || !socket.Poll(0, SelectMode.SelectWrite))
                {
                    Wake();
                    return;
                }

                length = Begin(seat.Session);
            }

            Write(seat, length, false);
        }
        catch (Exception e) when (IsGone(e))
        {
            Cut();
        }
    }

    private static bool IsGone(Exception e) => e is IOException or ObjectDisposedException or SocketException;

    /// <summary>Takes what is to be written next: first safe, then sent. Under the session's lock.</summary>
    private int Begin(FixSession session)
    {
        session.Commit();
        _writing = true;
        return session.Out.Take(ref _block);
    }

    /// <param name="goesOn">The caller looks for more by itself.</param>
    private void Write(FixSeat seat, int length, bool goesOn)
    {
        try
        {
            _stream.Write(_block, 0, length);
        }
        finally
        {
            lock (seat.Gate)
            {
                _writing = false;
                if (seat.Session.HasMoreToResend)
                    seat.Session.Resend(acceptor.Now);
                if (_waiting > 0 || (!goesOn && (seat.Session.Out.Length > 0 || seat.Session.Closes)))
                    Monitor.PulseAll(seat.Gate);
            }
        }
    }

    /// <summary>Writes until nothing waits.</summary>
    /// <param name="waits">For who is writing now; else what waits is left to him.</param>
    /// <returns>False: the session is over, and all is said.</returns>
    private bool Flush(bool waits)
    {
        var session = _seat!.Session;
        while (true)
        {
            int length;
            lock (_seat.Gate)
            {
                if (_writing && !waits && !session.Closes)
                    return true;
                _waiting++;
                while (_writing)
                    Monitor.Wait(_seat.Gate);
                _waiting--;
                if (_seat.Connection != this)
                    return true;
                if (session.Out.Length == 0)
                {
                    session.Commit();
                    return !session.Closes;
                }

                length = Begin(session);
            }

            Write(_seat, length, true);
        }
    }

    /// <summary>The second thread: writes what others say.</summary>
    private void Write()
    {
        var seat = _seat!;
        while (true)
        {
            lock (seat.Gate)
            {
                while (seat.Connection == this && (_writing || (seat.Session.Out.Length == 0 && !seat.Session.Closes)))
                    Monitor.Wait(seat.Gate);
                if (seat.Connection != this)
                    return;
            }

            try
            {
                if (!Flush(true))
                    End();
            }
            catch (Exception e) when (IsGone(e))
            {
                Cut();
                return;
            }
        }
    }
}
