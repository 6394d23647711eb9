using Budget.Document.Relations;
using Budget.Document.Text;

namespace Budget.Document.Recognition;

/// <summary>
/// Finds the code of an item that prose names by its path: “类-款-项” or “…（类）…（款）…（项）”. The names are those of the
/// document's own tables, because that is what a reader of the document compares.
/// </summary>
sealed class ItemPaths(Sheet?[] sheets)
{
    /// <summary>How many rows of one name are looked at; no real document has as many.</summary>
    const int Reach = 400;

    readonly List<(Sheet Sheet, int Row)> rows = [];
    readonly List<int> next = [];
    Dictionary<int, int>? byName;

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

    /// <summary>“…（类）…（款）…（项）”, or three names joined by dashes of which the first is a class; "信息-平台-运维" is none.</summary>
    public static bool IsPath(ReadOnlySpan<char> label)
    {
        if (label.Contains("(款)", StringComparison.Ordinal) || label.Contains("(项)", StringComparison.Ordinal)) return true;
        var first = label.IndexOf('-');
        return first > 0 && label[(first + 1)..].Contains('-') && (label[..first].EndsWith("支出") || label[..first].EndsWith("支出(类)"));
    }

    /// <summary>The item's code in the document's tables (0 if none), and how well the path fits.</summary>
    public (int Code, PathFit Fit) Find(ReadOnlySpan<char> label)
    {
        if (label.EndsWith("科目")) label = label[..^2];
        var path = Split(label);
        if (path.Count == 2) return Section(path.Class, path.Section);
        if (path.Count != 3) return (0, PathFit.None);

        int whole = 0, partly = 0, item = 0, items = 0;
        var seen = 0;
        for (var at = (byName ??= Index()).GetValueOrDefault(Names.Hash(path.Item), -1); at >= 0 && seen < Reach; at = next[at], seen++)
        {
            var (sheet, i) = rows[at];
            if (sheet.Rows[i] is not { Code: >= 1_000_000 } row || !sheet.IsNamed(i, path.Item)) continue;
            var section = sheet.Parent(i);
            var head = section >= 0 ? sheet.Parent(section) : -1;
            var sectionFits = section >= 0 && sheet.IsNamed(section, path.Section);
            var headFits = head >= 0 && sheet.IsNamed(head, path.Class);
            if (sectionFits && headFits)
            {
                if (whole == 0) whole = row.Code;
            }
            else if (sectionFits || headFits)
            {
                if (partly == 0) partly = row.Code;
                else if (partly != row.Code) partly = -1;
            }
            if (item != row.Code) (item, items) = (row.Code, items + 1);
        }
        if (whole > 0) return (whole, PathFit.Whole);
        if (partly > 0) return (partly, PathFit.Partly);
        // The item's own name alone ties only where no other item of the document has it.
        return partly == 0 && items == 1 ? (item, PathFit.Partly) : (0, PathFit.None);
    }

    /// <summary>A path of two names stops at the section.</summary>
    (int Code, PathFit Fit) Section(ReadOnlySpan<char> head, ReadOnlySpan<char> name)
    {
        var seen = 0;
        for (var at = (byName ??= Index()).GetValueOrDefault(Names.Hash(name), -1); at >= 0 && seen < Reach; at = next[at], seen++)
        {
            var (sheet, i) = rows[at];
            if (sheet.Rows[i] is { Code: >= 10_000 and < 1_000_000 } row && sheet.IsNamed(i, name) && sheet.Parent(i) is >= 0 and var above && sheet.IsNamed(above, head))
                return (row.Code, PathFit.Whole);
        }
        return (0, PathFit.None);
    }

    /// <summary>The names of class, section and item; no names if the label is no such path.</summary>
    static Path Split(ReadOnlySpan<char> label)
    {
        var a = label.IndexOf("(类)");
        var b = label.IndexOf("(款)");
        var c = label.IndexOf("(项)");
        if (b >= 0 || c >= 0)
        {
            if (a < 0 || b < a || c >= 0 && c < b) return default;
            return new(Trim(label[..a]), Trim(label[(a + 3)..b]), c < 0 ? [] : Trim(label[(b + 3)..c]), c < 0 ? 2 : 3);
        }
        var first = label.IndexOf('-');
        if (first < 0) return default;
        var second = label[(first + 1)..].IndexOf('-');
        if (second < 0) return default;
        second += first + 1;
        return new(label[..first], label[(first + 1)..second], label[(second + 1)..], 3);
    }

    readonly ref struct Path(ReadOnlySpan<char> head, ReadOnlySpan<char> section, ReadOnlySpan<char> item, int names)
    {
        public ReadOnlySpan<char> Class { get; } = head;
        public ReadOnlySpan<char> Section { get; } = section;
        public ReadOnlySpan<char> Item { get; } = item;

        /// <summary>A path of two names stops at the section.</summary>
        public int Count { get; } = names;
    }

    static ReadOnlySpan<char> Trim(ReadOnlySpan<char> name) => name.Trim("-、,.0123456789");
}
