// HTTP clients that sign with a participant's key file.
using System.Security.Cryptography.X509Certificates;
using Tokenbourse.Desk.Client;
using Tokenbourse.Gateways.Identity;

namespace Tokenbourse.Node.Hedging;

/// <summary>The file is named by an option, or by the environment; without one nothing is signed.</summary>
internal static class KeyedHttp
{
    /// <summary>Names the key file for programs that have no option for it.</summary>
    public const string Variable = "TOKENBOURSE_KEY";

    /// <summary>What sends.</summary>
    /// <param name="file">The key file; null: that of the environment, if any.</param>
    /// <param name="certificate">Certificate and key without their endings, for administration; null: none.</param>
    public static HttpMessageHandler Handler(string? file, string? certificate = null)
    {
        var inner = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        if (certificate is not null)
            inner.SslOptions.ClientCertificates = [Certificate(certificate)];
        if ((file ?? Environment.GetEnvironmentVariable(Variable)) is not { Length: > 0 } path)
            return inner;
        try
        {
            var key = KeyFile.Read(path);
            return new SigningHandler(inner, key.Key, key.Sign, TimeProvider.System);
        }
        catch (FormatException e)
        {
            throw new VerbException(e.Message, 2);
        }
    }

    private static X509Certificate2 Certificate(string prefix)
    {
        try
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(prefix))!;
            return CertificateAuthority.Load(folder, Path.GetFileName(prefix));
        }
        catch (IOException e)
        {
            throw new VerbException(e.Message, 2);
        }
    }
}
