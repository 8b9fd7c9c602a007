// The SHA-256 of a file as it lies there: what a measure rests on.
using System.Security.Cryptography;

namespace Tokenbourse.Gateways.Feeds;

/// <summary>Evidence for observations that come out of a file as a whole.</summary>
internal static class FileHash
{
    /// <exception cref="FeedException">The file cannot be opened.</exception>
    public static string Of(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return Convert.ToHexStringLower(SHA256.HashData(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FeedException(
                new CsvFault(Path.GetFileName(path), 0, "", "", "must be a file that can be opened")
            );
        }
    }
}
