// Tags that the code itself speaks of, and which length field says how long which data field is.
namespace Tokenbourse.Gateways.Fix.Codec;

/// <summary>Field numbers by the standard's names.</summary>
public static class FixTag
{
    public const int BeginSeqNo = 7;
    public const int BeginString = 8;
    public const int CheckSum = 10;
    public const int ClOrdID = 11;
    public const int EndSeqNo = 16;
    public const int MsgSeqNum = 34;
    public const int MsgType = 35;
    public const int NewSeqNo = 36;
    public const int PossDupFlag = 43;
    public const int RefSeqNum = 45;
    public const int SenderCompID = 49;
    public const int SendingTime = 52;
    public const int TargetCompID = 56;
    public const int Text = 58;
    public const int RawData = 96;
    public const int PossResend = 97;
    public const int EncryptMethod = 98;
    public const int HeartBtInt = 108;
    public const int TestReqID = 112;
    public const int OnBehalfOfCompID = 115;
    public const int OnBehalfOfSubID = 116;
    public const int OrigSendingTime = 122;
    public const int GapFillFlag = 123;
    public const int DeliverToCompID = 128;
    public const int DeliverToSubID = 129;
    public const int ResetSeqNumFlag = 141;
    public const int OnBehalfOfLocationID = 144;
    public const int DeliverToLocationID = 145;
    public const int RefTagID = 371;
    public const int RefMsgType = 372;
    public const int SessionRejectReason = 373;
    public const int BusinessRejectRefID = 379;
    public const int BusinessRejectReason = 380;
    public const int Username = 553;
    public const int NextExpectedMsgSeqNum = 789;
    public const int DefaultApplVerID = 1137;
    public const int NoOrderAttributes = 2593;
    public const int OrderAttributeType = 2594;
    public const int OrderAttributeValue = 2595;

    /// <summary>Ours: what happens when an order would meet one of its own control group.</summary>
    public const int SelfMatchPrevention = 7928;

    /// <summary>Ours: which lots an order closes, today's or those carried.</summary>
    public const int CloseLots = 7929;

    /// <summary>Ours: until when a message may reach the market.</summary>
    public const int ValidUntil = 7930;

    /// <summary>Ours: whether a session's orders leave with its connection.</summary>
    public const int CancelOrdersOnDisconnect = 8013;

    /// <summary>The data field whose length stands in this field; 0 for a field that is no such length.</summary>
    public static int DataOf(int tag) =>
        tag switch
        {
            90 => 91,
            93 => 89,
            95 => 96,
            212 => 213,
            348 => 349,
            350 => 351,
            352 => 353,
            354 => 355,
            356 => 357,
            358 => 359,
            360 => 361,
            362 => 363,
            364 => 365,
            445 => 446,
            618 => 619,
            621 => 622,
            1401 => 1402,
            1403 => 1404,
            2111 => 2112,
            _ => 0,
        };
}
