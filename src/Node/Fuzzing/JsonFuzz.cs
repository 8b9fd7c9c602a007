// The REST door under mutated requests, and the market's state around those that are refused.
using System.Net.Sockets;
using Tokenbourse.Gateways.Errors;

namespace Tokenbourse.Node.Fuzzing;

/// <summary>Requests whose end the server can see go over one connection; the others each over one of their
/// own.</summary>
internal sealed class JsonFuzz : IFuzzDoor
{
    private const int CompareOneIn = 8;
    private const int VersionUnknown = 505;
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(5);

    private static readonly Dictionary<string, int> _numbers = ErrorTable
        .Doors.Concat(ErrorTable.Market.Select(m => m.Row))
        .ToDictionary(r => r.Code, r => r.Num, StringComparer.Ordinal);

    private readonly FuzzFloor _floor;
    private readonly HttpMutator _mutator;
    private HttpWire? _wire;

    public JsonFuzz(string folder)
    {
        _floor = new(folder);
        using var wire = new HttpWire(_floor.Port);
        var contract = wire.Ask(HttpMutator.Get("/v1/openapi.json")).Body;
        _mutator = new(new JsonTemplates(contract, _floor.Symbols));
    }

    public int Send(Random random, FuzzTally tally, int most)
    {
        var input = _mutator.Next(random);
        tally.Did(input.Mutation);
        var compares = input.Changes && random.Next(CompareOneIn) == 0;
        var before = compares ? _floor.Venue.Mark() : 0;
        var answers = input.IsFramed ? Answer(input, tally) : HearOut(input, tally);
        var refused = answers.Count > 0 && answers.TrueForAll(a => a.Status >= 400);
        foreach (var answer in answers)
            Count(answer, input, tally);
        if (!refused || !compares)
            return 1;
        tally.StateChecks++;
        if (_floor.Venue.Mark() != before)
            tally.Fault($"a refused request changed the market: {Shown(input)}: {answers[0].Body}");
        return 1;
    }

    public IHonestClient Honest() => new HonestReader(_floor.Port, _floor.Symbols[0]);

    public void Dispose()
    {
        _wire?.Dispose();
        _floor.Dispose();
    }

    private List<HttpAnswer> Answer(in HttpInput input, FuzzTally tally)
    {
        if (_wire is null)
            tally.Connections++;
        _wire ??= new(_floor.Port);
        try
        {
            var answer = _wire.Ask(input.Bytes, input.IsHead);
            if (answer.Ends)
                Close();
            return [answer];
        }
        catch (SocketException e)
        {
            tally.Fault($"no answer: {e.Message}: {Shown(input)}");
            Close();
            return [];
        }
    }

    private List<HttpAnswer> HearOut(in HttpInput input, FuzzTally tally)
    {
        tally.Connections++;
        using var ear = new SocketEar(_floor.Port);
        ear.Say(input.Bytes);
        // A server that hears the end first need not answer any more.
        ear.AwaitWord(_pause);
        if (ear.HearOut() is not { } heard)
        {
            tally.Fault($"the connection did not end when our side had: {Shown(input)}");
            return [];
        }

        var answers = new List<HttpAnswer>();
        for (ReadOnlySpan<byte> rest = heard; HttpWire.TryAnswer(rest, false, out var answer, out var taken); )
        {
            answers.Add(answer);
            rest = rest[taken..];
        }

        if (answers.Count == 0)
            answers.Add(new(0, "", true));
        return answers;
    }

    private void Close()
    {
        _wire?.Dispose();
        _wire = null;
    }

    private static void Count(in HttpAnswer answer, in HttpInput input, FuzzTally tally)
    {
        tally.Heard(answer.Status == 0 ? "ended without a word" : $"{answer.Status} {answer.Code}".TrimEnd());
        if (answer.Status is >= 200 and < 300 && input.Changes)
            tally.Taken++;
        // 505 is the standard's word for a request line without a version that is known.
        if (answer.Status >= 500 && answer.Status != VersionUnknown)
            tally.Fault($"{answer.Status}: {Shown(input)}: {answer.Body}");
        if (answer.Code is { } code && _numbers.GetValueOrDefault(code) != answer.Num)
            tally.Fault($"{code} with the number {answer.Num}, which the table does not give it");
    }

    private static string Shown(in HttpInput input)
    {
        var text = System.Text.Encoding.Latin1.GetString(input.Bytes);
        return text.Length <= 600 ? text : text[..600] + "...";
    }
}

/// <summary>Reads the depth of a month.</summary>
internal sealed class HonestReader(int port, string symbol) : IHonestClient
{
    private readonly HttpWire _wire = new(port);
    private readonly byte[] _request = HttpMutator.Get($"/v1/depth/{symbol}");

    public void Ask()
    {
        var answer = _wire.Ask(_request);
        if (answer.Status != 200)
            throw new IOException($"status {answer.Status}: {answer.Body}");
    }

    public void Dispose() => _wire.Dispose();
}
