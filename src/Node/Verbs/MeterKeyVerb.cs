// tokenbourse meter key: keys for holders of redeemed certificates.
using System.CommandLine;
using Tokenbourse.Gateways.Meter;

namespace Tokenbourse.Node.Verbs;

/// <summary>A key is shown once; the file keeps its digest.</summary>
internal static class MeterKeyVerb
{
    public static Command Build()
    {
        var certificate = new Option<long>("--certificate") { Description = "The certificate.", Required = true };
        var keys = MeterVerb.KeysOption();
        var make = new Command(
            "new",
            "Make a key and print it, once. Example: tokenbourse meter key new --certificate 12"
        )
        {
            certificate,
            keys,
        };
        make.SetAction(parsed =>
        {
            var number = parsed.GetValue(certificate);
            if (number < 1)
                throw new VerbException(MeterVerb.Text($"--certificate {number}: must be 1 or more"), 2);
            var file = parsed.GetValue(keys)!;
            var key = MeterKeys.New();
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
                MeterKeys.Add(file, key, number);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new VerbException($"--keys {file}: {e.Message}", 2);
            }

            Console.WriteLine(key);
            return 0;
        });
        return new("key", "Keys of redeemed certificates.") { make };
    }
}
