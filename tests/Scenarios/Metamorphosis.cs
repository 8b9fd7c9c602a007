// Another world out of a recorded log: its accounts renumbered, or its money and lot sizes multiplied.
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim.Auditing;

namespace Tokenbourse.Scenarios;

/// <summary>A change of every command of a log, and the change of every event that is expected of it.</summary>
internal static class Metamorphosis
{
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;

    /// <summary>The command with its accounts renumbered.</summary>
    public static LogEntry Renumbered(LogEntry command, Func<int, int> number) =>
        command.Kind == MessageKind.OpenAccount
            ? command with
            {
                Payload = Encoding.UTF8.GetBytes(Renumbered(command.Payload.Span, number)),
            }
            : Changed(command, value => value is AccountId account ? new AccountId(number(account.Value)) : value);

    /// <summary>The event with its accounts renumbered; without the digest of the state, which knows the
    /// numbers.</summary>
    public static Happening Renumbered(Happening happening, Func<int, int> number) =>
        happening.Message switch
        {
            DaySettled settled => happening with { Message = settled with { Digest = 0 } },
            string text when happening.Kind == MessageKind.AccountOpened => happening with
            {
                Message = Renumbered(Encoding.UTF8.GetBytes(text), number),
            },
            CommandRefused
            {
                Reason: RejectReason.UnknownAccount
                    or RejectReason.NotAClient
                    or RejectReason.AccountRestricted
                    or RejectReason.NoOpenCall
            } unknown => happening with
            {
                Message = unknown with { Given = number((int)unknown.Given) },
            },
            // One account on both sides.
            CommandRefused { Command: MessageKind.ProposeCorrection, Reason: RejectReason.BadField } same =>
                happening with
                {
                    Message = same with { Given = number((int)same.Given), Limit = number((int)same.Limit) },
                },
            OrderRejected { Field: OrderField.Account } unknown => happening with
            {
                Message = unknown with
                {
                    Account = new(number(unknown.Account.Value)),
                    Given = number((int)unknown.Given),
                },
            },
            string => happening,
            _ => happening with
            {
                Message = Changed(
                    happening.Message,
                    value => value is AccountId account ? new AccountId(number(account.Value)) : value
                ),
            },
        };

    /// <summary>The command of a market whose lots and cash are so many times as large.</summary>
    public static LogEntry Multiplied(LogEntry command, long by) =>
        command.Kind == MessageKind.DefineContract
            ? command with
            {
                Payload = Encoding.UTF8.GetBytes(LargerLots(command.Payload.Span, by)),
            }
            : Changed(command, value => value is Money money ? new Money(money.Minor * by) : value);

    /// <summary>The event with all money so many times as large; without documents, which say the lot size, and
    /// without the digest of the state.</summary>
    public static Happening Multiplied(Happening happening, long by) =>
        happening.Message switch
        {
            DaySettled settled => happening with { Message = settled with { Digest = 0 } },
            string => happening with { Message = "" },
            OrderRejected { Reason: RejectReason.InsufficientFunds } poor => happening with
            {
                Message = poor with { Given = poor.Given * by, Limit = poor.Limit * by },
            },
            CommandRefused { Command: MessageKind.ProposeCorrection, Reason: RejectReason.ZeroAmount } below =>
                happening with
                {
                    Message = below with { Given = below.Given * by },
                },
            CommandRefused
            {
                Reason: RejectReason.OverWithdrawal
                    or RejectReason.InsufficientFunds
                    or RejectReason.OverIncome
                    or RejectReason.AnotherAmountProposed
                    or RejectReason.CallAcknowledged
            } over => happening with
            {
                Message = over with { Given = over.Given * by, Limit = over.Limit * by },
            },
            _ => happening with
            {
                Message = Changed(
                    happening.Message,
                    value => value is Money money ? new Money(money.Minor * by) : value
                ),
            },
        };

    private static LogEntry Changed(LogEntry command, Func<object?, object?> change) =>
        command.Kind switch
        {
            MessageKind.PlaceOrder => Changed<PlaceOrder>(command, change),
            MessageKind.CancelOrder => Changed<CancelOrder>(command, change),
            MessageKind.AmendOrder => Changed<AmendOrder>(command, change),
            MessageKind.MassCancel => Changed<MassCancel>(command, change),
            MessageKind.PlaceQuotes => Changed<PlaceQuotes>(command, change),
            MessageKind.SetProtection => Changed<SetProtection>(command, change),
            MessageKind.ReversePosition => Changed<ReversePosition>(command, change),
            MessageKind.MoveCash => Changed<MoveCash>(command, change),
            MessageKind.MoveClient => Changed<MoveClient>(command, change),
            MessageKind.AskCash => Changed<AskCash>(command, change),
            MessageKind.ConfirmCash => Changed<ConfirmCash>(command, change),
            MessageKind.MoveCollateral => Changed<MoveCollateral>(command, change),
            MessageKind.AcknowledgeCall => Changed<AcknowledgeCall>(command, change),
            MessageKind.ProposeCorrection => Changed<ProposeCorrection>(command, change),
            MessageKind.ApproveCorrection => Changed<ApproveCorrection>(command, change),
            _ => command,
        };

    private static LogEntry Changed<T>(LogEntry command, Func<object?, object?> change)
        where T : unmanaged => command with { Payload = Codec.Bytes((T)Changed((object)command.As<T>(), change)) };

    // A copy of a boxed struct with each of its fields changed.
    private static object Changed(object message, Func<object?, object?> change)
    {
        var copy = RuntimeHelpers.GetObjectValue(message);
        foreach (var field in copy.GetType().GetFields(Fields))
        {
            if (field.FieldType == typeof(AccountId) || field.FieldType == typeof(Money))
                field.SetValue(copy, change(field.GetValue(copy)));
        }

        return copy;
    }

    private static string Renumbered(ReadOnlySpan<byte> document, Func<int, int> number)
    {
        var node = JsonNode.Parse(document)!;
        node["account"] = number((int)node["account"]!);
        return node.ToJsonString();
    }

    private static string LargerLots(ReadOnlySpan<byte> document, long by)
    {
        var node = JsonNode.Parse(document)!;
        node["lotSize"] = (long)node["lotSize"]! * by;
        var fee = node["fee"]!;
        foreach (var part in new[] { fee, fee["close"], fee["closeToday"] })
        {
            if (part is not null)
                part["perLot"] = Times((string)part["perLot"]!, by);
        }

        return node.ToJsonString();
    }

    private static string Times(string amount, long by) =>
        (decimal.Parse(amount, CultureInfo.InvariantCulture) * by).ToString("0.##", CultureInfo.InvariantCulture);
}
