using System.Text;
using Budget.Testing;

namespace Budget.Architecture.Tests;

/// <summary>
/// What a reader has to hold on one screen. Files that are beyond it stand in a list, by name, so that they may be moved; a file may only come nearer.
/// <c>GOLDEN=write</c> writes the list of wide lines anew.
/// </summary>
public class SourceTests
{
    const int Columns = 140, Lines = 400;

    static readonly string List = Path.Combine(Golden.RepositoryRoot, "tests", "Architecture.Tests", "wide-lines.txt");

    /// <summary>Longer than is read at one go, and why; by name, so that a file may be moved.</summary>
    static readonly Dictionary<string, string> Long = new(StringComparer.Ordinal)
    {
        ["Sheet.cs"] = "a sheet from its first cell to its last: rows, formulas and what is written around them share a dozen fields",
        ["StoryComposer.cs"] = "the story in its order; each part follows from the one before",
        ["DisclosureComparison.cs"] = "every part of a disclosure, compared in its order",
        ["Recogniser.cs"] = "one grammar of sentences",
        ["MutationTests.cs"] = "one table of slips and what must be said of each",
        ["VariantTests.cs"] = "one table of variants and what must be said of each",
        ["StructureRules.cs"] = Chapter, ["ExpenditureRules.cs"] = Chapter, ["ExpenditureRules.Codes.cs"] = Chapter, ["YearOnYearRules.cs"] = Chapter,
        ["ThreePublicRules.cs"] = Chapter, ["ProjectTargetRules.cs"] = Chapter, ["IndicatorRules.cs"] = Chapter, ["DepartmentTargetRules.cs"] = Chapter,
    };

    const string Chapter = "a chapter of the rule book, looked up by id and not read through";

    [Fact]
    public void No_line_is_wider_than_a_screen_and_no_list_grows()
    {
        var now = Sources().Select(f => (Name: Path.GetFileName(f.Name), Wide: f.Lines.Index().Where(l => Width(l.Item) > Columns).Select(l => $"{f.Name}:{l.Index + 1}")))
            .GroupBy(f => f.Name, f => f.Wide, StringComparer.Ordinal).Select(f => (Name: f.Key, Wide: f.SelectMany(w => w).ToList())).Where(f => f.Wide.Count > 0).ToList();
        if (Environment.GetEnvironmentVariable("GOLDEN") == "write")
        {
            File.WriteAllLines(List, now.OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => $"{f.Wide.Count} {f.Name}"));
        }
        var known = File.ReadAllLines(List).Select(line => line.Split(' ', 2)).ToDictionary(p => p[1], p => int.Parse(p[0]), StringComparer.Ordinal);

        var grown = now.Where(f => f.Wide.Count > known.GetValueOrDefault(f.Name))
            .Select(f => $"{f.Name} has {f.Wide.Count} lines over {Columns} columns, {known.GetValueOrDefault(f.Name)} are listed: {string.Join(", ", f.Wide.TakeLast(20))}").ToList();
        Assert.True(grown.Count == 0, $"Break the lines (GOLDEN=write lists them as they are, which is seen in review).\n{string.Join('\n', grown)}");
    }

    [Fact]
    public void No_file_is_longer_than_a_reader_can_follow_without_a_reason()
    {
        var offenders = Sources().Where(f => f.Lines.Length > Lines && !Long.ContainsKey(Path.GetFileName(f.Name))).Select(f => $"{f.Name}: {f.Lines.Length} lines");

        Assert.Empty(offenders);
    }

    [Theory]
    [InlineData("部门预算", 8)]
    [InlineData("a budget, 预算", 14)]
    [InlineData("“quoted” — … × ≤", 16)]
    public void A_Chinese_character_takes_two_columns(string line, int columns) => Assert.Equal(columns, Width(line));

    static IEnumerable<(string Name, string[] Lines)> Sources() =>
        from top in new[] { "services", "tests" }
        from file in Directory.EnumerateFiles(Path.Combine(Golden.RepositoryRoot, top), "*.cs", SearchOption.AllDirectories)
        let name = Path.GetRelativePath(Golden.RepositoryRoot, file).Replace('\\', '/')
        where !name.Split('/').Any(part => part is "obj" or "bin" or "node_modules" or "Migrations")
        select (name, File.ReadAllLines(file));

    static int Width(string line) => line.EnumerateRunes().Sum(IsWide);

    /// <summary>East Asian wide and full-width characters, as terminals show them (Unicode TR 11).</summary>
    static int IsWide(Rune rune) => rune.Value is >= 0x1100 and <= 0x115f or >= 0x2e80 and <= 0x303e or >= 0x3041 and <= 0xa4cf or >= 0xac00 and <= 0xd7a3
        or >= 0xf900 and <= 0xfaff or >= 0xfe30 and <= 0xfe6f or >= 0xff01 and <= 0xff60 or >= 0xffe0 and <= 0xffe6 or >= 0x1f300 and <= 0x1faff or >= 0x20000 and <= 0x3fffd ? 2 : 1;
}
