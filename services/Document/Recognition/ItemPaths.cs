using Budget.Document.Codes;
using Budget.Document.Relations;
using Budget.Document.Text;

namespace Budget.Document.Recognition;

/// <summary>
/// Finds the code of an item that prose names by its path, in whatever wording: “类-款-项”, “…（类）…（款）…（项）”, “…（204类）…（06款）…（01项）”,
/// a class or section alone, codes before or in the brackets, levels shifted, an old name, 其它 for 其他, a slip of a character or two. The
/// names are those of the document's own tables, because that is what a reader of the document compares.
/// </summary>
sealed class ItemPaths(Sheet?[] sheets)
{
    /// <summary>How many rows of one name are looked at; no real document has as many.</summary>
    const int Reach = 400;

    readonly List<(Sheet Sheet, int Row)> rows = [];
    readonly List<int> next = [];
    Dictionary<int, int>? byName, byLooseName;

    /// <summary>A part of a path: its name, the digits beside it and its level (1 类, 2 款, 3 项, 0 not said).</summary>
    internal readonly record struct Part(int Start, int Length, int Number, int Level)
    {
        public ReadOnlySpan<char> NameIn(ReadOnlySpan<char> label) => label.Slice(Start, Length);
    }

    /// <summary>The rows by the hash of their names, in the tables' order.</summary>
    Dictionary<int, int> Index()
    {
        var index = new Dictionary<int, int>();
        for (var s = sheets.Length - 1; s >= 0; s--)
        {
            if (sheets[s] is not { HasCodes: true } sheet) continue;
            for (var i = sheet.Rows.Count - 1; i >= 0; i--)
            {
                next.Add(index.GetValueOrDefault(sheet.NameHash(i), -1));
                index[sheet.NameHash(i)] = rows.Count;
                rows.Add((sheet, i));
            }
        }
        return index;
    }

    /// <summary>Whether a folded label names an item by its path; "信息-平台-运维" names none.</summary>
    public static bool IsPath(ReadOnlySpan<char> label)
    {
        Span<Part> parts = stackalloc Part[4];
        return label.Length > 3 && Split(label, parts) > 0;
    }

    /// <summary>The item's code in the document's tables (0 if none), and how well the path fits.</summary>
    public (int Code, PathFit Fit) Find(ReadOnlySpan<char> label)
    {
        Span<Part> parts = stackalloc Part[4];
        var count = Split(label, parts);
        if (count == 0) return (0, PathFit.None);
        parts = parts[..count];
        byName ??= Index();
        var printed = Number(parts);
        var best = (Row: -1, Score: 0, Others: 0);
        Look(label, parts, byName.GetValueOrDefault(Names.Hash(parts[^1].NameIn(label)), -1), ref best);
        if (best.Row < 0 && byLooseName is null && rows.Count <= Reach * 10) IndexLoosely();
        if (best.Row < 0 && byLooseName is not null && byLooseName.TryGetValue(Loose(parts[^1].NameIn(label)), out var loose)) Rate(label, parts, loose, ref best);
        if (best.Row >= 0)
        {
            var (sheet, i) = rows[best.Row];
            var code = sheet.Rows[i].Code;
            // With others of its name, an item whose section and class do not fit is not surely this one.
            if (best.Score < count && best.Others > 0 && printed != code) return ByNumber(printed);
            return (code, best.Score == count && (printed == 0 || printed == code) && Fits(parts, code) ? PathFit.Whole : PathFit.Partly);
        }
        if (ByNumber(printed) is { Code: > 0 } numbered) return numbered;
        if (OtherYears(parts[^1].NameIn(label)) is > 0 and var renamed) return (renamed, PathFit.Partly);
        return Near(label, parts) is > 0 and var near ? (near, PathFit.Partly) : (0, PathFit.None);
    }

    /// <summary>The row of the path's code as the tables name it, level by level, where the printed path differs; empty where it does not.</summary>
    public (string Printed, string Right) Difference(ReadOnlySpan<char> label, int code)
    {
        Span<Part> parts = stackalloc Part[4];
        var count = Split(label, parts);
        var level = Levels(code);
        byName ??= Index();
        for (var p = count - 1; p >= 0; p--)
        {
            var own = parts[p].Level > 0 ? parts[p].Level : level - (count - 1 - p);
            var up = code;
            for (var l = level; l > own && up > 0; l--) up = CodeTable.Parent(up);
            if (own > level || NameOf(up) is not { } right) continue;
            var printed = parts[p].NameIn(label);
            if (!Names.Same(printed, right)) return (printed.ToString(), right);
        }
        return ("", "");
    }

