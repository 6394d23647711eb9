using Budget.Document.Recognition;

namespace Budget.Document.Tests.Recognition;

/// <summary>What printed figures are tied to, in the words of several districts and years; and what is left untied.</summary>
public sealed class RecogniserTests
{
    const string Notes = "2025年部门预算编制说明 第1段", Other = "其他相关情况说明 一", Total = "部门收支预算总体安排情况", General = "一般公共预算财政拨款支出预算情况";

    [Theory]
    [InlineData(Notes, "", "清河区云栖街道办事处收入预算", "revenue")]
    [InlineData(Notes, "", "云栖街道收入预算", "revenue")]
    [InlineData(Notes, "", "某某区卫生健康委员会收入预算", "revenue")]
    [InlineData(Notes, "", "2025年本部门收入总预算", "revenue")]
    [InlineData(Notes, "", "支出预算", "expenditure")]
    [InlineData(Notes, "", "本单位支出预算", "expenditure")]
    [InlineData(Notes, "", "财政拨款支出预算", "fiscal")]
    [InlineData(Notes, "", "财政拨款收入", "revenue.fiscal_appropriation")]
    [InlineData(Notes, "", "一般公共预算拨款支出预算", "general")]
    [InlineData(Notes, "", "政府性基金预算财政拨款支出", "government_fund")]
    [InlineData(Notes, "", "国有资本经营预算拨款支出预算", "state_capital")]
    [InlineData("三", Total, "2025 年部门收支总预算", "revenue")]
    [InlineData("三", Total, "纳入财政专户管理资金", "revenue.special_account")]
    [InlineData("三", Total, "上年结转", "revenue.carried_over")]
    [InlineData("三", Total, "基本支出", "expenditure.basic")]
    [InlineData("四", "财政拨款收支预算总体情况", "基本支出", "fiscal.basic")]
    [InlineData("五（一）", General, "基本支出", "general.basic")]
    [InlineData("五（一）1(1)", General, "工资福利支出", "economic:301")]
    [InlineData("五（一）2", General, "日常公用经费", "general.operating")]
    [InlineData(Other, "2025年“三公”经费预算情况说明", "2025年“三公”经费预算数", "three_public")]
    [InlineData("其他相关情况说明 二", "机关运行经费预算", "财政拨款的机关运行经费预算", "agency_operating")]
    [InlineData("八（二）", "政府采购情况", "政府采购货物支出预算", "procurement.goods")]
    [InlineData("八（二）", "政府采购情况", "2025年度本单位政府采购预算", "procurement")]
    [InlineData("八（二）", "政府采购情况", "面向中小企业预留政府采购项目预算金额", "procurement.sme")]
    [InlineData("八（二）", "政府采购情况", "其中，预留给小型和微型企业的政府采购项目预算", "procurement.small_micro")]
    [InlineData("八（四）", "绩效目标设置情况", "涉及项目预算资金", "performance.amount")]
    public void Amounts_are_tied_to_their_subjects(string section, string heading, string label, string subject) =>
        Assert.Equal(subject, Tie(section, heading, PrintedSample.Amount(label, "12.00")));

    [Theory]
    [InlineData("因公出国(境)经费预算", "three_public.overseas")]
    [InlineData("因公出国（境）费用", "three_public.overseas")]
    [InlineData("公务车购置及运行费", "three_public.vehicles")]
    [InlineData("公务用车购置及运行维护费", "three_public.vehicles")]
    [InlineData("公务用车购置费", "three_public.vehicle_purchase")]
    [InlineData("公务车用车运行费", "three_public.vehicle_operation")]
    [InlineData("公务用车运行维护费", "three_public.vehicle_operation")]
    [InlineData("公务接待费预算", "three_public.hospitality")]
    public void Parts_of_the_three_public_expenses_have_many_names(string label, string subject)
    {
        var evidence = Read(Other, "2025年“三公”经费预算情况说明", PrintedSample.Amount("2025年“三公”经费预算数", "1.00"), PrintedSample.Amount(label, "1.00"));
        Assert.Equal(subject, new Subject(evidence.Told[1].Kind).ToString());
    }

