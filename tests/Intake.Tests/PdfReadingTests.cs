using Budget.Document.Editions;

namespace Budget.Intake.Tests;

public class PdfReadingTests
{
    static Reading Read(SketchedPdf pdf) => new FileReader(EditionBook.BuiltIn).Read("虚构.pdf", pdf.ToArray());

    static readonly double[] Wide = [40, 30, 30, 160, 90, 90];

    static SketchedPdf Expenditure(SketchedPdf pdf) => pdf.Text(180, 60, "2026年部门支出预算总表", 14).Text(60, 85, "编制部门：虚构市示例区档案局").Text(420, 85, "单位：元")
        .Table(60, 95, Wide, 20,
            ["项目", null, null, null, "支出预算", null],
            ["功能分类科目编码", null, null, "功能分类科目名称", "合计", "基本支出"],
            ["类", "款", "项", "^", "^", "^"],
            ["201", "", "", "一般公共服务支出", "1,234,567.89", "1,234,567.89"],
            ["201", "26", "", "档案事务", "1,234,567.89", ""],
            ["201", "26", "01", "行政运行", "0.00", "-"]);

    [Fact]
    public void Joins_codes_in_three_columns_and_keeps_a_blank_a_zero_and_a_dash_apart()
    {
        var table = Assert.Single(Read(Expenditure(new SketchedPdf().Page())).Tables).Table;

        Assert.Equal("2026年部门支出预算总表", table.Title);
        Assert.Equal("元", table.PrintedUnit);
        Assert.Equal(["合计", "基本支出"], table.PrintedColumns.Select(column => column.Header));
        Assert.Equal("支出预算", table.PrintedColumns[0].Group);
        Assert.Equal(["201", "20126", "2012601"], table.Rows.Select(row => row.Code));
        Assert.Equal([123456789L, 123456789L], table.Rows[0].Cells.Select(cell => cell.Fen));
        Assert.Single(table.Rows[1].Cells);
        Assert.Equal("0.00", table.Rows[2].Cells[0].Printed);
        Assert.Equal("-", table.Rows[2].Cells[1].Printed);
        Assert.False(table.Rows[2].Cells[1].HasFen);
    }

    [Fact]
    public void Every_figure_knows_its_page_and_box()
    {
        var figure = Read(Expenditure(new SketchedPdf().Page())).Tables[0].Figures[0];

        Assert.Equal((1, "1234567.89"), (figure.Place.Page, figure.Printed));
        Assert.InRange(figure.Place.Box.Left, 319, 321);
        Assert.InRange(figure.Place.Box.Top, 154, 156);
    }

    [Fact]
    public void A_table_goes_on_over_a_page_without_its_head_and_with_fewer_columns_drawn()
    {
        var pdf = Expenditure(new SketchedPdf().Page()).Page().Table(60, 60, Wide, 20, ["合计", null, null, null, "1,234,567.89", "1,234,567.89"]);

        var table = Assert.Single(Read(pdf).Tables);

        Assert.Equal([1, 2], table.Sheet.Pages);
        Assert.Equal("合计", table.Table.Rows[^1].Name);
        Assert.True(table.Table.Rows[^1].IsTotal);
        Assert.Equal("1234567.89", table.Table.Rows[^1].Cells[0].Printed);
    }

    [Fact]
    public void A_table_that_repeats_title_and_head_on_the_next_page_is_one_table()
    {
        var table = Assert.Single(Read(Expenditure(Expenditure(new SketchedPdf().Page()).Page())).Tables);

        Assert.Equal(6, table.Table.Rows.Count);
    }

    [Fact]
    public void Text_that_is_clipped_away_is_not_read()
    {
        var pdf = new SketchedPdf().Page().Text(60, 100, "看得见的一段话。").Raw("q 0 0 50 50 re W n").Text(60, 130, "裁去的一段话。").Raw("Q");

        Assert.Equal(["看得见的一段话。"], Read(pdf).Disclosure.Budget.Printed.Statements.Select(statement => statement.Text));
    }

    [Fact]
    public void Text_printed_twice_to_look_bold_is_read_once()
    {
        var pdf = new SketchedPdf().Page().Text(60, 100, "本部门没有此项预算。").Text(60.3, 100, "本部门没有此项预算。");

        Assert.Equal("本部门没有此项预算。", Assert.Single(Read(pdf).Disclosure.Budget.Printed.Statements).Text);
    }

    [Fact]
    public void Lines_are_joined_to_paragraphs_and_page_numbers_left_out()
    {
        var pdf = new SketchedPdf();
        for (var page = 1; page <= 3; page++)
        {
            pdf.Page().Text(290, 815, $"- {page} -");
            pdf.Text(80, 100, "二〇二六年本部门收入预算为一百万元，其中财政拨款收入一百万元，与上年", 12).Text(60, 120, "持平。", 12);
            pdf.Text(80, 140, "本部门支出预算为一百万元，主要用于人员经费和公用经费支出，较上年预算", 12).Text(60, 160, "有所减少，主要原因是人员减少。", 12);
        }

        var texts = Read(pdf).Disclosure.Budget.Printed.Statements.Select(statement => statement.Text).ToList();

        Assert.Equal(6, texts.Count);
        Assert.EndsWith("与上年持平。", texts[0], StringComparison.Ordinal);
        Assert.DoesNotContain(texts, text => text.Contains('-', StringComparison.Ordinal));
    }

    [Fact]
    public void A_page_that_is_shown_sideways_is_turned()
    {
        var pdf = Expenditure(new SketchedPdf().Page("/Rotate 90"));

        Assert.Equal("2026年部门支出预算总表", Assert.Single(Read(pdf).Tables).Table.Title);
    }

    [Theory]
    [InlineData("%PDF-1.4\nnothing else")]
    [InlineData("%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 1 0 R >> endobj trailer << /Root 1 0 R >>")]
    public void A_file_that_is_no_whole_PDF_is_refused_with_a_sentence(string file)
    {
        var refused = Assert.Throws<ReadingException>(() => new FileReader(EditionBook.BuiltIn).Read("坏.pdf", System.Text.Encoding.ASCII.GetBytes(file)));

        Assert.NotEmpty(refused.Message);
        Assert.NotEmpty(refused.English);
    }
}
