using System.Buffers;
using System.Runtime.CompilerServices;
using Budget.Document;
using Budget.Document.Recognition;
using Budget.Document.Text;

namespace Budget.Contracts.Reading;

/// <summary>
/// Finds the edition's line for each row of one table of fixed lines, in printed order. The same name may stand
/// twice on a side (一般公共预算 under 本年收入 and again under 上年结转): its first row is the edition's first such line.
/// </summary>
sealed class LineMatcher(TableDefinition definition)
{
    static readonly ConditionalWeakTable<TableDefinition, Dictionary<(Side, string), Line[]>> Indexes = [];

    readonly Dictionary<(Side, string), Line[]> index = Indexes.GetValue(definition, Index);
    readonly Dictionary<(Side, string), int> seen = [];
    bool underCarriedOver;

    /// <summary>The edition's line (null: it has none of that name), the subject, and whether the name stands more often than the edition has it.</summary>
    public (Line? Line, Subject Subject, bool Repeated) Match(Side side, string name, int level)
    {
        var bare = PrintedName.WithoutNumbering(name);
        var key = (side, bare);
        var before = seen.GetValueOrDefault(key);
        seen[key] = before + 1;
        if (TableWords.IsCarriedOverHead(bare)) underCarriedOver = true;
        else if (level == 1 || level == 0 && IsHead(name)) underCarriedOver = false;
        if (index.TryGetValue(key, out var lines))
            return before < lines.Length ? (lines[before], lines[before].Subject, false) : (null, Subject.None, true);
        return (null, TableWords.Line(bare, definition.Role, side, underCarriedOver), before > 0 && bare.Length > 0);
    }

    static readonly SearchValues<char> Numerals = SearchValues.Create("一二三四五六七八九十");

    /// <summary>"三、…" opens a new group even where the source does not say its level.</summary>
    static bool IsHead(string name)
    {
        var text = name.AsSpan().TrimStart();
        var numerals = text.IndexOfAnyExcept(Numerals);
        return numerals > 0 && text[numerals] == '、';
    }

    static Dictionary<(Side, string), Line[]> Index(TableDefinition definition) =>
        definition.Lines.SelectMany(l => l.Aliases.Prepend(l.Name), (l, name) => (Key: (l.Side, PrintedName.WithoutNumbering(name)), Line: l))
            .GroupBy(l => l.Key, l => l.Line).ToDictionary(g => g.Key, g => g.ToArray());
}