    /// <summary>The class of this name in the tables; 0 where there is none.</summary>
    public int Class(ReadOnlySpan<char> name)
    {
        var hash = Names.Hash(name);
        var seen = 0;
        for (var at = (byName ??= Index()).GetValueOrDefault(hash, -1); at >= 0 && seen < Reach; at = next[at], seen++)
        {
            if (rows[at].Sheet.Rows[rows[at].Row] is { IsTotal: false, Code: >= 100 and < 1000 } row) return row.Code;
        }
        return 0;
    }

    static int Levels(int code) => code >= 1_000_000 ? 3 : code >= 10_000 ? 2 : 1;

    string? NameOf(int code)
    {
        foreach (var sheet in sheets)
        {
            if (sheet?.Find(code) is { Name.Length: > 0 } row) return row.Name;
        }
        return null;
    }

    static bool Fits(ReadOnlySpan<Part> parts, int code) => parts[^1].Level == 0 || parts[^1].Level == Levels(code);

    void Look(ReadOnlySpan<char> label, ReadOnlySpan<Part> parts, int at, ref (int Row, int Score, int Others) best)
    {
        for (var seen = 0; at >= 0 && seen < Reach; at = next[at], seen++) Rate(label, parts, at, ref best);
    }

    /// <summary>How many names of the path the row and those above it carry; the first of the best is kept.</summary>
    void Rate(ReadOnlySpan<char> label, ReadOnlySpan<Part> parts, int at, ref (int Row, int Score, int Others) best)
    {
        var (sheet, i) = rows[at];
        if (sheet.Rows[i] is not { IsTotal: false, Code: > 0 } row) return;
        var score = Names.Hash(parts[^1].NameIn(label)) == sheet.NameHash(i) ? 1 : 0;
        // One name may stand at two levels ("国有资本经营预算支出"); the level that is said decides.
        if (Fits(parts, row.Code)) score++;
        for (int p = parts.Length - 2, up = sheet.Parent(i); p >= 0 && up >= 0; p--, up = sheet.Parent(up))
        {
            if (sheet.NameHash(up) == Names.Hash(parts[p].NameIn(label))) score++;
        }
        score--;
        if (best.Row >= 0 && rows[best.Row].Sheet.Rows[rows[best.Row].Row].Code == row.Code)
        {
            if (score > best.Score) best = (at, score, best.Others);
            return;
        }
        if (best.Row < 0 || score > best.Score) best = (at, score, best.Row < 0 ? 0 : score > best.Score ? 0 : best.Others + 1);
        else if (score == best.Score) best.Others++;
    }

    (int Code, PathFit Fit) ByNumber(int number)
    {
        if (number <= 0) return (0, PathFit.None);
        foreach (var sheet in sheets)
        {
            if (sheet?.Find(number) is not null) return (number, PathFit.Partly);
        }
        return (0, PathFit.None);
    }

    /// <summary>"204类…06款…01项" → 2040601, also from one number beside the last name.</summary>
    static int Number(ReadOnlySpan<Part> parts)
    {
        var code = 0;
        foreach (var part in parts)
        {
            if (part.Number == 0) continue;
            code = part.Number >= 1000 || code == 0 ? part.Number : part.Number >= 100 ? part.Number : code * 100 + part.Number;
        }
        return code is >= 201 and <= 2_399_999 ? code : 0;
    }

    /// <summary>The row whose code had this name in another year.</summary>
    int OtherYears(ReadOnlySpan<char> name)
    {
        if (rows.Count > Reach * 10) return 0;
        foreach (var (sheet, i) in rows)
        {
            if (sheet.Rows[i] is { IsTotal: false, Code: > 0 } row && FunctionCodes.All.Named(row.Code, name) is not null) return row.Code;
        }
        return 0;
    }

    /// <summary>The one row whose name differs by a character or two.</summary>
    int Near(ReadOnlySpan<char> label, ReadOnlySpan<Part> parts)
    {
        var name = parts[^1].NameIn(label);
        if (name.Length < 4 || rows.Count > Reach * 10) return 0;
        var (found, least) = (0, Math.Max(2, name.Length / 4) + 1);
        foreach (var (sheet, i) in rows)
        {
            if (sheet.Rows[i] is not { IsTotal: false, Code: > 0 } row || !Fits(parts, row.Code) || Math.Abs(row.Name.Length - name.Length) >= least) continue;
            // A path says under which section; another section's items are not near.
            var up = sheet.Parent(i);
            if (parts.Length > 1 && !(up >= 0 && sheet.NameHash(up) == Names.Hash(parts[^2].NameIn(label)))) continue;
            var distance = Names.Distance(name, row.Name, least);
            if (distance < least) (found, least) = (row.Code, distance);
            else if (distance == least && found != row.Code) found = 0;
        }
        return found;
    }

