// The file-based example of the desk builds and says what it computes. Its build takes minutes on a small machine.
using System.Diagnostics;
using Xunit;

namespace Tokenbourse.Simulation;

public sealed class DeskExampleTests
{
    [Fact]
    [Trait("Weight", "heavy")]
    public void The_example_of_the_library_computes_an_exposure()
    {
        var folder = Path.Combine(ProgramRun.Home, "docs", "examples", "desk");
        var start = new ProcessStartInfo("dotnet", ["run", "exposure.cs", "--", "lanternfish-supply.csv", "3"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, text);
        // July's bill is 562,366.613778 million standard tokens; a month later 2 % more.
        Assert.Contains("12 lines billed", text, StringComparison.Ordinal);
        Assert.Contains("2026-08", text, StringComparison.Ordinal);
        Assert.Contains("573,613.95", text, StringComparison.Ordinal);
    }
}
