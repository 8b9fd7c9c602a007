// A live venue in a process of its own: started as a user does, watched from outside, ended without a word.
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Tokenbourse.Node.Fuzzing;

/// <summary><c>tokenbourse run</c> with more arguments; both streams of its output are kept.</summary>
internal sealed class VenueProcess : IDisposable
{
    private const int MostLines = 200;
    private const double Kilobyte = 1024;
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(10);
    private static readonly string[] _bad = [" Error ", " Critical ", "exception", "   at ", "FIX, public data"];

    private readonly Process _process;
    private readonly List<string> _lines = [];
    private readonly List<string> _troubles = [];

    public VenueProcess(string folder, int port, params string[] more)
    {
        Port = port;
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "tokenbourse.dll"));
        string[] usual = ["run", "--out", folder, "--port", port.ToString(CultureInfo.InvariantCulture), .. more];
        foreach (var argument in usual)
            start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Of REST.</summary>
    public int Port { get; }

    /// <summary>Megabytes that it holds.</summary>
    public double Resident
    {
        get
        {
            _process.Refresh();
            return _process.HasExited ? 0 : _process.WorkingSet64 / Kilobyte / Kilobyte;
        }
    }

    /// <summary>Waits for a line with that text.</summary>
    /// <exception cref="VerbException">It ended, or does not come.</exception>
    public void Await(string text)
    {
        for (var began = Stopwatch.GetTimestamp(); ; Thread.Sleep(20))
        {
            lock (_lines)
            {
                if (_lines.Exists(l => l.Contains(text, StringComparison.Ordinal)))
                    return;
            }

            if (_process.HasExited || Stopwatch.GetElapsedTime(began) > _patience)
                throw new VerbException($"the venue did not open: {string.Join('\n', Last())}", 1);
        }
    }

    /// <summary>An answer of its REST door.</summary>
    public JsonNode Get(string path)
    {
        using var wire = new HttpWire(Port);
        return JsonNode.Parse(wire.Ask(HttpMutator.Get(path)).Body)!;
    }

    /// <summary>Orders that it has taken, whoever sent them.</summary>
    public long Orders()
    {
        using var wire = new HttpWire(Port);
        var text = wire.Ask(HttpMutator.Get("/metrics")).Body;
        return text.Split('\n')
            .Where(l => l.StartsWith("tokenbourse_commands_total{", StringComparison.Ordinal))
            .Where(l => l.Contains("Order\"", StringComparison.Ordinal))
            .Sum(l => (long)double.Parse(l[(l.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }

    /// <summary>Lines of its log since the last time that no venue should write, and its end.</summary>
    public IReadOnlyList<string> Troubles()
    {
        lock (_lines)
        {
            if (_process.HasExited)
                _troubles.Add($"the venue ended with {_process.ExitCode}: {string.Join('\n', Last())}");
            string[] all = [.. _troubles];
            _troubles.Clear();
            return all;
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private IEnumerable<string> Last()
    {
        lock (_lines)
            return [.. _lines.TakeLast(20)];
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (_lines)
        {
            if (_lines.Count == MostLines)
                _lines.RemoveAt(0);
            _lines.Add(line);
            if (Array.Exists(_bad, b => line.Contains(b, StringComparison.OrdinalIgnoreCase)))
                _troubles.Add($"the log: {line}");
        }
    }
}
