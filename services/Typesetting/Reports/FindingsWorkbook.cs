using System.Globalization;
using System.IO.Compression;
using System.Xml;
using Budget.Contracts;
using Budget.Document.Rules;
using Budget.Document.Rules.Engine;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Answer = Budget.Document.Answer;

namespace Budget.Typesetting.Reports;

/// <summary>The findings as a workbook: an overview, all findings (to be filtered and sent on), and what could not be checked. The same input gives the same bytes.</summary>
public static class FindingsWorkbook
{
    /// <summary>What a cell of a spreadsheet holds at most.</summary>
    const int LongestCell = 32_767;

    const uint Plain = 0, Head = 1;

    public static byte[] Render(IReadOnlyList<CheckedFile> files)
    {
        using var stream = new MemoryStream();
        using (var workbook = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            // Named parts: otherwise each run invents names.
            var book = workbook.AddNewPart<WorkbookPart>("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "book");
            book.Workbook = new Workbook(new Sheets());
            book.AddNewPart<WorkbookStylesPart>("styles").Stylesheet = Styles();
            Add(book, "总览", [24, 32, 8, 16, 8, 8, 8, 8, 8, 10, 20, 60], files.Select(Overview).Prepend(
                [.. Texts("文件", "部门", "年度", "公开形式", "错误", "警告", "提示", "通过", "不通过", "无法核对", "规则库", "科目数据")]));
            Add(book, "检查结果", [20, 24, 8, 8, 10, 32, 28, 40, 16, 16, 14, 12, 60, 40, 28, 36, 16, 20, 40], files.SelectMany(FindingRows.Of).Prepend(FindingRows.Heads).Select(row => (IReadOnlyList<Cell>)[.. Texts([.. row])]));
            Add(book, "无法核对", [24, 24, 10, 40, 60], files.SelectMany(NotChecked).Prepend([.. Texts("文件", "部门", "规则", "规则名称", "原因")]));
        }
        return WithoutClock(stream);
    }

    static IReadOnlyList<Cell> Overview(CheckedFile file) =>
    [
        .. Texts(file.File, file.Department, file.Year, file.Edition),
        .. new[] { file.Count(Severity.Error), file.Count(Severity.Warning), file.Count(Severity.Info), file.Report.Passed, file.Report.Failed, file.Report.NotCheckable }
            .Select(n => new Cell { DataType = CellValues.Number, CellValue = new CellValue(n.ToString(CultureInfo.InvariantCulture)) }),
        .. Texts(RuleBook.Version, FindingRows.CodeLists),
    ];

    static IEnumerable<IReadOnlyList<Cell>> NotChecked(CheckedFile file) =>
        file.Report.Answers.Where(a => a.Answer == Answer.NotCheckable).Select(a => (IReadOnlyList<Cell>)[.. Texts(file.File, file.Department, a.Rule.Id, a.Rule.Title, a.Reason)]);

    static IEnumerable<Cell> Texts(params string[] texts) => texts.Select(text => new Cell
    {
        DataType = CellValues.InlineString,
        InlineString = new InlineString(new Text(Allowed(text)) { Space = SpaceProcessingModeValues.Preserve }),
    });

    /// <summary>What XML and a cell can hold; a text is a text there and never a formula.</summary>
    static string Allowed(string text)
    {
        var kept = new System.Text.StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (kept.Length + rune.Utf16SequenceLength > LongestCell) break;
            if (rune.Utf16SequenceLength == 2 || XmlConvert.IsXmlChar((char)rune.Value)) kept.Append(rune.ToString());
        }
        return kept.ToString();
    }

    static void Add(WorkbookPart book, string name, double[] widths, IEnumerable<IReadOnlyList<Cell>> rows)
    {
        var sheets = book.Workbook.Sheets!;
        var number = (uint)sheets.ChildElements.Count + 1;
        var id = string.Create(CultureInfo.InvariantCulture, $"sheet{number}");
        var part = book.AddNewPart<WorksheetPart>(id);
        var data = new SheetData();
        var count = 0u;
        foreach (var cells in rows)
        {
            var row = new Row { RowIndex = ++count };
            for (var i = 0; i < cells.Count; i++)
            {
                cells[i].CellReference = Column(i) + count.ToString(CultureInfo.InvariantCulture);
                cells[i].StyleIndex = count == 1 ? Head : Plain;
                row.Append(cells[i]);
            }
            data.Append(row);
        }
        part.Worksheet = new Worksheet(
            new SheetViews(new SheetView(new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen }) { WorkbookViewId = 0, TabSelected = number == 1 }),
            new Columns(widths.Select((w, i) => new Column { Min = (uint)i + 1, Max = (uint)i + 1, Width = w, CustomWidth = true })),
            data,
            new AutoFilter { Reference = $"A1:{Column(widths.Length - 1)}{count}" });
        sheets.Append(new Sheet { Id = id, SheetId = number, Name = name });
    }

    static string Column(int index) => ((char)('A' + index)).ToString();

    static Stylesheet Styles() => new(
        new Fonts(new Font(new FontSize { Val = 11 }, new FontName { Val = "宋体" }), new Font(new Bold(), new FontSize { Val = 11 }, new FontName { Val = "黑体" })),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border(new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder(), new DiagonalBorder())),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(
            new CellFormat(new Alignment { Vertical = VerticalAlignmentValues.Top, WrapText = true }) { FontId = 0, FillId = 0, BorderId = 0, FormatId = 0, ApplyAlignment = true },
            new CellFormat(new Alignment { Vertical = VerticalAlignmentValues.Center, WrapText = true }) { FontId = 1, FillId = 0, BorderId = 0, FormatId = 0, ApplyFont = true, ApplyAlignment = true }));

    /// <summary>An archive notes when each of its files was made; here it always was the same moment.</summary>
    static byte[] WithoutClock(MemoryStream made)
    {
        made.Position = 0;
        using var output = new MemoryStream();
        using (var from = new ZipArchive(made, ZipArchiveMode.Read))
        using (var to = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in from.Entries.OrderBy(e => e.FullName, StringComparer.Ordinal))
            {
                var copy = to.CreateEntry(entry.FullName, CompressionLevel.Optimal);
                copy.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var source = entry.Open();
                using var target = copy.Open();
                source.CopyTo(target);
            }
        }
        return output.ToArray();
    }
}
