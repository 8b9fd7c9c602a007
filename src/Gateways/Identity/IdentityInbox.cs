// The running venue's side of changes that are laid into its identity folder: checked, written, in force, answered.
using System.Security.Cryptography;
using System.Text.Json;

namespace Tokenbourse.Gateways.Identity;

/// <summary>Looks twice a second. The store stays the log's one writer; what is laid down is decided by the same rules
/// as if it were set here.</summary>
public sealed class IdentityInbox : IDisposable
{
    private const int MostBytes = 256 * 1024;
    private static readonly TimeSpan _round = TimeSpan.FromMilliseconds(500);
    private readonly IdentityStore _store;
    private readonly string _place;
    private readonly CancellationTokenSource _stop = new();

    /// <param name="store">Holds the folder.</param>
    public IdentityInbox(IdentityStore store) => (_store, _place) = (store, IdentityErrands.Place(store.Folder));

    /// <summary>From now on changes are taken.</summary>
    /// <param name="failed">Told when the log cannot be written: nothing may be decided then.</param>
    public void Start(Action<Exception> failed)
    {
        Open();
        var stopping = _stop.Token;
        Task.Run(() => Rounds(failed, stopping), CancellationToken.None);
    }

    /// <summary>Makes the place where changes are laid; what was left there is nobody's any more.</summary>
    public void Open()
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(_place);
        else
            Directory.CreateDirectory(
                _place,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
        foreach (var file in Directory.GetFiles(_place))
            File.Delete(file);
    }

    /// <summary>Takes no more changes.</summary>
    public void Stop()
    {
        _stop.Cancel();
        if (Directory.Exists(_place))
            Directory.Delete(_place, recursive: true);
    }

    /// <summary>One round over what lies there, in the order of time.</summary>
    /// <returns>How many changes were answered.</returns>
    public int Round()
    {
        if (!Directory.Exists(_place))
            return 0;
        var answered = 0;
        foreach (var file in Directory.GetFiles(_place, "*" + IdentityErrands.Request).Order(StringComparer.Ordinal))
        {
            try
            {
                Tell(file, Answer(file));
                answered++;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Who asked has taken it back, or the disk is full: they see that nobody answered.
            }
        }

        return answered;
    }

    private static void Tell(string file, ErrandAnswer answer)
    {
        var path = file[..^IdentityErrands.Request.Length];
        PrivateFile.Write(path + ".part", JsonSerializer.Serialize(answer, ErrandJson.Default.ErrandAnswer));
        File.Delete(file);
        File.Move(path + ".part", path + IdentityErrands.Answer);
    }

    public void Dispose() => _stop.Dispose();

    private async Task Rounds(Action<Exception> failed, CancellationToken stopping)
    {
        try
        {
            using var timer = new PeriodicTimer(_round);
            while (await timer.WaitForNextTickAsync(stopping).ConfigureAwait(false))
                Round();
        }
        catch (OperationCanceledException)
        {
            // The venue stops.
        }
        catch (DirectoryNotFoundException)
        {
            // The place was taken away: the venue stops.
        }
        catch (Exception e)
        {
            failed(e);
        }
    }

    private ErrandAnswer Answer(string file)
    {
        try
        {
            Take(Read(file));
            return new(true, null, null, null);
        }
        catch (IdentityFaultException e)
        {
            return new(false, e.Field, e.Given, e.Rule);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or CryptographicException)
        {
            return new(false, "change", null, "cannot be read, or was sealed under another key-encryption key");
        }
    }

    private static AuditRecord Read(string file)
    {
        if (new FileInfo(file).Length > MostBytes)
            throw new IdentityFaultException("change", null, "is too long");
        return JsonSerializer.Deserialize(File.ReadAllBytes(file), AuditJson.Default.AuditRecord)
            ?? throw new IdentityFaultException("change", null, "is empty");
    }

    private void Take(AuditRecord record)
    {
        if (_store.Now - record.Time > IdentityErrands.Patience.TotalMilliseconds)
            throw new IdentityFaultException("time", AuditLines.Text(record.Time), "is too long ago");
        switch (record)
        {
            case ParticipantSet set:
                _store.SetParticipant(IdentityErrands.By, set.Participant, set.Name, set.Accounts);
                break;
            case UserSet set:
                _store.TakeUser(set with { Time = _store.Now, By = IdentityErrands.By });
                break;
            case UserLocked locked:
                _store.LockUser(IdentityErrands.By, locked.User, locked.Locked);
                break;
            case KeyAdded added:
                _store.TakeKey(added with { Time = _store.Now, By = IdentityErrands.By });
                break;
            case KeyEnds ends:
                _store.EndKey(IdentityErrands.By, ends.Key, ends.Expires, ends.Why);
                break;
            default:
                throw new IdentityFaultException("kind", null, "is nothing that is changed from the outside");
        }
    }
}
