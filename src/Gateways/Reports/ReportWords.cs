// Words that papers and reports share.
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Gateways.Reports;

/// <summary>How a report says what something is.</summary>
public static class ReportWords
{
    /// <summary>house, client, or direct.</summary>
    public static string Of(MemberClass of) =>
        of switch
        {
            MemberClass.House => AccountDocument.House,
            MemberClass.Client => AccountDocument.Client,
            _ => "direct",
        };
}
