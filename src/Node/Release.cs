// Which program this is.
using System.Reflection;

namespace Tokenbourse.Node;

/// <summary>The release that writes logs and answers on the wire.</summary>
internal static class Release
{
    public static string Version { get; } = typeof(Release).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";
}
