using Budget.Document.Narrative;
using Budget.Document.Relations;

namespace Budget.Document.Tests.Narrative;

public class NarratorTests
{
    static readonly DisclosureDocument Office = InventedOffice.Make();

    [Fact]
    public void Computes_amounts_and_changes_and_reads_blank_as_zero()
    {
        var notes = Text(Office, "notes");
        Assert.Equal("2025年，示例区虚构办公室收入预算100.00万元，其中：财政拨款收入100.00万元，比2024年预算减少20.00万元；事业收入0.00万元；事业单位经营收入0.00万元；其他收入0.00万元。", notes[0]);
        Assert.Contains("一般公共预算拨款支出预算100.00万元，比2024年预算减少20.00万元；政府性基金拨款支出预算0.00万元，与2024年预算持平；", notes[1]);
        Assert.Equal("财政拨款收支变化的主要原因是项目压减。", notes[2]);
    }

    [Fact]
    public void Shows_a_gap_where_the_source_is_missing_and_never_a_number()
    {
        var notes = Text(Office, "notes");
        Assert.EndsWith("国有资本经营预算拨款支出预算0.00万元，比2024年预算〔缺〕。", notes[1]);
        Assert.Equal("2. “一般公共服务支出-政府办公厅（室）及相关机构事务-一般行政管理事务”科目40.00万元，主要用于〔缺〕。", notes[5]);
        Assert.Contains("共有车辆3辆，其中：部级领导干部用车〔缺〕辆", Text(Office, "state-assets")[0]);
    }

    [Fact]
    public void Writes_every_function_item_with_its_own_basis_and_reason() =>
        Assert.Equal("1. “一般公共服务支出-政府办公厅（室）及相关机构事务-行政运行”科目60.00万元，主要用于行政单位的基本支出。2024年预算执行数为45.00万元，比2024年预算执行数增加15.00万元，增长33.33%，主要原因是人员增加。",
            Text(Office, "notes")[4]);

    [Fact]
    public void Says_equal_when_equal_and_leaves_out_the_reason_nobody_gave()
    {
        var same = Office with { Facts = InventedOffice.Facts(new Fact(SubjectKind.Hospitality, null, null, new(30_000_00), PriorBasis.PriorBudget, "", "")) };
        Assert.Contains("（三）公务接待费3.00万元，与2024年预算持平。", Text(same, "three-public"));
        Assert.Contains("（三）公务接待费3.00万元，比2024年预算增加0.50万元，主要原因是外事接待增加。", Text(Office, "three-public"));
    }

    [Fact]
    public void Gives_no_rate_against_nothing()
    {
        var fresh = Office with { Facts = InventedOffice.Facts(new Fact(Subject.Function(2010301), null, null, Amount.Zero, PriorBasis.PriorExecution, "", "运转")) };
        Assert.Contains("2024年预算执行数为0.00万元，比2024年预算执行数增加60.00万元。", Text(fresh, "notes")[3]);
    }

    [Fact]
    public void Knows_what_each_figure_speaks_of()
    {
        var runs = Find(Narrator.Write(Office), "notes")!.Blocks[0].Runs;
        var figures = runs.Where(r => r.IsFigure).Select(r => (r.Subject.ToString(), r.Measure, r.Text)).ToList();
        Assert.Equal(("revenue", Measure.Amount, "100.00"), figures[0]);
        Assert.Equal(("revenue.fiscal_appropriation", Measure.Change, "20.00"), figures[2]);
    }

    [Fact]
    public void Numbers_duties_that_brought_no_number() => Assert.Equal(["示例区虚构办公室的主要职能包括：", "1.承担虚构的工作。", "2．承担另一项虚构的工作。"], Text(Office, "functions"));

    [Fact]
    public void Leaves_out_an_optional_section_with_nothing_in_it()
    {
        Assert.Null(Find(Narrator.Write(Office), "targets"));
        Assert.Equal(9, Find(Narrator.Write(Office), "tables")!.Blocks.Count(b => b.Kind == BlockKind.Table));
    }

    [Theory]
    [InlineData(1, 3, 3333)]
    [InlineData(1, 32, 313)]
    [InlineData(-1, 32, -313)]
    [InlineData(2, 3, 6667)]
    public void Rounds_shares_half_away_from_zero(long part, long whole, long hundredths) => Assert.Equal(hundredths, Figures.Ratio(part, whole));

    [Fact]
    public void Knows_nothing_of_a_table_that_is_lost()
    {
        var lost = Office with { Tables = [.. Office.Tables.Select(t => t with { NotInSource = true, Rows = [] })] };
        Assert.Contains("收入预算〔缺〕万元", Text(lost, "notes")[0]);
    }

    static List<string> Text(DisclosureDocument document, string section) =>
        [.. Find(Narrator.Write(document), section)!.Blocks.Select(b => string.Concat(b.Runs.Select(r => r.Gap ? "〔缺〕" : r.Text)))];

    static NarrativeSection? Find(IEnumerable<NarrativeSection> sections, string id) =>
        sections.Select(s => s.Id == id ? s : Find(s.Sections, id)).FirstOrDefault(s => s is not null);
}
