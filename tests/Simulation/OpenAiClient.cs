// The npm client in a process of its own: a task in, a result out, a line each.
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Tokenbourse.Simulation;

/// <summary>Runs tests/openai-client/client.mjs.</summary>
internal sealed class OpenAiClient : IDisposable
{
    private readonly Process _process;
    private readonly string _base;

    /// <param name="address">The API's, with /v1.</param>
    public OpenAiClient(string address)
    {
        _base = address;
        var start = new ProcessStartInfo("node") { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(Folder, "client.mjs"));
        _process = Process.Start(start)!;
    }

    private static string Folder => Path.Combine(ProgramRun.Home, "tests", "openai-client");

    /// <summary>Skips the test, with what is missing.</summary>
    public static void MustBeThere()
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", "openai")))
            Assert.Skip("tests/openai-client/node_modules is not there: run build/openai-client.sh (Node.js and npm)");
        if (!File.Exists(Path.Combine(ProgramRun.Home, "metering", "node_modules", "normalization.txt")))
            Assert.Skip("metering/node_modules is not there: run build/tokenizers.sh");
    }

    /// <summary>Two objects as one.</summary>
    public static object With(object first, object? second)
    {
        var node = JsonSerializer.SerializeToNode(first)!.AsObject();
        foreach (var (name, value) in JsonSerializer.SerializeToNode(second ?? new { })!.AsObject())
            node[name] = value?.DeepClone();
        return node;
    }

    public static long Whole(JsonElement element, string name) => element.GetProperty(name).GetInt64();

    /// <summary>The number of the error; null when there was none; -1 when it has none.</summary>
    public static int? Num(JsonElement result)
    {
        var error = result.GetProperty("error");
        if (error.ValueKind == JsonValueKind.Null)
            return null;
        var num = error.GetProperty("num");
        return num.ValueKind == JsonValueKind.Number ? num.GetInt32() : -1;
    }

    /// <summary>Gives a task.</summary>
    public void Say(object task)
    {
        var node = JsonSerializer.SerializeToNode(task)!.AsObject();
        node["base"] = _base;
        _process.StandardInput.WriteLine(node.ToJsonString());
        _process.StandardInput.Flush();
    }

    /// <summary>The next line.</summary>
    public JsonElement Hear()
    {
        var line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("the client has ended");
        using var json = JsonDocument.Parse(line);
        return json.RootElement.Clone();
    }

    /// <summary>A task and its result.</summary>
    public JsonElement Run(object task)
    {
        Say(task);
        return Hear();
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(5000))
            _process.Kill();
        _process.Dispose();
    }
}
