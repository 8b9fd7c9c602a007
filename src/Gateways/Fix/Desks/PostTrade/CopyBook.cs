// All reports of each account, numbered from 1, in a file that is made again from the log at every start.
using Microsoft.Win32.SafeHandles;

namespace Tokenbourse.Gateways.Fix.Desks.PostTrade;

/// <summary>One writes, any number read. The numbers are the log's own: each start gives the same.</summary>
internal sealed class CopyBook : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly Lock _gate = new();
    private readonly Dictionary<int, List<(long At, int Length)>> _accounts = [];
    private long _end;

    public CopyBook()
    {
        var path = Path.GetTempFileName();
        _file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Delete);
        // Without a name it is gone with the process, however that ends.
        File.Delete(path);
    }

    /// <summary>The number of the account's newest report; 0: it has none.</summary>
    public int Last(int account)
    {
        lock (_gate)
            return _accounts.GetValueOrDefault(account)?.Count ?? 0;
    }

    /// <summary>Keeps a report under the account's next number.</summary>
    public void Add(int account, ReadOnlySpan<byte> body)
    {
        lock (_gate)
        {
            RandomAccess.Write(_file, body, _end);
            if (!_accounts.TryGetValue(account, out var reports))
                _accounts.Add(account, reports = []);
            reports.Add((_end, body.Length));
            _end += body.Length;
        }
    }

    /// <summary>A report by its number; null: the book is shut.</summary>
    public byte[]? Read(int account, int number)
    {
        lock (_gate)
        {
            if (!_accounts.TryGetValue(account, out var places))
                return null;
            var (at, length) = places[number - 1];
            var body = new byte[length];
            RandomAccess.Read(_file, body, at);
            return body;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _accounts.Clear();
            _file.Dispose();
        }
    }
}
