// The lines that the doors write into the log: the number that an error told leads to them.
using Microsoft.Extensions.Logging;

namespace Tokenbourse.Gateways.Http;

/// <summary>Codes, routes and checked numbers only: nothing here is free text of a sender.</summary>
internal static partial class DoorLog
{
    [LoggerMessage(1, LogLevel.Information, "refused {RequestId}: {Code} ({Status}) {Method} {Route}")]
    public static partial void Refused(
        ILogger logger,
        string requestId,
        string code,
        int status,
        string method,
        string route
    );

    [LoggerMessage(2, LogLevel.Error, "failed {RequestId}")]
    public static partial void Failed(ILogger logger, string requestId, Exception fault);

    [LoggerMessage(3, LogLevel.Critical, "failed {RequestId}: an invariant is broken; the venue stops")]
    public static partial void Broken(ILogger logger, string requestId, Exception fault);
}
