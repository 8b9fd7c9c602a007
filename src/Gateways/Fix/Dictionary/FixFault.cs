// What is wrong with a message, in the standard's own numbers.
namespace Tokenbourse.Gateways.Fix.Dictionary;

/// <summary>SessionRejectReason(373), as far as this engine gives one.</summary>
public enum FixReason
{
    InvalidTagNumber = 0,
    RequiredTagMissing = 1,
    TagNotDefinedForThisMessage = 2,
    TagWithoutValue = 4,
    ValueOutOfRange = 5,
    IncorrectDataFormat = 6,
    CompIdProblem = 9,
    SendingTimeAccuracyProblem = 10,
    InvalidMsgType = 11,
    TagAppearsMoreThanOnce = 13,
    TagOutOfRequiredOrder = 14,
    GroupFieldsOutOfOrder = 15,
    IncorrectNumInGroup = 16,

    /// <summary>The message asks for an answer that no message can hold.</summary>
    Other = 99,

    /// <summary>No fault.</summary>
    None = -1,
}

/// <summary>A reason, and the field it is about (<see cref="NoTag"/> where it is about none).</summary>
public readonly record struct FixFault(FixReason Reason, int Tag)
{
    /// <summary>No field; tags may be zero and below, because such tags are named in a Reject.</summary>
    public const int NoTag = int.MinValue;

    public static readonly FixFault None = new(FixReason.None, NoTag);

    public FixFault(FixReason reason)
        : this(reason, NoTag) { }

    /// <summary>The reason as Text(58).</summary>
    public string Text =>
        Reason switch
        {
            FixReason.InvalidTagNumber => "Invalid tag number",
            FixReason.RequiredTagMissing => "Required tag missing",
            FixReason.TagNotDefinedForThisMessage => "Tag not defined for this message type",
            FixReason.TagWithoutValue => "Tag specified without a value",
            FixReason.ValueOutOfRange => "Value is incorrect (out of range) for this tag",
            FixReason.IncorrectDataFormat => "Incorrect data format for value",
            FixReason.CompIdProblem => "CompID problem",
            FixReason.SendingTimeAccuracyProblem => "SendingTime accuracy problem",
            FixReason.InvalidMsgType => "Invalid MsgType",
            FixReason.TagAppearsMoreThanOnce => "Tag appears more than once",
            FixReason.TagOutOfRequiredOrder => "Tag specified out of required order",
            FixReason.GroupFieldsOutOfOrder => "Repeating group fields out of order",
            FixReason.IncorrectNumInGroup => "Incorrect NumInGroup count for repeating group",
            FixReason.Other => "the answer would be longer than a message may be",
            _ => "",
        };
}
