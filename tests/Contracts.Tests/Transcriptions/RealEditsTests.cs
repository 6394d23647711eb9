using System.Globalization;
using System.Text.Json;
using Budget.Contracts.Reading;
using Budget.Document;
using Budget.Document.Editions;
using Budget.Document.Relations;
using Budget.Document.Repair;
using Budget.Document.Rules;
using Budget.Document.Rules.Engine;
using Budget.Testing;
using Budget.Transcriptions;
using Wire = Budget.V1;

namespace Budget.Contracts.Tests.Transcriptions;

/// <summary>A real disclosure, its words and rounded figures as printed, being edited and mistyped.</summary>
public sealed class RealEditsTests(ITestOutputHelper output)
{
    static readonly DocumentReader Reader = new(EditionBook.BuiltIn);

    [Fact]
    public void A_mistyped_cell_is_named_first_nine_times_in_ten()
    {
        var document = Reader.Read(Putuo()).Document!;
        Assert.Empty(RepairSolver.Suggest(document));
        int seen = 0, first = 0, unseen = 0;
        foreach (var slip in Mistyped.Slips(document, 110, seed: 5))
        {
            if (RuleBook.Run(slip.Document).Findings.All(f => f.Severity == Severity.Info))
            {
                unseen++;
                continue;
            }
            seen++;
            var best = RepairSolver.Suggest(slip.Document) is [var likeliest, ..] ? likeliest : null;
            if (best is { Changes: [{ Where: { Kind: FigureKind.Cell } at } change] } && at.Table == slip.Table.Number && at.Row == slip.Row && at.Column == slip.Column && change.ToNumber == slip.Right) first++;
            else output.WriteLine($"{slip}; told: {best?.Text ?? "nothing"}");
        }
        output.WriteLine($"{first} of {seen}; {unseen} more that no rule sees");
        Assert.True(first >= seen * 0.9, $"{first} of {seen}");
    }

    [Fact]
    public void After_each_edit_the_draft_says_what_the_edited_message_would()
    {
        var file = Putuo();
        var live = new LiveCheck(Reader.Read(file).Document!);
        var random = new Random(3);
        for (var i = 0; i < 120; i++)
        {
            var wire = Edit(file.Budget, random);
            var (edit, violations) = EditReader.Read(live.Document, wire);
            Assert.True(edit is not null, string.Join("; ", violations.Select(v => $"{v.Field}: {v.MessageEn}")));
            edit(live);
            var full = RuleBook.Run(Reader.Read(file).Document!);
            Assert.Equal(full.Findings, live.Report.Findings);
            Assert.Equal(full.Answers, live.Report.Answers);
        }
    }

    /// <summary>An edit, made to the message too, as a client makes it to its own copy.</summary>
    static Wire.BudgetEdit Edit(Wire.DepartmentBudget budget, Random random)
    {
        if (random.Next(6) == 0)
        {
            var statements = Enumerable.Range(0, budget.Printed.Statements.Count).Where(s => budget.Printed.Statements[s].Figures.Count > 0).ToArray();
            var statement = statements[random.Next(statements.Length)];
            var figures = budget.Printed.Statements[statement].Figures;
            var figure = random.Next(figures.Count);
            var edit = new Wire.PrintedFigureEdit { Statement = statement, Figure = figure };
            if (random.Next(5) == 0) figures[figure].ClearValue();
            else edit.Value = figures[figure].Value = (random.Next(1_000_000) / 100m).ToString("0.00", CultureInfo.InvariantCulture);
            return new() { PrintedFigure = edit };
        }
        var tables = budget.Tables.Where(t => t.Rows.Any(r => r.Cells.Count > 0)).ToArray();
        var table = tables[random.Next(tables.Length)];
        int row;
        do row = random.Next(table.Rows.Count);
        while (table.Rows[row].Cells.Count == 0);
        var at = random.Next(table.Rows[row].Cells.Count);
        var cell = new Wire.Cell { Column = table.Rows[row].Cells[at].Column };
        if (random.Next(4) > 0)
        {
            var unit = table.PrintedUnit == "万元" ? 1_000_000 : 100;
            // Whole and broken figures: whether a table is printed in whole 元 decides the tolerance of its sums.
            var number = random.Next(2) == 0 ? random.Next(100_000) : random.Next(10_000_000) / 100m;
            (cell.Fen, cell.Printed) = ((long)(number * unit), number.ToString("0.##", CultureInfo.InvariantCulture));
        }
        table.Rows[row].Cells[at] = cell;
        return new() { Cell = new() { Table = table.Number, Row = row, Cell = cell } };
    }

    static Wire.DisclosureFile Putuo()
    {
        if (Material.Transcriptions.Count == 0) Assert.Skip(Material.Missing);
        var path = Material.Transcriptions.Single(p => Path.GetFileName(p) == "shanghai-putuo-government-office-2025.json");
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        var remarks = new Remarks();
        return Converter.Convert(new Node(json.RootElement, "", remarks), remarks);
    }
}
