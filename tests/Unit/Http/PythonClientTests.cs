// The Python client on recorded messages and on a venue's own socket.
using System.Diagnostics;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Unit.Architecture;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class PythonClientTests
{
    [Fact]
    public async Task Its_book_is_never_silently_wrong()
    {
        var text = await Run(
            "tokenbourse.py",
            "--recorded",
            Path.Combine(Sources.Root, "clients", "recorded", "depth.5.jsonl")
        );
        Assert.Contains("never silently wrong", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_example_follows_a_book()
    {
        await using var floor = await Floor.Open(
            new HttpOptions { Pump = TimeSpan.FromMilliseconds(5) },
            sockets: true
        );
        await floor.Place(1, "buy", "6.300", 3, "b1");
        var address = floor.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);
        var text = await Run("tokenbourse.py", "--address", address, "--messages", "1", "TT-H26");
        Assert.Contains("bid 6.300 3 1 ask -", text, StringComparison.Ordinal);
    }

    /// <summary>What a program of the clients' folder says; it must end well.</summary>
    internal static async Task<string> Run(string program, params string[] words)
    {
        var client = Path.Combine(Sources.Root, "clients", "python", program);
        var start = new ProcessStartInfo("python3", ["-B", client, .. words])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("the Python client's tests: install python3");
            throw;
        }

        using (process)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            patience.CancelAfter(TimeSpan.FromMinutes(2));
            var said = process.StandardOutput.ReadToEndAsync(patience.Token);
            var faults = process.StandardError.ReadToEndAsync(patience.Token);
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                throw;
            }

            Assert.True(process.ExitCode == 0, await faults);
            return await said;
        }
    }
}
