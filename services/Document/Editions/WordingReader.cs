using System.Text;

namespace Budget.Document.Editions;

/// <summary>Reads a sentence with slots from an edition's file; what it cannot mean is refused with its line.</summary>
static class WordingReader
{
    static readonly Dictionary<string, SlotKind> Words = new()
    {
        ["department"] = SlotKind.Department,
        ["district"] = SlotKind.District,
        ["year"] = SlotKind.Year,
        ["last-year"] = SlotKind.LastYear,
        ["offices"] = SlotKind.Offices,
        ["expense-kinds"] = SlotKind.ExpenseKinds,
        ["n"] = SlotKind.Number,
        ["name"] = SlotKind.Name,
        ["text"] = SlotKind.Text,
        ["kind"] = SlotKind.Kind,
        ["note"] = SlotKind.Note,
        ["class"] = SlotKind.Class,
        ["section"] = SlotKind.Section,
        ["amount"] = SlotKind.Amount,
        ["prior"] = SlotKind.Prior,
        ["count"] = SlotKind.Count,
        ["compare"] = SlotKind.Compare,
        ["compare-rate"] = SlotKind.CompareRate,
        ["rate"] = SlotKind.Rate,
        ["share"] = SlotKind.Share,
        ["reason"] = SlotKind.Reason,
        ["purpose"] = SlotKind.Purpose,
    };

    public static Wording Read(EditionSource source)
    {
        var text = source.AsText();
        var at = 0;
        var parts = Parse(source, text, ref at, nested: false);
        return new Wording(parts);
    }

    static List<WordingPart> Parse(EditionSource source, string text, ref int at, bool nested)
    {
        var parts = new List<WordingPart>();
        var literal = new StringBuilder();
        while (at < text.Length)
        {
            var c = text[at++];
            if (c is '[' or ']' or '{' or '}' && at < text.Length && text[at] == c)
            {
                literal.Append(c);
                at++;
                continue;
            }
            switch (c)
            {
                case '{':
                    var end = text.IndexOf('}', at);
                    if (end < 0) throw source.Error("空位“{”没有“}”", "a slot \"{\" without \"}\"");
                    Flush();
                    parts.Add(ReadSlot(source, text[at..end]));
                    at = end + 1;
                    break;
                case '[':
                    if (nested) throw source.Error("“[ ]”里不能再有“[ ]”", "\"[ ]\" cannot stand within \"[ ]\"");
                    Flush();
                    parts.Add(new OptionalPart(Parse(source, text, ref at, nested: true)));
                    break;
                case ']':
                    if (!nested) throw source.Error("多了一个“]”；要印出方括号请写“]]”", "a \"]\" too many; write \"]]\" to print one");
                    Flush();
                    return parts;
                case '}':
                    throw source.Error("多了一个“}”；要印出花括号请写“}}”", "a \"}\" too many; write \"}}\" to print one");
                default:
                    literal.Append(c);
                    break;
            }
        }
        if (nested) throw source.Error("“[”没有“]”", "a \"[\" without \"]\"");
        Flush();
        return parts;

        void Flush()
        {
            if (literal.Length == 0) return;
            parts.Add(new LiteralPart(literal.ToString()));
            literal.Clear();
        }
    }

    static Slot ReadSlot(EditionSource source, string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) throw source.Error("空位是空的", "an empty slot");
        if (!Words.TryGetValue(words[0], out var kind))
            throw source.Error($"不认识空位“{{{text}}}”，可用：{string.Join("、", Words.Keys)}",
                $"unknown slot \"{{{text}}}\"; use one of: {string.Join(", ", Words.Keys)}");
        var subject = Subject.None;
        var whole = Subject.None;
        var ofItem = false;
        var basis = PriorBasis.Unknown;
        if (kind < SlotKind.Amount)
        {
            if (words.Length > 1) throw source.Error($"空位“{{{words[0]}}}”后面不能有内容", $"nothing may follow in \"{{{words[0]}}}\"");
            return new Slot(kind, subject, ofItem, whole, basis);
        }
        var rest = words.AsSpan(1);
        if (rest.Length == 0) throw source.Error($"空位“{{{text}}}”没有写明对象", $"slot \"{{{text}}}\" names no subject");
        if (rest[0] == "this") ofItem = true;
        else subject = ReadSubject(source, rest[0]);
        rest = rest[1..];
        if (kind == SlotKind.Share)
        {
            if (rest.Length < 2 || rest[0] != "of") throw source.Error("比重应写作 {share 甲 of 乙}", "write a share as {share a of b}");
            whole = ReadSubject(source, rest[1]);
            rest = rest[2..];
        }
        if (rest.Length > 0 && kind is SlotKind.Compare or SlotKind.CompareRate or SlotKind.Rate)
        {
            basis = rest[0] switch
            {
                "budget" => PriorBasis.PriorBudget,
                "execution" => PriorBasis.PriorExecution,
                _ => throw source.Error($"“{rest[0]}”应是 budget 或 execution", $"\"{rest[0]}\" should be budget or execution"),
            };
            rest = rest[1..];
        }
        if (rest.Length > 0) throw source.Error($"空位“{{{text}}}”末尾有多余内容", $"too much in slot \"{{{text}}}\"");
        if (!ofItem && kind == SlotKind.Count && SubjectKinds.Of(subject.Kind) is { IsMoney: true })
            throw source.Error($"“{subject}”是金额，请用 amount", $"\"{subject}\" is money; use amount");
        if (!ofItem && kind == SlotKind.Amount && subject.Code == 0 && subject.Name is null
            && SubjectKinds.Of(subject.Kind) is { IsMoney: false })
            throw source.Error($"“{subject}”是数量，请用 count", $"\"{subject}\" is counted; use count");
        return new Slot(kind, subject, ofItem, whole, basis);
    }

    static Subject ReadSubject(EditionSource source, string text) =>
        Subject.Parse(text) ?? throw source.Error($"不认识对象“{text}”，见 Subject.cs 的词表",
            $"unknown subject \"{text}\"; the vocabulary is in Subject.cs");
}
