// The audit log: records in a file that only grows, each chained to the one before by its hash.
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace Tokenbourse.Gateways.Identity;

/// <summary>The log cannot be used: damaged, held by another program, or not writable.</summary>
public class AuditLogException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Another program holds the folder.</summary>
public sealed class AuditLogHeldException(string message, Exception inner) : AuditLogException(message, inner);

/// <summary>Appends with a flush each. Opening checks the whole chain, cuts a torn tail and refuses damage. Safe for
/// many threads.</summary>
public sealed class AuditLog : IDisposable
{
    private const string LockName = "identity.lock";

    private readonly Lock _gate = new();
    private readonly SafeFileHandle _lock;
    private readonly SafeFileHandle _file;
    private readonly ECDsa _key;
    private byte[] _hash;
    private long _length;
    private bool _failed;

    private AuditLog(SafeFileHandle held, SafeFileHandle file, ECDsa key, AuditFound found)
    {
        (_lock, _file, _key, _hash, _length, Records) = (held, file, key, found.Hash, found.Bytes, found.Records);
        Torn = found.Torn;
    }

    /// <summary>How many records there are.</summary>
    public long Records { get; private set; }

    /// <summary>Bytes of a torn tail that opening cut: a write that a crash stopped and nobody was told of.</summary>
    public long Torn { get; }

    /// <summary>The newest record's hash, 64 hex digits. Kept elsewhere it shows later that nothing was cut
    /// off.</summary>
    public string Head
    {
        get
        {
            lock (_gate)
                return Convert.ToHexStringLower(_hash);
        }
    }

    /// <summary>Opens a folder's log, or begins one.</summary>
    /// <param name="folder">Is made when it is not there.</param>
    /// <param name="clock">For the log's own records.</param>
    /// <param name="fold">Hears every record that is there, in order.</param>
    /// <exception cref="AuditLogException">Held by another program, or damaged.</exception>
    public static AuditLog Open(string folder, TimeProvider clock, Action<AuditRecord> fold)
    {
        Directory.CreateDirectory(folder);
        var held = Hold(folder);
        SafeFileHandle? file = null;
        try
        {
            var path = Path.Combine(folder, AuditLines.FileName);
            var found = File.Exists(path) ? AuditReader.Read(folder, fold) : AuditFound.Nothing;
            if (found.Bad is { } bad)
                throw new AuditLogException($"{path}: record {bad} {found.Why}; restore the file from a copy");
            var key = AuditCheckpoint.Key(folder);
            // Hashes of passwords are in it: nobody else reads it.
            if (!File.Exists(path))
                PrivateFile.Write(path, "");
            file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            if (found.Torn > 0)
            {
                RandomAccess.SetLength(file, found.Bytes);
                RandomAccess.FlushToDisk(file);
            }

            var log = new AuditLog(held, file, key, found);
            if (log.Records == 0)
                log.Append(
                    new Opened(
                        clock.GetUtcNow().ToUnixTimeMilliseconds(),
                        Convert.ToBase64String(key.ExportSubjectPublicKeyInfo())
                    )
                );
            return log;
        }
        catch
        {
            file?.Dispose();
            held.Dispose();
            throw;
        }
    }

    /// <summary>Appends a record; returns when it is on the disk.</summary>
    /// <returns>Its index.</returns>
    /// <exception cref="AuditLogException">The disk failed, now or earlier: nothing is known of the record, and no
    /// other is taken.</exception>
    public long Append(AuditRecord record)
    {
        lock (_gate)
        {
            if (_failed)
                throw new AuditLogException("an earlier write to the audit log failed");
            var (index, hash) = (Records, _hash);
            var lines = new List<byte>();
            if (AuditCheckpoint.IsAt(index))
            {
                var sign = AuditCheckpoint.Sign(_key, index, hash);
                Add(lines, new Checkpoint(record.Time, sign), ref index, ref hash);
            }

            Add(lines, record, ref index, ref hash);
            try
            {
                RandomAccess.Write(_file, [.. lines], _length);
                RandomAccess.FlushToDisk(_file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _failed = true;
                throw new AuditLogException($"the audit log cannot be written: {e.Message}", e);
            }

            _length += lines.Count;
            (Records, _hash) = (index, hash);
            return index - 1;
        }
    }

    public void Dispose()
    {
        _key.Dispose();
        _file.Dispose();
        _lock.Dispose();
    }

    private static void Add(List<byte> lines, AuditRecord record, ref long index, ref byte[] hash)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(record, AuditJson.Default.AuditRecord);
        hash = AuditLines.HashOf(hash, bytes);
        lines.AddRange(AuditLines.Write(index, hash, bytes));
        index++;
    }

    private static SafeFileHandle Hold(string folder)
    {
        try
        {
            var path = Path.Combine(folder, LockName);
            return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new AuditLogHeldException($"{folder}: another program has this identity folder open", e);
        }
    }
}
