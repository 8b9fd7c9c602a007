// Starts the built program as a user does.
using System.Diagnostics;
using System.Text;

namespace Tokenbourse.Simulation;

/// <summary>A run of tokenbourse in a process of its own.</summary>
internal sealed class ProgramRun : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _out = new();
    private readonly StringBuilder _error = new();

    public ProgramRun(params string[] arguments)
        : this([], "", arguments) { }

    /// <param name="settings">Environment variables set for it.</param>
    /// <param name="input">What it reads on its standard input.</param>
    public ProgramRun(IEnumerable<(string Name, string Value)> settings, string input, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        start.ArgumentList.Add(Dll);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["TOKENBOURSE_HOME"] = Home;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(_out, line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(_error, line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _process.StandardInput.Write(input);
        _process.StandardInput.Close();
    }

    public string Out => Text(_out);

    public string Error => Text(_error);

    public int ExitCode => _process.ExitCode;

    /// <summary>The repository: the folder above that has a rulebook.</summary>
    public static string Home { get; } = FindHome();

    private static string Dll
    {
        get
        {
            // The program is built in the same configuration as the tests.
            var configuration = AppContext.BaseDirectory.Contains("/release", StringComparison.Ordinal)
                ? "release"
                : "debug";
            return Path.Combine(Home, "artifacts", "bin", "Node", configuration, "tokenbourse.dll");
        }
    }

    /// <summary>Runs to the end.</summary>
    public static ProgramRun ToEnd(params string[] arguments) => ToEnd([], "", arguments);

    /// <summary>Runs to the end with settings and an input.</summary>
    public static ProgramRun ToEnd(
        IEnumerable<(string Name, string Value)> settings,
        string input,
        params string[] arguments
    )
    {
        var run = new ProgramRun(settings, input, arguments);
        run._process.WaitForExit();
        return run;
    }

    /// <summary>True when it ended by itself within the time.</summary>
    public bool WaitFor(TimeSpan time)
    {
        if (!_process.WaitForExit(time))
            return false;
        _process.WaitForExit();
        return true;
    }

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }

    private static void Keep(StringBuilder text, string? line)
    {
        if (line is null)
            return;
        lock (text)
            text.Append(line).Append('\n');
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
            return text.ToString();
    }

    private static string FindHome()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, "rulebook")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("no rulebook folder above the tests");
    }
}
