using Budget.Document.Recognition;

namespace Budget.Document.Tests;

public sealed class IndicatorValueTests
{
    [Theory]
    [InlineData("≥95%", ValueKind.Percent, Comparator.AtLeast, "95", "%")]
    [InlineData("≤5%", ValueKind.Percent, Comparator.AtMost, "5", "%")]
    [InlineData("95%以上", ValueKind.Percent, Comparator.AtLeast, "95", "%")]
    [InlineData("不低于50%", ValueKind.Percent, Comparator.AtLeast, "50", "%")]
    [InlineData("100%", ValueKind.Percent, Comparator.None, "100", "%")]
    [InlineData("=100.00(%)", ValueKind.Percent, Comparator.Equal, "100.00", "%")]
    [InlineData("下降 1.8%", ValueKind.Percent, Comparator.None, "1.8", "%")]
    [InlineData("2篇以上", ValueKind.Number, Comparator.AtLeast, "2", "篇")]
    [InlineData("57 人", ValueKind.Number, Comparator.None, "57", "人")]
    [InlineData("≥12.00(次)", ValueKind.Number, Comparator.AtLeast, "12.00", "次")]
    [InlineData(">150.00(家)", ValueKind.Number, Comparator.MoreThan, "150.00", "家")]
    [InlineData("=5.00(万人次)", ValueKind.Number, Comparator.Equal, "5.00", "万人次")]
    [InlineData("≥1,200份", ValueKind.Number, Comparator.AtLeast, "1200", "份")]
    [InlineData("至少1次矫正人员的集中活动", ValueKind.Number, Comparator.AtLeast, "1", "次矫正人员")]
    [InlineData("200元/人", ValueKind.Money, Comparator.None, "200", "元/人")]
    [InlineData("≤31.60万元", ValueKind.Money, Comparator.AtMost, "31.60", "万元")]
    [InlineData("200 每人", ValueKind.Number, Comparator.None, "200", "每人")]
    [InlineData("2021年底前", ValueKind.Date, Comparator.None, "2021", "年底前")]
    [InlineData("2025年8月31日前", ValueKind.Date, Comparator.None, "2025", "年")]
    [InlineData("≤4小时", ValueKind.Period, Comparator.AtMost, "4", "小时")]
    [InlineData("90.00(度)", ValueKind.Number, Comparator.None, "90.00", "度")]
    public void Reads_comparator_number_and_unit(string text, ValueKind kind, Comparator comparator, string number, string unit)
    {
        var value = IndicatorValue.Parse(text);
        Assert.Equal((kind, comparator, number, unit), (value.Kind, value.Comparator, value.Number.ToString(), value.Unit.ToString()));
    }

    [Theory]
    [InlineData("达标", ValueKind.Grade)]
    [InlineData("基本满意", ValueKind.Grade)]
    [InlineData("有所提升", ValueKind.Words)]
    [InlineData("学习教育覆盖全年", ValueKind.Period)]
    [InlineData("省一级", ValueKind.Words)]
    [InlineData(" ", ValueKind.Blank)]
    [InlineData(null, ValueKind.Blank)]
    public void What_has_no_number_is_a_grade_or_words(string? text, ValueKind kind) => Assert.Equal((kind, false), (IndicatorValue.Parse(text).Kind, IndicatorValue.Parse(text).HasNumber));

    [Theory]
    [InlineData("下降 1.8%", Trend.Down)]
    [InlineData("增长5%", Trend.Up)]
    [InlineData("5%", Trend.None)]
    public void Reads_the_direction(string text, Trend trend) => Assert.Equal(trend, IndicatorValue.Parse(text).Trend);

    [Theory]
    [InlineData("6 台", "6台", true)]
    [InlineData("≥95%", "≥95.00(%)", true)]
    [InlineData("95%", "95%以上", false)]
    [InlineData("≥9.5%", "≥95%", false)]
    [InlineData("200元/人", "200万元/人", false)]
    [InlineData("2021年底前", "2020年底前", false)]
    [InlineData("缓解企业融资难融资贵问题", "缓解企业融资难融资贵的问题", false)]
    [InlineData("协调做好融资服务工作", "协调做好融资服务工作。", true)]
    public void Two_values_are_the_same_promise_or_not(string a, string b, bool same)
    {
        Assert.Equal(same, IndicatorValue.Parse(a).Same(IndicatorValue.Parse(b)));
        Assert.Equal(same, IndicatorValue.Parse(b).Same(IndicatorValue.Parse(a)));
    }

    [Theory]
    [InlineData("及时、准确99.5%", true)]
    [InlineData("慰问人数不少于 100人,宣传用品不少于 20000份", true)]
    [InlineData("机要设备运转正常率100%；无失泄密", true)]
    [InlineData("安全、便捷、高效", false)]
    [InlineData("≥1,200份", false)]
    [InlineData("2021年6月、12月", false)]
    public void Several_promises_in_one_value_are_seen(string text, bool composite) => Assert.Equal(composite, IndicatorValue.Parse(text).IsComposite);

    [Fact]
    public void Hostile_text_is_words_and_takes_no_time()
    {
        foreach (var text in (string[])["99999999999999999999999999%", new string('9', 100_000), new string('≥', 100_000), "%%%", "1.2.3.4%", "\uD800", "((((", "-", "１２％", new string('、', 100_000) + "5%"])
        {
            var value = IndicatorValue.Parse(text);
            Assert.Equal(text, value.Text);
            Assert.True(value.Same(value));
        }
    }
}
