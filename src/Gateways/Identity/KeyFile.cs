// The file in which a participant keeps a key: its number, its kind, and what signs.
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tokenbourse.Gateways.Identity;

/// <summary>Read by programs of a participant; the venue has no part in it.</summary>
/// <param name="Key">Its number at the venue.</param>
/// <param name="Algorithm">As <see cref="KeyAlgorithms"/>.</param>
/// <param name="Private">In base64: the seed, PKCS#8, or the secret.</param>
public sealed record KeyFile(string Key, string Algorithm, string Private)
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="FormatException">It is not one.</exception>
    public static KeyFile Read(string path)
    {
        try
        {
            var file = JsonSerializer.Deserialize(File.ReadAllBytes(path), KeyFileJson.Default.KeyFile);
            if (file is null || !KeyAlgorithms.All.Contains(file.Algorithm))
                throw new FormatException($"{path}: algorithm must be of: {string.Join(", ", KeyAlgorithms.All)}");
            _ = file.Bytes();
            return file;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"{path}: not a key file: {e.Message}", e);
        }
    }

    /// <summary>Writes a file that nobody else may read and that must not be there yet.</summary>
    public void Write(string path) =>
        PrivateFile.Write(path, JsonSerializer.Serialize(this, KeyFileJson.Default.KeyFile) + "\n");

    /// <summary>A signature with it.</summary>
    public byte[] Sign(byte[] text) => KeyAlgorithms.Sign(Algorithm, Bytes(), text);

    private byte[] Bytes() => Convert.FromBase64String(Private);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectRequiredConstructorParameters = true,
    WriteIndented = true
)]
[JsonSerializable(typeof(KeyFile))]
internal sealed partial class KeyFileJson : JsonSerializerContext;
