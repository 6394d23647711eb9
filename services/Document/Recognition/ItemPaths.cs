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
        Span<int> path = stackalloc int[3];
        var names = Split(label, path);
        if (names == 2) return Section(path[0], path[1]);
        if (names != 3) return (0, PathFit.None);

        int whole = 0, partly = 0, item = 0, items = 0;
        var seen = 0;
        for (var at = (byName ??= Index()).GetValueOrDefault(path[2], -1); at >= 0 && seen < Reach; at = next[at], seen++)
        {
            var (sheet, i) = rows[at];
            if (sheet.Rows[i] is not { Code: >= 1_000_000 } row) continue;
            var section = sheet.Parent(i);
            var head = section >= 0 ? sheet.Parent(section) : -1;
            var sectionFits = section >= 0 && sheet.NameHash(section) == path[1];
            var headFits = head >= 0 && sheet.NameHash(head) == path[0];
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
    (int Code, PathFit Fit) Section(int head, int name)
    {
        var seen = 0;
        for (var at = (byName ??= Index()).GetValueOrDefault(name, -1); at >= 0 && seen < Reach; at = next[at], seen++)
        {
            var (sheet, i) = rows[at];
            if (sheet.Rows[i] is { Code: >= 10_000 and < 1_000_000 } row && sheet.Parent(i) is >= 0 and var above && sheet.NameHash(above) == head) return (row.Code, PathFit.Whole);
        }
        return (0, PathFit.None);
    }

    /// <summary>Hashes of the names of class, section and item; returns how many there are, 0 if the label is no such path.</summary>
    static int Split(ReadOnlySpan<char> label, Span<int> path)
    {
        var a = label.IndexOf("(类)");
        var b = label.IndexOf("(款)");
        var c = label.IndexOf("(项)");
        if (b >= 0 || c >= 0)
        {
            if (a < 0 || b < a || c >= 0 && c < b) return 0;
            path[0] = Names.Hash(Trim(label[..a]));
            path[1] = Names.Hash(Trim(label[(a + 3)..b]));
            if (c < 0) return 2;
            path[2] = Names.Hash(Trim(label[(b + 3)..c]));
            return 3;
        }
        var first = label.IndexOf('-');
        if (first < 0) return 0;
        var second = label[(first + 1)..].IndexOf('-');
        if (second < 0) return 0;
        second += first + 1;
        path[0] = Names.Hash(label[..first]);
        path[1] = Names.Hash(label[(first + 1)..second]);
        path[2] = Names.Hash(label[(second + 1)..]);
        return 3;
    }

    static ReadOnlySpan<char> Trim(ReadOnlySpan<char> name) => name.Trim("-、,.0123456789");
}
