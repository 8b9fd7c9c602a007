// What a drop copy session is sent besides the bodies: numbers of reports, answers to requests for replay.
using System.Globalization;
using Tokenbourse.Gateways.Fix.Codec;

namespace Tokenbourse.Gateways.Fix.Desks.PostTrade;

/// <param name="Account">ApplID(1180).</param>
/// <param name="Number">ApplSeqNum(1181): of the account's reports, from 1, without a gap.</param>
/// <param name="Again">It is told because it was asked for.</param>
internal sealed record CopyLine(int Account, int Number, byte[] Body, bool Again);

/// <summary>What became of one part of a request.</summary>
/// <param name="From">The first that follows; 0: none does.</param>
/// <param name="Last">The account's newest.</param>
/// <param name="Error">ApplResponseError(1354); null: none.</param>
internal readonly record struct CopyPart(string Account, int From, int To, int Last, int? Error)
{
    public int Count => From == 0 ? 0 : To - From + 1;
}

/// <param name="Type">ApplReqType(1347).</param>
internal sealed record CopyAnswer(string Id, int Type, IReadOnlyList<CopyPart> Parts);

/// <summary>Writes them.</summary>
internal static class CopyMessages
{
    private const int ResendComplete = 3;

    /// <summary>The body of a finished ExecutionReport: what stands behind its type and before its checksum.</summary>
    public static byte[] BodyOf(ReadOnlySpan<byte> message)
    {
        var type = "\u000135=8\u0001"u8;
        var from = message.IndexOf(type) + type.Length;
        return message[from..^"10=000\u0001".Length].ToArray();
    }

    public static void Write(FixWriter message, in CopyLine line)
    {
        if (line.Again)
            message.Add(FixTag.PossResend, 'Y');
        message.Add(PostTradeTag.ApplID, (long)line.Account).Add(PostTradeTag.ApplSeqNum, (long)line.Number);
        if (line.Again)
            message.Add(PostTradeTag.ApplResendFlag, 'Y');
        message.Raw(line.Body);
    }

    public static void Acknowledge(FixWriter message, in CopyAnswer answer)
    {
        message
            .Add(PostTradeTag.ApplResponseID, answer.Id)
            .Add(PostTradeTag.ApplReqID, answer.Id)
            .Add(PostTradeTag.ApplReqType, answer.Type)
            .Add(PostTradeTag.ApplResponseType, TypeOf(answer))
            .Add(PostTradeTag.ApplTotalMessageCount, answer.Parts.Sum(p => p.Count))
            .Add(PostTradeTag.NoApplIDs, answer.Parts.Count);
        foreach (var part in answer.Parts)
        {
            message.Add(PostTradeTag.RefApplID, part.Account);
            if (part.Count > 0)
            {
                message.Add(PostTradeTag.ApplBegSeqNum, (long)part.From).Add(PostTradeTag.ApplEndSeqNum, (long)part.To);
            }

            message.Add(PostTradeTag.RefApplLastSeqNum, (long)part.Last);
            if (part.Error is { } error)
                message.Add(PostTradeTag.ApplResponseError, error);
        }
    }

    /// <summary>All that was asked for has been sent.</summary>
    public static void Complete(FixWriter message, in CopyAnswer answer)
    {
        message
            .Add(PostTradeTag.ApplReportID, answer.Id)
            .Add(PostTradeTag.ApplReqID, answer.Id)
            .Add(PostTradeTag.ApplReportType, ResendComplete)
            .Add(PostTradeTag.NoApplIDs, answer.Parts.Count);
        foreach (var part in answer.Parts)
        {
            message
                .Add(PostTradeTag.RefApplID, part.Account)
                .Add(PostTradeTag.RefApplLastSeqNum, (long)(part.Count > 0 ? part.To : part.Last));
        }
    }

    public static string Word(int account) => account.ToString(CultureInfo.InvariantCulture);

    // 0: done, 1: no such application, 2: messages not available.
    private static int TypeOf(CopyAnswer answer) =>
        answer.Parts.All(p => p.Error is null) ? 0
        : answer.Parts.All(p => p.Error is 0 or 2) ? 1
        : 2;
}
