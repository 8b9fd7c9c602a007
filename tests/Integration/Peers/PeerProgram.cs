// A program that is not ours, or uses software that is not: found, run to its end, and never waited for without one.
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Xunit;

namespace Tokenbourse.Integration.Peers;

/// <summary>What a program said, and how it ended.</summary>
internal sealed record PeerResult(int Code, string Out, string Errors);

internal static class PeerProgram
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(90);

    /// <summary>The folder with the solution.</summary>
    public static string Home => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", ".."));

    /// <summary>A file in the house; the test is skipped where it is not, with what makes it.</summary>
    public static string Needed(string path, string makes)
    {
        var whole = Path.Combine(Home, path);
        if (!File.Exists(whole))
            Assert.Skip($"{path} is not there: run {makes}");
        return whole;
    }

    /// <summary>A program on the path; the test is skipped where it is not.</summary>
    public static string Installed(string name)
    {
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
        {
            if (File.Exists(Path.Combine(folder, name)))
                return Path.Combine(folder, name);
        }

        Assert.Skip($"{name} is not installed");
        return name;
    }

    /// <summary>Runs a program to its end, or to the end of patience.</summary>
    public static PeerResult Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(_patience))
        {
            process.Kill(true);
            return new(-1, "", $"{Path.GetFileName(program)} did not end within {_patience.TotalSeconds} s");
        }

        Assert.True(Task.WaitAll([said, errors], TimeSpan.FromSeconds(10)), "the program's output did not end");
        return new(process.ExitCode, said.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult());
    }

    private static string Here([CallerFilePath] string here = "") => here;
}