    [Theory]
    [InlineData("车辆", "vehicles")]
    [InlineData("清河区云栖街道办事处共有车辆", "vehicles")]
    [InlineData("一般执法执勤用车", "vehicles.law_enforcement")]
    [InlineData("特种专业技术车", "vehicles.special_technical")]
    [InlineData("其他用车", "vehicles.other")]
    [InlineData("2025年部门预算安排购置车辆", "vehicles_to_buy")]
    public void Vehicles_are_counted_by_kind(string label, string subject) =>
        Assert.Equal(subject, Tie("其他相关情况说明 五", "国有资产占有使用情况", PrintedSample.Count(label, "3", "辆")));

    [Fact]
    public void Kinds_after_vehicles_to_buy_are_kinds_to_buy()
    {
        var evidence = Read("其他相关情况说明 五", "国有资产占有情况", PrintedSample.Count("预算安排购置车辆", "1", "辆"), PrintedSample.Count("机要通信用车", "1", "辆"));
        Assert.Equal(SubjectKind.VehiclesToBuyConfidential, evidence.Told[1].Kind);
    }

    [Theory]
    [InlineData(Notes, "", "单位资金收入", "万元")]
    [InlineData(Notes, "", "财政拨款收入支出", "万元")]
    [InlineData(Notes, "", "基本支出", "万元")]
    [InlineData(Notes, "", "专项收入预算", "万元")]
    [InlineData("项目经费情况说明 六", "年度预算安排", "项目支出", "万元")]
    [InlineData("其他相关情况说明 五", "国有资产占有情况", "固定资产", "万元")]
    [InlineData("其他相关情况说明 五", "国有资产占有情况", "专用设备", "台/套")]
    [InlineData("七", "政府性基金预算支出情况", "项目支出", "万元")]
    [InlineData("", "", "三公", "亿元")]
    public void What_leaves_a_doubt_stays_untied(string section, string heading, string label, string unit) =>
        Assert.Equal("", Tie(section, heading, PrintedSample.Amount(label, "12.00") with { Unit = unit }));

    [Fact]
    public void A_figure_of_last_year_is_not_this_years()
    {
        var told = Assert.Single(Read(Notes, "", PrintedSample.Amount("2024年收入预算", "12.00")).Told);
        Assert.True(told.Prior);
    }

    [Theory]
    [InlineData("“社会保障和就业支出-行政事业单位养老支出-行政单位离退休”")]
    [InlineData("“社会保障和就业支出（类）行政事业单位养老支出（款）行政单位离退休（项）”科目")]
    [InlineData(" 社会保障和就业支出 (类)行政事业单位养老支出(款) 行政单位离退休(项)")]
    [InlineData("社会保障和就业支出—行政事业单位养老支出—行政单位离退休")]
    public void Items_are_found_by_their_path(string label) => Assert.Equal("function:2080501", Tie(Notes, "", PrintedSample.Amount(label, "150.00")));

    [Fact]
    public void What_follows_an_item_in_its_paragraph_speaks_of_it()
    {
        var evidence = Read(Notes, "", PrintedSample.Amount("“社会保障和就业支出-行政事业单位养老支出-行政单位离退休”", "150.00"),
            PrintedSample.Amount("2024年当年预算执行数", "140.00"), PrintedSample.Amount("2025年预算安排", "150.00"));
        Assert.All(evidence.Told, t => Assert.Equal(2080501, t.Code));
        Assert.Equal([false, true, false], evidence.Told.Select(t => t.Prior));
    }

    [Theory]
    [InlineData("增加", "Up")]
    [InlineData("下降", "Down")]
    [InlineData("持平", "Level")]
    [InlineData("增长(下降)", "Unmade")]
    [InlineData("增加（减少）", "Unmade")]
    [InlineData("", "Unsaid")]
    public void Directions_are_read_from_the_words(string word, string direction)
    {
        var told = Assert.Single(Read(Notes, "", PrintedSample.Change("支出预算", "1.00", word, "2024年预算")).Told);
        Assert.Equal(direction, told.Direction.ToString());
    }

    static string Tie(string section, string heading, Figure figure)
    {
        var told = Read(section, heading, figure).Told;
        return told.Count == 0 ? "" : new Subject(told[0].Kind, told[0].Code).ToString();
    }

    static Evidence Read(string section, string heading, params Figure[] figures) => new(Sample.Shanghai() with
    {
        Printed = new("", "", "", [], [], [new(0, section, heading, "", figures)], []),
    });
}
