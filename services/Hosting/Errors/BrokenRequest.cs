using System.Collections;
using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Budget.Hosting.Errors;

/// <summary>Requests that no handler should see: frames, messages and texts that are not what they claim to be.</summary>
static class BrokenRequest
{
    static readonly ConcurrentDictionary<MessageDescriptor, FieldDescriptor[]> Texts = new();

    public static RpcException NotProtobuf() => RichStatus.InvalidArgument(
        "请求体不是该方法的 protobuf 消息，或其中有文字不是 UTF-8。The request body is not this method's protobuf message, or a text in it "
        + "is not UTF-8; check the client's generated code and the encoding of its texts.",
        ("", "not protobuf"));

    public static RpcException NotFramed(string reason) => RichStatus.InvalidArgument(
        $"请求不完整或分帧有误。The request is incomplete or wrongly framed: {reason}", ("", "not framed"));

    /// <summary>
    /// The protobuf runtime refuses bytes that are not UTF-8; but where a client has read such bytes before us, U+FFFD stands in the
    /// text, and kept it would be printed. Nobody types that character, so it is refused wherever it stands.
    /// </summary>
    public static void RefuseBrokenText<T>(T request)
    {
        if (request is IMessage message && BrokenText(message) is { } place)
        {
            throw RichStatus.InvalidArgument(
                $"{place}：文字不是有效的 UTF-8，请以 UTF-8 重新发送。{place}: the text is not valid UTF-8; send it again as UTF-8.",
                (place, "文字不是有效的 UTF-8 / not valid UTF-8"));
        }
    }

    static string? BrokenText(IMessage message)
    {
        foreach (var field in Texts.GetOrAdd(message.Descriptor, d => [.. d.Fields.InDeclarationOrder().Where(MayHoldText)]))
        {
            if (In(field.Accessor.GetValue(message)) is { } inside)
            {
                return field.Name + inside;
            }
        }
        return null;
    }

    static bool MayHoldText(FieldDescriptor field) => field.FieldType is FieldType.String or FieldType.Message or FieldType.Group;

    /// <summary>Null when sound, else the path below the field, "" for the field itself.</summary>
    static string? In(object? value)
    {
        switch (value)
        {
            case string text:
                return text.Contains('\uFFFD') ? "" : null;
            case IMessage message:
                return BrokenText(message) is { } below ? $".{below}" : null;
            case IDictionary map:
                foreach (DictionaryEntry entry in map)
                {
                    if (In(entry.Key) is not null || In(entry.Value) is not null)
                    {
                        return $"[{entry.Key}]";
                    }
                }
                return null;
            case IList list:
                for (var i = 0; i < list.Count; i++)
                {
                    if (In(list[i]) is { } inside)
                    {
                        return $"[{i}]{inside}";
                    }
                }
                return null;
            default:
                return null;
        }
    }
}