    void IndexLoosely()
    {
        byLooseName = [];
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Sheet.Rows[rows[i].Row] is { IsTotal: false, Code: > 0 } row) byLooseName.TryAdd(Loose(row.Name), i);
        }
    }

    /// <summary>其它 is 其他, and "…支出" may be left off.</summary>
    static int Loose(ReadOnlySpan<char> name)
    {
        Span<char> folded = stackalloc char[80];
        folded = folded[..Names.FoldInto(name, folded)];
        folded.Replace('它', '他');
        if (folded.Length > 4 && folded.EndsWith("支出")) folded = folded[..^2];
        return Names.Hash(folded);
    }

    /// <summary>The parts of a folded label that is a path; 0 where it is none.</summary>
    internal static int Split(ReadOnlySpan<char> label, Span<Part> parts)
    {
        var count = ByMarks(label, parts);
        if (count > 0) return count;
        if (label.EndsWith("科目") && FunctionCodes.IsClassName(label[..^2].ToString())) return Only(label[..^2], 0, parts);
        if (Leading(label) is { Digits: 3 or 5 or 7 } number && label.Length > number.Digits + 2 && label[number.Digits] is >= '一' and not ('年' or '万' or '元' or '个' or '人' or '家' or '项'))
            return Only(label, number.Digits, parts, number.Value, (number.Digits - 1) / 2);
        var first = label.IndexOf('-');
        return first > 0 && label[..first].EndsWith("支出") && label[(first + 1)..].Contains('-') ? ByDashes(label, parts) : 0;
    }

    static int Only(ReadOnlySpan<char> label, int start, Span<Part> parts, int number = 0, int level = 1)
    {
        parts[0] = new(start, WithoutTail(label[start..]).Length, number, level);
        return 1;
    }

    static (int Digits, int Value) Leading(ReadOnlySpan<char> label)
    {
        var (n, value) = (0, 0);
        while (n < label.Length && n < 8 && char.IsAsciiDigit(label[n])) value = value * 10 + (label[n++] - '0');
        return (n, value);
    }

    static int ByDashes(ReadOnlySpan<char> label, Span<Part> parts)
    {
        var (count, start) = (0, 0);
        for (var i = 0; i <= label.Length && count < 3; i++)
        {
            if (i < label.Length && label[i] != '-') continue;
            var name = count == 2 ? WithoutTail(label[start..i]) : label[start..i];
            var digits = Leading(name).Digits;
            if (name.Length <= digits) return 0;
            parts[count++] = new(start + digits, name.Length - digits, Leading(name).Value, 0);
            start = i + 1;
        }
        return count == 3 ? 3 : 0;
    }

    /// <summary>"(类)", "(204类)", "(06款)": what stands before a mark is its name, digits and dashes aside.</summary>
    static int ByMarks(ReadOnlySpan<char> label, Span<Part> parts)
    {
        var (count, start) = (0, 0);
        for (var i = 1; i + 1 < label.Length && count < 3; i++)
        {
            if (label[i + 1] != ')' || label[i] is not ('类' or '款' or '项')) continue;
            var open = i;
            while (open > 0 && char.IsAsciiDigit(label[open - 1])) open--;
            if (open == 0 || label[open - 1] != '(') continue;
            var inside = Leading(label[open..i]).Value;
            var end = open - 1;
            while (end > start && label[end - 1] is '-' or '、' or ' ') end--;
            while (start < end && label[start] is '-' or '、' or ',' or '.' or ':') start++;
            var before = Leading(label[start..end]);
            var name = start + before.Digits;
            if (end <= name) return 0;
            parts[count++] = new(name, end - name, inside > 0 ? inside : before.Value, label[i] == '类' ? 1 : label[i] == '款' ? 2 : 3);
            start = i + 2;
        }
        if (count == 0) return 0;
        // What follows the last mark may be the name of the next level, printed without its mark.
        var tail = WithoutTail(label[start..].TrimStart("-、,:".AsSpan()));
        var level = parts[count - 1].Level;
        if (count < 4 && tail.Length > 3 && level < 3 && label[start..].IndexOf(tail) is >= 0 and var at)
        {
            var digits = Leading(tail);
            if (tail.Length > digits.Digits) parts[count++] = new(start + at + digits.Digits, tail.Length - digits.Digits, digits.Value, level + 1);
        }
        return count;
    }

    static ReadOnlySpan<char> WithoutTail(ReadOnlySpan<char> name)
    {
        foreach (var tail in (ReadOnlySpan<string>)["科目", "预算支出", "支出预算", "年初预算", "预算安排", "预算数", "预算", "安排", "(项)", "(款)", "(类)"])
        {
            if (name.EndsWith(tail)) return name[..^tail.Length];
        }
        return name;
    }
}
