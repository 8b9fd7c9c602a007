// Keeps the back office while the venue runs: beside it, never in its way.
using System.Data.Common;
using Tokenbourse.Node.Verbs;
using Tokenbourse.Storage;
using Tokenbourse.Storage.Office;
using Tokenbourse.Venue;

namespace Tokenbourse.Node;

/// <summary>One thread that folds what the logs have, a transaction at a time with a rest between two. A database that
/// goes away is told once and tried again; the venue goes on, and nothing is lost: the logs are the truth.</summary>
internal sealed class OfficeKeeper : IDisposable
{
    // So that a venue with a long past to fold leaves most of a core to whoever trades.
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);
    private readonly OfficeAddress _address;
    private readonly VenueLogs _logs;
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;
    private BackOffice? _office;
    private bool _told;

    private OfficeKeeper(OfficeAddress address, VenueLogs logs, BackOffice office)
    {
        _address = address;
        _logs = logs;
        _office = office;
        _thread = new Thread(Work) { IsBackground = true, Name = "back office" };
    }

    /// <summary>Opens the place and begins to fold.</summary>
    /// <exception cref="VerbException">It cannot be used; better said before the doors open.</exception>
    public static OfficeKeeper Start(OfficeAddress address, VenueLogs logs)
    {
        var keeper = new OfficeKeeper(address, logs, Open(address));
        keeper._thread.Start();
        return keeper;
    }

    /// <summary>Stops a run that could not fold when it is done, before it begins.</summary>
    /// <exception cref="VerbException">The place cannot be used.</exception>
    public static void Check(OfficeAddress address) => Open(address).Dispose();

    /// <summary>Folds everything there is, once.</summary>
    public static void CatchUp(OfficeAddress address, VenueLogs logs)
    {
        try
        {
            using var office = Open(address);
            office.CatchUp(logs.Events, logs.Prints);
        }
        catch (Exception e) when (e is OfficeException or DbException)
        {
            throw new VerbException($"{address}: {e.Message}", 2);
        }
    }

    /// <summary>Ends after the transaction that is on the way; the rest is folded at the next start.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _thread.Join();
        _office?.Dispose();
        _stop.Dispose();
    }

    private static BackOffice Open(OfficeAddress address)
    {
        try
        {
            return BackOffice.Open(address);
        }
        catch (OfficeException e)
        {
            throw new VerbException($"--office: {e.Message}", 2);
        }
    }

    private void Work()
    {
        while (!_stop.IsCancellationRequested)
            _stop.Token.WaitHandle.WaitOne(Round());
    }

    /// <summary>One transaction.</summary>
    /// <returns>How long to wait for the next.</returns>
    private TimeSpan Round()
    {
        try
        {
            _office ??= BackOffice.Open(_address);
            var folded = _office.CatchUp(_logs.Events, _logs.Prints, limit: 1);
            if (_told)
                Console.Error.WriteLine($"{_address}: the back office is kept again");
            _told = false;
            return folded > 0 ? Rest : Idle;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whatever it is, a view does not take the venue down with it.
            if (!_told)
                Console.Error.WriteLine($"{_address}: the back office is behind until this is mended: {e.Message}");
            _told = true;
            _office?.Dispose();
            _office = null;
            return Again;
        }
    }
}
