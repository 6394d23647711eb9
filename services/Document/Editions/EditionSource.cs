using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Budget.Document.Editions;

/// <summary>
/// An edition that cannot be used. The message names file, line and place, and says how to mend it, in Chinese and English.
/// </summary>
public sealed class EditionException(string message) : Exception(message);

/// <summary>
/// A value of an edition file that remembers where it stands: whoever writes next year's form is told the line,
/// which the framework's own JSON documents have forgotten by the time a meaning is checked.
/// </summary>
sealed class EditionSource
{
    readonly HashSet<string> used = [];

    EditionSource(string file, int line, string path, JsonTokenType kind) => (File, Line, Path, Kind) = (file, line, path, kind);

    public string File { get; }
    public int Line { get; }
    public string Path { get; }
    public JsonTokenType Kind { get; }
    public string Value { get; private init; } = "";
    public List<EditionSource> Items { get; private init; } = [];
    public Dictionary<string, EditionSource> Members { get; private init; } = [];

    public static EditionSource Parse(string file, ReadOnlySpan<byte> utf8)
    {
        if (utf8.StartsWith(Encoding.UTF8.Preamble)) utf8 = utf8[3..];
        var options = new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 32 };
        var reader = new Utf8JsonReader(utf8, options);
        var lines = new LineCounter(utf8);
        try
        {
            if (!reader.Read()) throw Broken(file, 1, "文件是空的", "the file is empty");
            var root = Read(ref reader, ref lines, file, "$");
            if (reader.Read()) throw Broken(file, lines.At(reader.TokenStartIndex), "末尾有多余内容", "content after the end");
            return root;
        }
        catch (JsonException e)
        {
            throw Broken(file, (int)(e.LineNumber ?? 0) + 1, "不是合法的 JSON，请检查括号、引号和逗号", "not valid JSON: " + e.Message);
        }
        catch (InvalidOperationException e) when (e.InnerException is DecoderFallbackException)
        {
            throw Broken(file, lines.At(reader.TokenStartIndex), "不是合法的 UTF-8 文本", "not valid UTF-8");
        }
    }

    static EditionSource Read(ref Utf8JsonReader reader, ref LineCounter lines, string file, string path)
    {
        var line = lines.At(reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var members = new Dictionary<string, EditionSource>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = reader.GetString()!;
                    var at = lines.At(reader.TokenStartIndex);
                    reader.Read();
                    if (!members.TryAdd(name, Read(ref reader, ref lines, file, $"{path}.{name}")))
                        throw Broken(file, at, $"“{name}”写了两次，请删去一个", $"\"{name}\" stands twice; delete one");
                }
                return new(file, line, path, JsonTokenType.StartObject) { Members = members };
            case JsonTokenType.StartArray:
                var items = new List<EditionSource>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    items.Add(Read(ref reader, ref lines, file, $"{path}[{items.Count}]"));
                return new(file, line, path, JsonTokenType.StartArray) { Items = items };
            case JsonTokenType.String:
                return new(file, line, path, JsonTokenType.String) { Value = reader.GetString()! };
            case JsonTokenType.Number:
                return new(file, line, path, JsonTokenType.Number) { Value = Encoding.ASCII.GetString(reader.ValueSpan) };
            default:
                return new(file, line, path, reader.TokenType);
        }
    }

    /// <summary>
    /// This file laid over the one it extends: objects member by member, lists whole, except lists of tables (by number) and sections (by
    /// id).
    /// </summary>
    public EditionSource Over(EditionSource inherited)
    {
        if (Kind != JsonTokenType.StartObject || inherited.Kind != JsonTokenType.StartObject) return this;
        var members = new Dictionary<string, EditionSource>(inherited.Members);
        foreach (var (name, value) in Members)
        {
            members[name] = !members.TryGetValue(name, out var old) ? value
                : name is "tables" ? value.Over(old, "number")
                : name is "outline" or "sections" ? value.Over(old, "id")
                : value.Over(old);
        }
        return new(File, Line, Path, JsonTokenType.StartObject) { Members = members };
    }

    EditionSource Over(EditionSource inherited, string key)
    {
        var items = new List<EditionSource>(inherited.Items);
        foreach (var item in Items)
        {
            var id = item.Members.GetValueOrDefault(key)?.Value ?? "";
            var at = items.FindIndex(i => i.Members.GetValueOrDefault(key)?.Value == id);
            if (at >= 0) items[at] = item.Over(items[at]);
            else items.Add(item);
        }
        return new(File, Line, Path, JsonTokenType.StartArray) { Items = items };
    }

    public string Text(string name) => Optional(name) is { } node ? node.AsText() : throw Error($"缺少“{name}”", $"\"{name}\" is missing");

    public string Text(string name, string otherwise) => Optional(name)?.AsText() ?? otherwise;

    public int Int(string name)
    {
        var node = Optional(name) ?? throw Error($"缺少“{name}”", $"\"{name}\" is missing");
        return node.Kind == JsonTokenType.Number && int.TryParse(node.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
            out var value)
            ? value : throw node.Error("这里应是整数", "a whole number belongs here");
    }

    public int Int(string name, int otherwise) => Members.ContainsKey(name) ? Int(name) : otherwise;

    public bool Flag(string name) => Optional(name) switch
    {
        null => false,
        { Kind: JsonTokenType.True } => true,
        { Kind: JsonTokenType.False } => false,
        var node => throw node.Error("这里应是 true 或 false", "true or false belongs here"),
    };

    public IReadOnlyList<EditionSource> List(string name) => Optional(name) switch
    {
        null => [],
        { Kind: JsonTokenType.StartArray } node => node.Items,
        var node => throw node.Error("这里应是列表 [ … ]", "a list [ … ] belongs here"),
    };

    public IReadOnlyList<string> Texts(string name) => [.. List(name).Select(n => n.AsText())];

    public EditionSource? Optional(string name)
    {
        if (Kind != JsonTokenType.StartObject) throw Error("这里应是对象 { … }", "an object { … } belongs here");
        used.Add(name);
        return Members.GetValueOrDefault(name);
    }

    /// <summary>A word of a fixed list; the error names the words that would do.</summary>
    public T Word<T>(string name, IReadOnlyDictionary<string, T> words, T otherwise) =>
        Optional(name) is not { } node ? otherwise
        : words.TryGetValue(node.AsText(), out var value) ? value
        : throw node.Error($"不认识“{node.Value}”，可用：{string.Join("、", words.Keys)}",
            $"unknown \"{node.Value}\"; use one of: {string.Join(", ", words.Keys)}");

    /// <summary>A member nobody asked for is a slip of the pen that would otherwise be silently without effect.</summary>
    public void RefuseUnread()
    {
        foreach (var (name, node) in Members)
        {
            if (!used.Contains(name))
                throw node.Error($"不认识“{name}”，可用：{string.Join("、", used.Order())}",
                    $"unknown \"{name}\"; known here: {string.Join(", ", used.Order())}");
        }
    }

    public string AsText() =>
        Kind == JsonTokenType.String ? Value : throw Error("这里应是文字（加双引号）", "a text in double quotes belongs here");

    public EditionException Error(string chinese, string english) => new($"{File} 第{Line}行 {Path}：{chinese} / line {Line}: {english}");

    static EditionException Broken(string file, int line, string chinese, string english) =>
        new($"{file} 第{line}行：{chinese} / line {line}: {english}");

    ref struct LineCounter(ReadOnlySpan<byte> text)
    {
        readonly ReadOnlySpan<byte> text = text;
        int line = 1, counted;

        public int At(long index)
        {
            line += text[counted..(int)index].Count((byte)'\n');
            counted = (int)index;
            return line;
        }
    }
}
