using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Budget.Contracts;
using Budget.Contracts.Reading;
using Budget.Document;
using Budget.Document.Editions;
using Budget.Document.Recognition;
using Budget.Intake.Forms;
using Budget.Intake.Layout;
using Budget.Intake.Pages;
using Budget.Intake.Prose;
using Budget.Intake.Tables;
using Budget.V1;
using Department = Budget.V1.Department;
using PerformanceTargets = Budget.V1.PerformanceTargets;
using PrintedDocument = Budget.V1.PrintedDocument;

namespace Budget.Intake;

/// <summary>From tables and lines, whatever file they come from, to the intake message.</summary>
sealed class DisclosureBuilder(EditionBook editions)
{
    const int MostTables = 60, MostRows = 2000, LongestCell = 1000;

    readonly List<Unread> unread = [];
    readonly List<string> questions = [];

    public Reading Build(string file, IReadOnlyList<Page> pages, IReadOnlyList<Sheet> sheets, List<TextLine> prose)
    {
        var front = Front.Of(prose, sheets);
        var forms = sheets.Where(TargetForms.IsForm).ToList();
        var words = sheets.Except(forms).Where(IsOfWords).ToList();
        var tables = sheets.Except(forms).Except(words).ToList();
        var department = Department(front);
        var paragraphs = Outline.Of(Paragraphs.Of(prose));
        var budget = new DepartmentBudget { Department = department.Code, Year = front.Year, Printed = Printed(file, front, paragraphs) };
        foreach (var sheet in words) budget.Printed.Statements.Add(Words(sheet));
        var read = Tables(tables, budget);
        ProfileOf.Fill(budget, paragraphs);
        var (edition, mapping) = EditionOf(budget, front.Year);
        Settle(budget, mapping);
        var targets = new PerformanceTargets { Department = department.Code, Year = front.Year, Edition = edition };
        budget.Edition = edition;
        FormReader.Read(forms, tables.Where(sheet => sheet.Unit.Length > 0).GroupBy(sheet => sheet.Unit).MaxBy(group => group.Count())?.Key ?? "万元", targets);
        Ask(front, mapping, pages);
        return new(file, new DisclosureFile { Department = department, Year = front.Year, Edition = edition, Budget = budget, Targets = targets })
        {
            Pages = pages,
            Tables = read,
            Mapping = mapping,
            Forms = forms,
            Unread = unread,
            Questions = questions,
        };
    }

    /// <summary>A list of the tables, of units, of terms: a table without money.</summary>
    static bool IsOfWords(Sheet sheet) =>
        sheet.Title.EndsWith("目录", StringComparison.Ordinal)
        || sheet.Unit.Length == 0 && !sheet.Rows.SelectMany(row => row.Texts).Any(cell => FigureText.IsFigure(cell.Text) && cell.Text.Contains('.', StringComparison.Ordinal)
            || FigureText.IsFigure(cell.Text) && cell.Text.Contains(',', StringComparison.Ordinal) || cell.Text == "0") && !TableWords.Titles(sheet.Title);

    /// <summary>Kept as it is printed, a line a row.</summary>
    static PrintedStatement Words(Sheet sheet) => new()
    {
        Section = Short(sheet.Under),
        Heading = Short(sheet.Title),
        Text = string.Join('\n', sheet.Rows.Select(row => string.Join(' ', row.Texts.Select(cell => cell.Text))).Where(line => line.Length > 0)),
    };

    List<ReadTable> Tables(List<Sheet> sheets, DepartmentBudget budget)
    {
        var usual = sheets.Where(sheet => sheet.Unit.Length > 0).GroupBy(sheet => sheet.Unit).MaxBy(group => group.Count())?.Key ?? "万元";
        var read = new List<ReadTable>();
        foreach (var sheet in sheets)
        {
            var unit = MoneyUnits.Parse(sheet.Unit.Length > 0 ? sheet.Unit : usual)!.Value;
            var table = SheetReader.Read(sheet, read.Count + 1, unit);
            if (table.Table.PrintedColumns.Count > 60 || table.Table.Rows.Count > MostRows || read.Count == MostTables)
            {
                unread.AddRange(sheet.Rows.SelectMany(row => row.Texts).Select(cell => new Unread(cell.Place.Page, cell.Place.Box, cell.Text, "表的行、列或张数超出录入文件的上限")));
                continue;
            }
            foreach (var cell in table.Table.Rows.SelectMany(row => row.Cells).Where(cell => cell.Printed.Length > LongestCell)) cell.Printed = cell.Printed[..LongestCell];
            read.Add(table);
            budget.Tables.Add(table.Table);
        }
        return read;
    }

