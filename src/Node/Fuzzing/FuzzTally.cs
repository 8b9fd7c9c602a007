// Counts of a fuzzing run: inputs by mutation, answers by kind, and what may not be.
namespace Tokenbourse.Node.Fuzzing;

/// <summary>For the one thread that fuzzes.</summary>
internal sealed class FuzzTally
{
    private const int MostFaults = 20;

    /// <summary>The input that is under way, from 0.</summary>
    public long Input { get; set; }

    /// <summary>The round that is under way: with the seed all that is needed to send it again.</summary>
    public long Round { get; set; }

    public long Connections { get; set; }

    public long Taken { get; set; }

    public long StateChecks { get; set; }

    public long FaultCount { get; private set; }

    public SortedDictionary<string, long> Mutations { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, long> Answers { get; } = new(StringComparer.Ordinal);

    public List<string> Faults { get; } = [];

    public void Did(string mutation) => Mutations[mutation] = Mutations.GetValueOrDefault(mutation) + 1;

    public void Heard(string answer) => Answers[answer] = Answers.GetValueOrDefault(answer) + 1;

    /// <summary>Something that may not be; the run goes on.</summary>
    public void Fault(string what)
    {
        FaultCount++;
        if (Faults.Count < MostFaults)
            Faults.Add($"round {Round}: {what}");
    }
}
