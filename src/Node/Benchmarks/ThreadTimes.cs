// Which threads of this process the processors worked for, by name, as the system counts.
using System.Globalization;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>What threads of one name had.</summary>
/// <param name="Ran">Seconds on a processor.</param>
/// <param name="Waited">Seconds in which they had work and no processor.</param>
internal sealed record ThreadTime(string Name, double Ran, double Waited);

/// <summary>Begins to count when it is made. Threads that end meanwhile are left out; where the system does not tell
/// there are none.</summary>
internal sealed class ThreadTimes
{
    private const string Tasks = "/proc/self/task";
    private readonly Dictionary<string, (string Name, double Ran, double Waited)> _before = Read();

    /// <summary>Since the beginning; who ran longest first.</summary>
    public IReadOnlyList<ThreadTime> Since()
    {
        var all = new Dictionary<string, ThreadTime>();
        foreach (var (thread, (name, ran, waited)) in Read())
        {
            var before = _before.GetValueOrDefault(thread);
            var sum = all.GetValueOrDefault(name) ?? new(name, 0, 0);
            all[name] = new(name, sum.Ran + ran - before.Ran, sum.Waited + waited - before.Waited);
        }

        return [.. all.Values.OrderByDescending(t => t.Ran)];
    }

    private static Dictionary<string, (string Name, double Ran, double Waited)> Read()
    {
        var all = new Dictionary<string, (string, double, double)>();
        if (!Directory.Exists(Tasks))
            return all;
        foreach (var thread in Directory.GetDirectories(Tasks))
        {
            try
            {
                var times = File.ReadAllText(Path.Combine(thread, "schedstat")).Split(' ');
                var name = File.ReadAllText(Path.Combine(thread, "comm")).Trim();
                all[thread] = (name, Seconds(times[0]), Seconds(times[1]));
            }
            catch (IOException)
            {
                // It has ended.
            }
        }

        return all;
    }

    private static double Seconds(string nanoseconds) => double.Parse(nanoseconds, CultureInfo.InvariantCulture) / 1e9;
}
