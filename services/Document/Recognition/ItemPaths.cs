using Budget.Document.Codes;
using Budget.Document.Rules;

namespace Budget.Document.Recognition;

/// <summary>
/// Finds the code of an item that prose names by its path: “类-款-项” or “…（类）…（款）…（项）”. The names are those of the
/// document's own tables, because that is what a reader of the document compares.
/// </summary>
sealed class ItemPaths(Sheet?[] sheets)
{
    public static bool IsPath(ReadOnlySpan<char> label) =>
        label.Contains("(款)", StringComparison.Ordinal) || label.Contains("(项)", StringComparison.Ordinal) || label.Count('-') >= 2;

    /// <summary>The item's code in the document's tables (0 if none), and how well the path fits.</summary>
    public (int Code, PathFit Fit) Find(ReadOnlySpan<char> label)
    {
        if (label.EndsWith("科目")) label = label[..^2];
        Span<int> path = stackalloc int[3];
        if (!Split(label, path)) return (0, PathFit.None);

        int whole = 0, partly = 0, item = 0, items = 0;
        foreach (var sheet in sheets)
        {
            if (sheet is null || !sheet.HasCodes) continue;
            for (var i = 0; i < sheet.Rows.Count; i++)
            {
                if (sheet.NameHash(i) != path[2] || sheet.Rows[i] is not { Code: >= 1_000_000 } row) continue;
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
        }
        if (whole > 0) return (whole, PathFit.Whole);
        if (partly > 0) return (partly, PathFit.Partly);
        // The item's own name alone ties only where no other item of the document has it.
        return partly == 0 && items == 1 ? (item, PathFit.Partly) : (0, PathFit.None);
    }

    /// <summary>Hashes of the three names; false if the label has not three.</summary>
    static bool Split(ReadOnlySpan<char> label, Span<int> path)
    {
        if (label.Contains("(项)", StringComparison.Ordinal))
        {
            var a = label.IndexOf("(类)");
            var b = label.IndexOf("(款)");
            var c = label.IndexOf("(项)");
            if (a < 0 || b < a || c < b) return false;
            path[0] = Names.Hash(Trim(label[..a]));
            path[1] = Names.Hash(Trim(label[(a + 3)..b]));
            path[2] = Names.Hash(Trim(label[(b + 3)..c]));
            return true;
        }
        var first = label.IndexOf('-');
        if (first < 0) return false;
        var second = label[(first + 1)..].IndexOf('-');
        if (second < 0) return false;
        second += first + 1;
        path[0] = Names.Hash(label[..first]);
        path[1] = Names.Hash(label[(first + 1)..second]);
        path[2] = Names.Hash(label[(second + 1)..]);
        return true;
    }

    static ReadOnlySpan<char> Trim(ReadOnlySpan<char> name) => name.Trim("-、,");
}
