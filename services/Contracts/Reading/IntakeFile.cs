using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Budget.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Budget.Contracts.Reading;

/// <summary>Why an intake file could not be read: file, line, field, and how to mend it, in both languages.</summary>
public sealed record IntakeError(string Message, string MessageEn)
{
    public override string ToString() => $"{Message} / {MessageEn}";
}

/// <summary>
/// The intake file: one disclosure as one JSON document, the JSON form of <see cref="DisclosureFile"/>. It is walked
/// against the message's description before it is parsed, because the parser's own errors name neither line nor field.
/// </summary>
public static class IntakeFile
{
    public const int LargestBytes = 20 * 1024 * 1024;
    const int Deepest = 32;

    public static (DisclosureFile? File, IntakeError? Error) Load(string path)
    {
        var name = Path.GetFileName(path);
        try
        {
            using var stream = File.OpenRead(path);
            var bytes = new byte[Math.Min(stream.Length, LargestBytes) + 1];
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length == bytes.Length || stream.Length > LargestBytes)
                return (null, new($"{name} 超过 {LargestBytes / 1024 / 1024} MB，不是一份预算公开文件。", $"{name} is larger than {LargestBytes / 1024 / 1024} MB, which no disclosure is"));
            return Read(bytes.AsMemory(0, length), name);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return (null, new($"找不到文件 {path}。", $"there is no file {path}"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return (null, new($"无法读取文件 {path}；请检查它是否是文件、是否有权限。", $"cannot read {path}: {e.Message}"));
        }
    }

    public static (DisclosureFile? File, IntakeError? Error) Read(ReadOnlyMemory<byte> file, string name)
    {
        var bytes = file.Span;
        if (bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        try
        {
            RefuseWhatIsNoText(bytes);
            Walk(bytes);
            return (Parser.Parse<DisclosureFile>(Encoding.UTF8.GetString(bytes)), null);
        }
        catch (Refusal refusal)
        {
            return (null, new(name + refusal.Message, name + refusal.English));
        }
        catch (Exception e) when (e is InvalidJsonException or InvalidProtocolBufferException or FormatException or OverflowException or InvalidOperationException)
        {
            return (null, new($"{name} 不是预算公开的录入文件：{e.Message}", $"{name} is no intake file: {e.Message}"));
        }
    }

    static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(false));

    static void RefuseWhatIsNoText(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Trim(" \t\r\n"u8).IsEmpty) throw new Refusal(" 是空文件。", " is empty");
        if (Utf8.IsValid(bytes)) return;
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var consumed) == System.Buffers.OperationStatus.Done) at += consumed;
        throw At(bytes, at, "", $"第 {at + 1} 个字节不是 UTF-8 编码；请把文件另存为 UTF-8。", $"byte {at + 1} is not UTF-8; save the file as UTF-8");
    }

    static void Walk(ReadOnlySpan<byte> bytes)
    {
        // Not the final block: the reader then says "more, please" where a file is cut short, and throws only for real slips.
        var reader = new Utf8JsonReader(bytes, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = Deepest }));
        var place = new Place();
        try
        {
            Next(ref reader, bytes, place);
            Message(ref reader, bytes, DisclosureFile.Descriptor, place);
        }
        catch (JsonException e)
        {
            var at = OffsetOf(bytes, e.LineNumber ?? 0, e.BytePositionInLine ?? 0);
            throw reader.CurrentDepth >= Deepest
                ? At(bytes, at, place.ToString(), $"嵌套超过 {Deepest} 层。", $"nested deeper than {Deepest}")
                : At(bytes, at, place.ToString(), "不是 JSON：此处的符号有误；请核对引号、逗号和括号。", "this is not JSON: unexpected character; check quotation marks, commas and brackets");
        }
        var rest = bytes[(int)reader.BytesConsumed..];
        var extra = rest.IndexOfAnyExcept(" \t\r\n"u8);
        if (extra >= 0) throw At(bytes, (int)reader.BytesConsumed + extra, "", "文件末尾的右括号之后还有内容；请删除。", "something stands after the end of the document; remove it");
    }

    static void Message(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes, MessageDescriptor message, Place place)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw Wrong(ref reader, bytes, place, "一个对象 {…}", "an object {…}");
        var seen = new HashSet<int>();
        while (true)
        {
            Next(ref reader, bytes, place);
            if (reader.TokenType == JsonTokenType.EndObject) return;
            var name = StringOf(ref reader, bytes, place);
            var field = message.Fields.InDeclarationOrder().FirstOrDefault(f => f.JsonName == name || f.Name == name)
                ?? throw (message == DisclosureFile.Descriptor && name is "source" or "profile" or "tables" or "statements" or "project_targets"
                    ? At(bytes, (int)reader.TokenStartIndex, "", $"有转录文件的字段“{name}”，不是录入文件；请先用 tests/Transcriptions 转换。", $"\"{name}\" is a field of a transcription, not of an intake file; convert it with tests/Transcriptions first")
                    : At(bytes, (int)reader.TokenStartIndex, place.ToString(), $"没有字段“{TableReader.Shown(name)}”；可用的字段：{string.Join("、", message.Fields.InDeclarationOrder().Select(f => f.Name))}。",
                    $"there is no field \"{TableReader.Shown(name)}\"; the fields are {string.Join(", ", message.Fields.InDeclarationOrder().Select(f => f.Name))}"));
            place.Enter(field.Name);
            if (!seen.Add(field.FieldNumber)) throw At(bytes, (int)reader.TokenStartIndex, place.ToString(), "同一字段写了两次；请只保留一个。", "the field is given twice; keep one");
            Next(ref reader, bytes, place);
            if (reader.TokenType != JsonTokenType.Null)
            {
                if (field.IsRepeated) List(ref reader, bytes, field, place);
                else Value(ref reader, bytes, field, place);
            }
            place.Leave();
        }
    }

    static void List(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes, FieldDescriptor field, Place place)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw Wrong(ref reader, bytes, place, "一个列表 […]", "a list […]");
        for (var i = 0; ; i++)
        {
            place.Enter(i);
            Next(ref reader, bytes, place);
            if (reader.TokenType == JsonTokenType.EndArray)
            {
                place.Leave();
                return;
            }
            Value(ref reader, bytes, field, place);
            place.Leave();
        }
    }

    static void Value(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes, FieldDescriptor field, Place place)
    {
        switch (field.FieldType)
        {
            case FieldType.Message:
                Message(ref reader, bytes, field.MessageType, place);
                break;
            case FieldType.String:
                if (reader.TokenType != JsonTokenType.String) throw Wrong(ref reader, bytes, place, "带引号的文字", "text in quotation marks");
                if (reader.ValueIsEscaped) StringOf(ref reader, bytes, place);
                break;
            case FieldType.Bool:
                if (reader.TokenType is not (JsonTokenType.True or JsonTokenType.False)) throw Wrong(ref reader, bytes, place, "true 或 false", "true or false");
                break;
            case FieldType.Int64 or FieldType.Int32:
                Integer(ref reader, bytes, field, place);
                break;
            case FieldType.Enum:
                var known = reader.TokenType switch
                {
                    JsonTokenType.String => field.EnumType.FindValueByName(StringOf(ref reader, bytes, place)),
                    JsonTokenType.Number => reader.TryGetInt32(out var number) ? field.EnumType.FindValueByNumber(number) : null,
                    _ => null,
                };
                if (known is null)
                {
                    var names = field.EnumType.Values.Select(v => v.Name);
                    throw Wrong(ref reader, bytes, place, "下列之一：" + string.Join("、", names), "one of " + string.Join(", ", names));
                }
                break;
        }
    }

    static void Integer(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes, FieldDescriptor field, Place place)
    {
        if (reader.TokenType is JsonTokenType.Number or JsonTokenType.String)
        {
            var text = Encoding.UTF8.GetString(reader.ValueSpan);
            var style = NumberStyles.AllowLeadingSign;
            if (!text.StartsWith('+') && (field.FieldType == FieldType.Int64
                ? long.TryParse(text, style, CultureInfo.InvariantCulture, out _)
                : int.TryParse(text, style, CultureInfo.InvariantCulture, out _))) return;
        }
        if (!field.Name.EndsWith("fen", StringComparison.Ordinal)) throw Wrong(ref reader, bytes, place, "整数", "an integer");
        throw Wrong(ref reader, bytes, place, "以分为单位的整数（12.50 元写作 1250，0.01 万元写作 10000）", "an integer of fen (12.50 元 is 1250, 0.01 万元 is 10000)");
    }

    static void Next(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes, Place place)
    {
        if (!reader.Read()) throw At(bytes, bytes.Length, place.ToString(), "文件在此中断，没有写完；请重新取得完整的文件。", "the file ends here, unfinished; get the whole file again");
    }

    static string StringOf(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes, Place place)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw At(bytes, (int)reader.TokenStartIndex, place.ToString(), "文字里有不成对的转义（\\uD800 至 \\uDFFF）；请改正。", "the text has an unpaired escape (\\uD800 to \\uDFFF); mend it");
        }
    }

    static Refusal Wrong(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes, Place place, string wanted, string wantedEn)
    {
        var found = reader.TokenType switch
        {
            JsonTokenType.StartObject => "{",
            JsonTokenType.StartArray => "[",
            JsonTokenType.String => $"\"{TableReader.Shown(StringOf(ref reader, bytes, place))}\"",
            _ => TableReader.Shown(Encoding.UTF8.GetString(reader.ValueSpan)),
        };
        return At(bytes, (int)reader.TokenStartIndex, place.ToString(), $"应为{wanted}，写的是 {found}。", $"expected {wantedEn}, found {found}");
    }

    static Refusal At(ReadOnlySpan<byte> bytes, int offset, string field, string message, string messageEn)
    {
        var before = bytes[..Math.Min(offset, bytes.Length)];
        var line = before.Count((byte)'\n') + 1;
        var column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
        var (zh, en) = field.Length == 0 ? ("", "") : ($" {field}：", $" {field}:");
        return new($" 第 {line} 行第 {column} 列：{zh.TrimStart()}{message}", $" line {line}, column {column}:{en} {messageEn}");
    }

    static int OffsetOf(ReadOnlySpan<byte> bytes, long line, long inLine)
    {
        var start = 0;
        for (; line > 0 && bytes[start..].IndexOf((byte)'\n') is >= 0 and var next; line--) start += next + 1;
        return (int)Math.Min(start + inLine, bytes.Length);
    }

    /// <summary>The field the walk is in, written out only when something is wrong there.</summary>
    sealed class Place
    {
        readonly List<(string? Name, int Index)> steps = [];

        public void Enter(string name) => steps.Add((name, 0));

        public void Enter(int index) => steps.Add((null, index));

        public void Leave() => steps.RemoveAt(steps.Count - 1);

        public override string ToString()
        {
            var text = new StringBuilder();
            foreach (var (name, index) in steps)
            {
                if (name is null) text.Append('[').Append(index).Append(']');
                else text.Append(text.Length > 0 ? "." : "").Append(name);
            }
            return text.ToString();
        }
    }

    /// <summary>Leaves the walk; caught in <see cref="Read"/> and never seen outside.</summary>
    sealed class Refusal(string message, string english) : Exception(message)
    {
        public string English { get; } = english;
    }
}
