// The other end of `SubscribersHost`: starts it, asks it, and ends it.
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>A server in a process of its own.</summary>
internal sealed class SubscribersServer : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);
    private readonly Process _process;

    private SubscribersServer(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    /// <param name="messages">A file of recorded messages for the bare server; null: the venue.</param>
    public static async Task<SubscribersServer> Start(string folder, int subscribers, string? messages)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "tokenbourse.dll"));
        string[] arguments =
        [
            "bench",
            "subscribers",
            "--host",
            messages ?? "venue",
            "--subscribers",
            BenchText.Text($"{subscribers}"),
            "--dir",
            folder,
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        return new(process, int.Parse(await Answer(process, _patience), CultureInfo.InvariantCulture));
    }

    public async Task<HostState> State() =>
        JsonSerializer.Deserialize(await Ask("state", TimeSpan.Zero), HostJson.Default.HostState)!;

    public async Task<HostPlayed> Play(int perSecond, TimeSpan time) =>
        JsonSerializer.Deserialize(
            await Ask(BenchText.Text($"play {perSecond} {time.TotalSeconds:0}"), time),
            HostJson.Default.HostPlayed
        )!;

    public async ValueTask DisposeAsync()
    {
        // It ends when nothing more can be asked.
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private async Task<string> Ask(string line, TimeSpan time)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
        return await Answer(_process, time + _patience);
    }

    private static async Task<string> Answer(Process process, TimeSpan patience)
    {
        while (true)
        {
            var line =
                await process.StandardOutput.ReadLineAsync().WaitAsync(patience)
                ?? throw new IOException("the server's process ended");
            if (line.StartsWith(SubscribersHost.Answer, StringComparison.Ordinal))
                return line[SubscribersHost.Answer.Length..];
            await Console.Error.WriteLineAsync(line);
        }
    }
}
