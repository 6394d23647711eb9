using Budget.Typesetting.Tests;
using Budget.Typesetting.OpenData;
using System.Text.Json;
using Budget.Document.Editions;
using Budget.Publication.Proof;
using Budget.Publication.Secrecy;
using Budget.V1;

namespace Budget.Publication.Tests.Secrecy;

/// <summary>A reader who has everything that is published and wants one amount that is not.</summary>
public class ComplementTests
{
    public static TheoryData<string, string> Projects()
    {
        var all = new TheoryData<string, string>();
        foreach (var sample in new[] { PublishedPage.Office, PublishedPage.City, PublishedPage.Education })
        {
            foreach (var name in Amounts(PublishedPage.OfDemo(sample).File).Keys) all.Add(sample, name);
        }
        return all;
    }

    [Theory, MemberData(nameof(Projects))]
    public void No_published_figure_or_difference_of_them_gives_the_amount_of_a_withheld_project(string sample, string name)
    {
        var file = PublishedPage.OfDemo(sample).File;
        var secret = Amounts(file)[name];
        var decision = new Redaction { Subject = "project:" + name, Shown = RedactionLevel.NotShown };
        var edition = EditionBook.BuiltIn.Find(file.Edition)!;
        if (Redactor.Problem(file, edition, decision) is var (refused, _))
        {
            // Refused, because a total that has to stay public tells it.
            Assert.Contains("推算", refused);
            Assert.Contains(file.Budget.Tables.SelectMany(t => t.Rows).Where(r => r.IsTotal).SelectMany(r => r.Cells), c => c.HasFen && c.Fen == secret);
            return;
        }
        var published = Redactor.Apply(file, new CheckReport(), edition, new Redactions { Reviewed = { decision } }).File;

        // What is public as numbers, whatever it is of.
        var rows = PublishedPage.Of(published).Files.Single(f => f.Path == CanonicalRows.File).Content;
        var figures = CanonicalRows.Lines(rows).SelectMany(line => Numbers(JsonDocument.Parse(line).RootElement)).Where(n => n != 0).Distinct().ToList();
        Assert.DoesNotContain(secret, figures);

        var projects = Amounts(published);
        Assert.DoesNotContain(name, projects.Keys);
        var amounts = projects.Values.Where(fen => fen != 0).ToList();
        var all = Amounts(file).Values.Sum();
        // Items by function are what projects are spent on; what others say of other money is no clue.
        foreach (var table in published.Budget.Tables.Where(t => edition.Find(t.Number)?.Rows == Document.RowKind.FunctionCodes))
        {
            foreach (var row in table.Rows)
            {
                foreach (var cell in row.Cells.Where(c => c.HasFen && c.Fen != 0))
                {
                    var rest = (long)cell.Fen - secret;
                    Assert.False(Sums(amounts, 3).Contains(rest), $"{table.Number} {row.Code} {row.Name} {cell.Column}: {cell.Fen} less published projects is the secret {secret}.");
                    // A row less one that stands below it, less all of a level, and the total likewise.
                    foreach (var one in Below(table, row).SelectMany(level => level).SelectMany(r => r.Cells).Where(c => c.Column == cell.Column && c.HasFen)) Assert.NotEqual(secret, cell.Fen - one.Fen);
                    foreach (var below in Below(table, row)) Assert.NotEqual(secret, cell.Fen - below.Sum(r => r.Cells.Where(c => c.Column == cell.Column && c.HasFen).Sum(c => c.Fen)));
                }
            }
        }
        // The total of all projects less those that are public leaves more than the one, by at least a tenth.
        Assert.True(all - amounts.Sum() >= secret + secret / 10, $"{all} less {amounts.Sum()} is nearly {secret}");
        // Totals stay.
        foreach (var (before, after) in file.Budget.Tables.Zip(published.Budget.Tables)) Assert.Equal(before.Rows.Where(r => r.IsTotal), after.Rows.Where(r => r.IsTotal));
    }

    [Fact]
    public void A_project_that_is_the_whole_of_its_total_is_refused_and_the_reviewer_is_told_why()
    {
        var file = PublishedPage.OfDemo(PublishedPage.Office).File.Clone();
        while (file.Targets.Projects.Count > 1) file.Targets.Projects.RemoveAt(1);
        while (file.Budget.Projects.Count > 1) file.Budget.Projects.RemoveAt(1);
        var only = file.Budget.Projects[0].Name;
        var problem = Redactor.Problem(file, EditionBook.BuiltIn.Find(file.Edition)!, new Redaction { Subject = "project:" + only, Shown = RedactionLevel.NotShown });
        Assert.Contains("推算", problem!.Value.Chinese);
    }

    static IEnumerable<IReadOnlyList<Row>> Below(Table table, Row row)
    {
        if (row.IsTotal)
        {
            foreach (var level in new[] { 3, 5, 7 }) yield return [.. table.Rows.Where(r => r.Code.Length == level)];
            yield break;
        }
        foreach (var level in new[] { 5, 7 }) yield return [.. table.Rows.Where(r => r.Code.Length == level && level > row.Code.Length && r.Code.StartsWith(row.Code, StringComparison.Ordinal))];
    }

    static HashSet<long> Sums(List<long> of, int most)
    {
        var sums = new HashSet<long>();
        Add(0, 0, 0);
        return sums;

        void Add(long sum, int from, int taken)
        {
            sums.Add(sum);
            if (taken == most) return;
            for (var i = from; i < of.Count; i++) Add(sum + of[i], i + 1, taken + 1);
        }
    }

    static Dictionary<string, long> Amounts(DisclosureFile file)
    {
        var amounts = file.Budget.Projects.Where(p => p.HasFen).ToDictionary(p => p.Name, p => p.Fen);
        foreach (var form in file.Targets?.Projects.Where(f => f.HasYearFen) ?? []) amounts.TryAdd(form.Name, form.YearFen);
        return amounts;
    }

    static IEnumerable<long> Numbers(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number when element.TryGetInt64(out var number) => [number],
        JsonValueKind.Object => element.EnumerateObject().Where(p => p.Name is not ("line" or "table" or "number")).SelectMany(p => Numbers(p.Value)),
        _ => [],
    };
}
