using System.Text.Json;

namespace Budget.Transcriptions;

/// <summary>
/// A value of the transcription that remembers which of its members were read: transcriptions are incomplete (a member
/// may be missing, null, or of a simpler shape) and may hold members nobody has seen yet, which must not be lost.
/// </summary>
sealed class Node(JsonElement element, string path, Remarks remarks)
{
    readonly Dictionary<string, Node?> read = [];
    readonly List<Node> items = [];
    bool cleaned;

    public string Path { get; } = path;

    public Remarks Remarks { get; } = remarks;

    public bool IsObject => element.ValueKind == JsonValueKind.Object;

    public bool IsList => element.ValueKind == JsonValueKind.Array;

    public bool IsTrue => element.ValueKind == JsonValueKind.True;

    /// <summary>A string or a bare number as written, else null.</summary>
    public string? Scalar => element.ValueKind switch
    {
        JsonValueKind.String => Readable(element.GetString()!),
        JsonValueKind.Number => element.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    /// <summary>Without the control characters that text taken from a PDF or a word processor may hold; they print nothing.</summary>
    string Readable(string text)
    {
        if (!text.Any(IsUnreadable)) return text;
        if (!cleaned) Remarks.Say(Path, "holds control characters; they are left out");
        cleaned = true;
        return string.Concat(text.Where(c => !IsUnreadable(c)));
    }

    static bool IsUnreadable(char c) => char.IsControl(c) && c is not ('\t' or '\n' or '\r') || c is '\uFFFE' or '\uFFFF';

    public bool Has(string name) => IsObject && element.TryGetProperty(name, out var member) && member.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined);

    /// <summary>The member; null where it is missing or null.</summary>
    public Node? this[string name]
    {
        get
        {
            if (read.TryGetValue(name, out var known)) return known;
            return read[name] = Has(name) ? new(element.GetProperty(name), $"{Path}{(Path.Length > 0 ? "." : "")}{name}", Remarks) : null;
        }
    }

    /// <summary>All members, null where they are null.</summary>
    public IEnumerable<(string Name, Node? Value)> AllMembers =>
        IsObject ? element.EnumerateObject().Select(member => member.Name).Distinct().Select(name => (name, this[name])) : [];

    /// <summary>The members that are not null.</summary>
    public IEnumerable<(string Name, Node Value)> Members => AllMembers.Where(member => member.Value is not null).Select(member => (member.Name, member.Value!));

    /// <summary>The elements of a list that are not null; a lone value is a list of one.</summary>
    public IReadOnlyList<Node> Items
    {
        get
        {
            if (items.Count > 0) return items;
            if (!IsList) return [this];
            var i = 0;
            foreach (var item in element.EnumerateArray())
            {
                if (item.ValueKind != JsonValueKind.Null) items.Add(new(item, $"{Path}[{i}]", Remarks));
                i++;
            }
            return items;
        }
    }

    /// <summary>Members of a list member; empty where it is missing.</summary>
    public IReadOnlyList<Node> List(string name) => this[name]?.Items ?? [];

    /// <summary>The member as text; "" where it is missing. A list of texts is its lines.</summary>
    public string Text(string name) => this[name]?.AsText() ?? "";

    public string AsText() => Scalar ?? (IsList ? string.Join('\n', Items.Select(item => item.AsText())) : string.Join('\n', Members.Select(member => member.Value.AsText())));

    /// <summary>Everything that was never read, down to its last value.</summary>
    public void KeepTheRest()
    {
        if (IsObject)
        {
            foreach (var member in element.EnumerateObject())
            {
                if (read.TryGetValue(member.Name, out var node)) node?.KeepTheRest();
                else KeepAll(member.Value, $"{Path}{(Path.Length > 0 ? "." : "")}{member.Name}");
            }
        }
        foreach (var item in items) item.KeepTheRest();
    }

    void KeepAll(JsonElement value, string at)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject()) KeepAll(member.Value, $"{at}.{member.Name}");
                break;
            case JsonValueKind.Array:
                var i = 0;
                foreach (var item in value.EnumerateArray()) KeepAll(item, $"{at}[{i++}]");
                break;
            case JsonValueKind.Null:
                break;
            default:
                var text = value.ToString();
                if (text.Length > 0) Remarks.Keep(at, text, "the intake form has no field for this");
                break;
        }
    }
}
