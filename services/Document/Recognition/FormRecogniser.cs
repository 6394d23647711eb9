using Budget.Document.Editions;
using Budget.Document.Text;

namespace Budget.Document.Recognition;

/// <summary>
/// Tells what each printed table is, by what it is and not by what it is called: title, sides, codes, heads and lines each speak
/// for or against a role, and the sum is a confidence. Districts number and name their tables differently; a table taken for
/// another makes false errors, so one that is not sure is nobody's, and whoever knows is asked.
/// </summary>
public static class FormRecogniser
{
    static readonly TableRole[] Roles = [.. Enum.GetValues<TableRole>().Where(role => role is not (TableRole.Unknown or TableRole.Other))];

    /// <param name="book">Has the definitions of tables that the edition lacks and a document has all the same.</param>
    /// <param name="own">The document says that it follows this edition: the edition's numbers then mean something.</param>
    public static FormMapping Map(EditionBook book, Edition edition, bool own, IReadOnlyList<PrintedTable> tables, int year)
    {
        var definitions = new TableDefinition?[Enum.GetValues<TableRole>().Length];
        foreach (var definition in edition.Tables.Concat(book.All.SelectMany(other => other.Tables))) definitions[(int)definition.Role] ??= definition;

        var found = new RecognisedTable?[tables.Count];
        var taken = new int[definitions.Length];
        Array.Fill(taken, -1);
        for (var t = 0; t < tables.Count; t++)
        {
            if (Titled(edition, tables[t]) is { } same && (same.Role == TableRole.Other || taken[(int)same.Role] < 0)) Take(t, same, 100);
        }
        for (var t = 0; t < tables.Count; t++)
        {
            if (found[t] is null && own && Numbered(edition, tables[t]) is { } same && taken[(int)same.Role] < 0) Take(t, same, 100);
        }
        var asTheEditionHasThem = found.Count(table => table is not null);
        var scores = new double[tables.Count][];
        for (var t = 0; t < tables.Count; t++)
        {
            if (found[t] is null) scores[t] = Chances(new TableEvidence(tables[t], year), own ? edition.Find(tables[t].Number)?.Role : null);
        }
        // The surest first: what one table surely is, another that only resembles it is not.
        foreach (var t in Enumerable.Range(0, tables.Count).Where(t => found[t] is null).OrderByDescending(t => scores[t].Max()).ToList()) found[t] = Judge(t);

        var otherForm = !own || asTheEditionHasThem * 3 < tables.Count * 2;
        return new(otherForm, tables, found!);

        void Take(int t, TableDefinition definition, int confidence)
        {
            taken[(int)definition.Role] = t;
            found[t] = new(definition, confidence, definition.Role, TableRole.Unknown, 0);
        }

        RecognisedTable Judge(int t)
        {
            var chances = scores[t];
            var (first, second) = (TableRole.Unknown, TableRole.Unknown);
            foreach (var role in Roles)
            {
                if (chances[(int)role] > chances[(int)first]) (first, second) = (role, first);
                else if (second == TableRole.Unknown || chances[(int)role] > chances[(int)second]) second = role;
            }
            var (confidence, other) = (Percent(chances[(int)first]), Percent(chances[(int)second]));
            var clear = first != TableRole.Unknown && confidence >= RecognisedTable.Sure && taken[(int)first] < 0;
            if (clear) taken[(int)first] = t;
            return new(clear ? definitions[(int)first] : null, confidence, first, second, other);
        }
    }

    /// <summary>The edition whose tables fit best; of equal ones the first.</summary>
    public static Edition Best(EditionBook book, IReadOnlyList<Edition> editions, IReadOnlyList<PrintedTable> tables, int year) => editions.MaxBy(edition =>
        Map(book, edition, own: false, tables, year).Tables.Sum(table => table.Definition is { } found && edition.Find(found.Role) is not null ? table.Confidence : 0))!;

    static int Percent(double chance) => (int)Math.Floor(chance * 100);

    /// <summary>The edition's table of this title, whatever department and year stand before it.</summary>
    static TableDefinition? Titled(Edition edition, PrintedTable table)
    {
        if (table.Title.Length == 0) return null;
        var title = Core(table.Title);
        foreach (var definition in edition.Tables)
        {
            if (Core(definition.Title) == title || definition.Aliases.Any(alias => Core(alias) == title)) return definition;
        }
        return null;
    }

    /// <summary>"{department}{year}年部门收支总表" and "区教育局2021年收支总表" are both the "收支总表".</summary>
    static string Core(string title)
    {
        var core = PrintedName.Normalise(title);
        var year = core.LastIndexOf('年');
        if (year >= 0) core = core[(year + 1)..];
        if (core.StartsWith('度')) core = core[1..];
        return core.StartsWith("部门", StringComparison.Ordinal) ? core[2..] : core;
    }

    /// <summary>The edition's table of this number, unless the title speaks of another or of nothing the edition has.</summary>
    static TableDefinition? Numbered(Edition edition, PrintedTable table)
    {
        if (edition.Find(table.Number) is not { } definition) return null;
        if (table.Title.Length == 0) return definition;
        var named = TableWords.TableOf(PrintedName.Normalise(table.Title));
        return named == definition.Role || named == TableRole.GeneralPublic && definition.Role == TableRole.GeneralPublicItems ? definition : null;
    }

    /// <summary>The chance of each role, and, at Unknown, of none of them.</summary>
    static double[] Chances(TableEvidence evidence, TableRole? numbered)
    {
        const double none = 3;
        var chances = new double[Enum.GetValues<TableRole>().Length];
        chances[(int)TableRole.Unknown] = Math.Exp(none);
        foreach (var role in Roles) chances[(int)role] = Math.Exp(Math.Min(evidence.For(role) + (role == numbered ? 1 : 0), 40));
        var sum = chances.Sum();
        for (var i = 0; i < chances.Length; i++) chances[i] /= sum;
        return chances;
    }
}