    /// <summary>The edition whose own tables these are; else a name that says the form is not here, and all is told by what it is.</summary>
    (string Edition, FormMapping Mapping) EditionOf(DepartmentBudget budget, int year)
    {
        var reader = new DocumentReader(editions);
        var best = ("", (FormMapping?)null, 0);
        foreach (var edition in editions.All.Where(edition => edition.HoldsFor(year)))
        {
            var (_, mapping) = reader.Mapped(edition.Id, year, budget.Tables);
            var own = mapping.Tables.Count(table => table is { Confidence: 100, Definition: not null });
            if (!mapping.OtherForm && own > best.Item3) best = (edition.Id, mapping, own);
        }
        if (best.Item2 is { } found) return (best.Item1, found);
        var elsewhere = $"elsewhere-{year.ToString(CultureInfo.InvariantCulture)}";
        return (elsewhere, reader.Mapped(elsewhere, year, budget.Tables).Mapping);
    }

    /// <summary>Figures as money of the table's unit, or as rates where the column is one; and the edition's numbers where it is the edition's table.</summary>
    static void Settle(DepartmentBudget budget, FormMapping mapping)
    {
        for (var t = 0; t < budget.Tables.Count; t++)
        {
            var table = budget.Tables[t];
            var definition = mapping.Tables[t].Definition;
            var unit = MoneyUnits.Parse(table.PrintedUnit) ?? MoneyUnit.Wan;
            foreach (var column in table.PrintedColumns)
            {
                var rate = PrintedTables.Column(column, definition, budget.Year).IsRate;
                foreach (var cell in table.Rows.SelectMany(row => row.Cells).Where(cell => cell.Column == column.Id)) Settle(cell, rate, unit);
            }
        }
    }

    static void Settle(Cell cell, bool rate, MoneyUnit unit)
    {
        cell.ClearFen();
        var text = rate ? cell.Printed.AsSpan().TrimEnd('%') : cell.Printed;
        if (PrintedNumber.Parse(text)?.AsMoney(rate ? MoneyUnit.Yuan : unit) is { } amount && Math.Abs(amount.Fen) < 1_000_000_000_000_000) cell.Fen = amount.Fen;
    }

    PrintedDocument Printed(string file, Front front, List<OutlinedParagraph> paragraphs)
    {
        var printed = new PrintedDocument { Title = front.Title, Source = file };
        printed.Cover.Add(front.Cover);
        printed.Contents.Add(front.Contents);
        foreach (var paragraph in paragraphs)
        {
            printed.Statements.Add(new PrintedStatement { Section = Short(paragraph.Section), Heading = Short(paragraph.Heading), Text = paragraph.Paragraph.Text });
        }
        return printed;
    }

    static string Short(string text) => text.Length <= LongestCell ? text : text[..LongestCell];

    static Department Department(Front front) => new()
    {
        // The file carries no codes: one is made from name and kind, the same on every run, its x saying that it is invented.
        Code = "x" + Digits($"{front.Department}|{(front.IsUnit ? "unit" : "department")}"),
        Name = front.Department,
        District = front.District,
        DistrictCode = "d" + Digits(front.District),
        Kind = front.IsUnit ? DepartmentKind.Unit : DepartmentKind.Department,
    };

    static string Digits(string text) => (BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(text))) % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);

    void Ask(Front front, FormMapping mapping, IReadOnlyList<Page> pages)
    {
        if (front.Year == 0) questions.Add("没有找到预算年份；是哪一年的预算？");
        if (front.IsFinalAccount) questions.Add("封面写的是“决算”；这是部门决算，还是预算？");
        for (var t = 0; t < mapping.Tables.Count; t++)
        {
            if (mapping.Question(t) is var (question, _)) questions.Add(question);
        }
        foreach (var page in pages)
        {
            if (page.IsPicture) unread.Add(new(page.Number, new(0, 0, page.Width, page.Height), "", "这一页是图片，没有文字层"));
            if (page.Unreadable > 0) unread.Add(new(page.Number, new(0, 0, page.Width, page.Height), "", $"{page.Unreadable} 个字的字体没有编码对照，无法认出"));
        }
    }
}
