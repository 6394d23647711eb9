using Budget.Desk.Comparing;

namespace Budget.Desk.Tests;

public class TextChangesTests
{
    [Fact]
    public void A_changed_number_is_struck_as_one_word()
    {
        var pieces = TextChanges.Pieces("小学教育项目支出 5,120.00 万元。", "小学教育项目支出 5,300.00 万元。");

        Assert.Equal([(Piece.Same, "小学教育项目支出 "), (Piece.Gone, "5,120.00"), (Piece.New, "5,300.00"), (Piece.Same, " 万元。")], pieces);
    }

    [Theory]
    [InlineData("", "新写的一句。")]
    [InlineData("删去的一句。", "")]
    [InlineData("与上年持平。", "减少 1.20 万元，下降 20.00%。")]
    public void Old_and_new_can_be_read_off_the_pieces(string before, string now)
    {
        var change = new TextChange("text:x#1", "一 第1句", TextChanges.Pieces(before, now));

        Assert.Equal(before, string.Concat(change.Before.Select(p => p.Text)));
        Assert.Equal(now, string.Concat(change.Now.Select(p => p.Text)));
    }

    [Fact]
    public void A_text_of_any_length_is_compared_in_bounded_work()
    {
        var pieces = TextChanges.Pieces(new string('甲', 50_000), new string('乙', 50_000));

        Assert.Equal(2, pieces.Count);
    }

    [Theory]
    [InlineData("一句。两句；三句", new[] { "一句。", "两句；", "三句" })]
    [InlineData("", new string[0])]
    public void A_paragraph_falls_into_its_sentences(string paragraph, string[] sentences) => Assert.Equal(sentences, TextChanges.Split(paragraph));
}
