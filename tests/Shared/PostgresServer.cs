// A PostgreSQL of the tests' own: started when the first test asks, gone when the test program is, however it ends.
using System.Diagnostics;
using System.Globalization;
using Xunit;

[assembly: AssemblyFixture(typeof(Tokenbourse.Shared.PostgresServer))]

namespace Tokenbourse.Shared;

/// <summary>Runs build/postgres.sh, which ends the server as soon as its input ends.</summary>
public sealed class PostgresServer : IDisposable
{
    private readonly Lock _gate = new();
    private Process? _script;
    private string? _answer;
    private int _schemas;

    /// <summary>The words of --office for a schema that nobody has used; skips the test, with the reason, where no
    /// PostgreSQL can be had.</summary>
    public string NewOffice() => string.Create(CultureInfo.InvariantCulture, $"{Start()};SEARCH PATH=o{Next()}");

    /// <summary>Words for Npgsql, of a connection of the test's own.</summary>
    public string Start()
    {
        lock (_gate)
            _answer ??= Ask();
        Assert.SkipUnless(_answer.StartsWith("ready ", StringComparison.Ordinal), $"no PostgreSQL: {Rest(_answer)}");
        return "postgres:" + Rest(_answer);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_script is null)
                return;
            _script.StandardInput.Close();
            if (!_script.WaitForExit(TimeSpan.FromSeconds(30)))
                _script.Kill(entireProcessTree: true);
            _script.Dispose();
            _script = null;
        }
    }

    private int Next() => Interlocked.Increment(ref _schemas);

    private string Ask()
    {
        var script = Path.Combine(Home(), "build", "postgres.sh");
        try
        {
            _script = Process.Start(
                new ProcessStartInfo("bash")
                {
                    ArgumentList = { script },
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                }
            )!;
            var said = _script.StandardOutput.ReadLineAsync();
            if (!said.Wait(TimeSpan.FromMinutes(2)))
                return "missing build/postgres.sh said nothing for two minutes";
            return said.Result ?? "missing build/postgres.sh said nothing";
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return $"missing bash: {e.Message}";
        }
    }

    private static string Rest(string answer) => answer[(answer.IndexOf(' ', StringComparison.Ordinal) + 1)..];

    private static string Home()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "build", "postgres.sh")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("build/postgres.sh");
        return folder;
    }
}
