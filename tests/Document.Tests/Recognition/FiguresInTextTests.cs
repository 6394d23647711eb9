using Budget.Document.Recognition;
using Budget.Document.Relations;

namespace Budget.Document.Tests.Recognition;

public sealed class FiguresInTextTests
{
    [Theory]
    [InlineData("收入预算9,101.68万元，其中：财政拨款收入9,101.68万元。", "收入预算|9101.68|万元|Amount||| ; 财政拨款收入|9101.68|万元|Amount|||")]
    [InlineData("财政拨款收入100万元，比2024年预算减少5.00万元，下降4.76%，主要原因是人员减少。", "财政拨款收入|100|万元|Amount||| ; 财政拨款收入|5.00|万元|Change|减少|2024年预算| ; 财政拨款收入|4.76|%|ChangeRate|下降|2024年预算|人员减少")]
    [InlineData("公务接待费2万元，与上年持平。", "公务接待费|2|万元|Amount||| ; 公务接待费|||Change|持平|上年|")]
    [InlineData("基本支出 1,400.22 万元，占 67.21 %；", "基本支出|1400.22|万元|Amount||| ; 基本支出|67.21|%|Share|||")]
    [InlineData("纳入财政专户管理资金 万元；上年结转 0 万元。", "纳入财政专户管理资金||万元|Amount||| ; 上年结转|0|万元|Amount|||")]
    [InlineData("公用经费比上年增长(下降) 4.30 %。", "公用经费|4.30|%|ChangeRate|增长(下降)|上年|")]
    [InlineData("“卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）”78.29万元，主要用于缴费。", "“卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）”|78.29|万元|Amount|||")]
    [InlineData("事业人员 3 人（其中参照公务员法管理 0 人）。", "事业人员|3|人|Count||| ; 参照公务员法管理|0|人|Count|||")]
    [InlineData("下属1家机关和2家事业单位的机关运行经费预算为213.28万元。", "机关|1|家|Count||| ; 事业单位|2|家|Count||| ; 的机关运行经费预算|213.28|万元|Amount|||")]
    [InlineData("财政拨款支出减少的主要原因是项目调整。", "财政拨款支出|||Change|减少||项目调整")]
    [InlineData("比2022年（上一年度，下同）预算增加5万元。", "|5|万元|Change|增加|2022年（上一年度，下同）预算|")]
    public void Reads_label_number_unit_direction_basis_and_reason(string text, string expected) =>
        Assert.Equal(expected.Split(" ; "), FiguresInText.Read(text).Select(f => $"{f.Label}|{f.Value}|{f.Unit}|{f.Measure}|{f.Direction}|{f.Basis}|{f.Reason}"));

    [Theory]
    [InlineData("截至2024年8月31日，第3季度按东办发〔2016〕9 号办理。")]
    [InlineData("单价100万元（含）以上设备；50万元以上的项目。")]
    [InlineData("5个工作日内，3个月内完成；W060701单元。")]
    public void Passes_over_what_is_no_figure_of_a_budget(string text) => Assert.Empty(FiguresInText.Read(text));

    [Fact]
    public void Figures_in_a_reason_explain_and_are_not_the_budgets()
    {
        var read = FiguresInText.Read("项目支出80万元，比上年增加30万元，主要原因是新增平台运维30万元，压减会议5次；其中：平台运维30万元。");

        Assert.Equal(["项目支出", "项目支出", "平台运维"], read.Select(f => f.Label));
        Assert.Equal("新增平台运维30万元，压减会议5次", read[1].Reason);
    }

    [Fact]
    public void Figures_that_a_transcription_left_out_are_read_beside_those_it_gives()
    {
        var sample = Sample.ShanghaiPrinted().Statements(s => s.Heading == "政府采购预算情况" ? s with { Text = "政府采购预算150.00万元，其中：政府采购货物预算30.00万元、政府采购工程预算0.00万元、政府采购服务预算120.00万元。", Figures = [s.Figures[0], s.Figures[3]] } : s);

        var figures = PrintedWords.Of(sample).Single(s => s.Heading == "政府采购预算情况").Figures;

        Assert.Equal(["150.00", "30.00", "0.00", "120.00"], figures.Select(f => f.Value!.Value.ToString()));
    }
}
