// Pictures as PNG, where the machine has a browser that can do it.
using System.Diagnostics;

namespace Tokenbourse.Node.Indexes;

/// <summary>Asks Chromium, if it is there, to draw an SVG.</summary>
internal static class Converter
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>False when no converter is on this machine or it failed; why is said on the error stream.</summary>
    public static bool ToPng(string svg, string png, int width, int height)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var program = Names.SelectMany(n => folders.Select(f => Path.Combine(f, n))).FirstOrDefault(File.Exists);
        if (program is null)
        {
            Console.Error.WriteLine($"{png}: no converter (chromium) on this machine; the picture stands in {svg}");
            return false;
        }

        var start = new ProcessStartInfo(program) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (
            var argument in (string[])
                [
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--hide-scrollbars",
                    $"--window-size={width},{height}",
                    $"--screenshot={Path.GetFullPath(png)}",
                    new Uri(Path.GetFullPath(svg)).AbsoluteUri,
                ]
        )
            start.ArgumentList.Add(argument);
        using var run = Process.Start(start)!;
        run.OutputDataReceived += (_, _) => { };
        run.ErrorDataReceived += (_, _) => { };
        run.BeginOutputReadLine();
        run.BeginErrorReadLine();
        if (!run.WaitForExit(TimeSpan.FromSeconds(60)))
            run.Kill(entireProcessTree: true);
        if (File.Exists(png))
            return true;
        Console.Error.WriteLine($"{png}: {program} did not write it; the picture stands in {svg}");
        return false;
    }
}
