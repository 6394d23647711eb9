using System.Text;
using System.Text.Json;
using Budget.Publication.Site;
using Budget.Typesetting.Tests;

namespace Budget.Publication.Tests.Site;

public class SearchIndexTests
{
    [Theory]
    [InlineData("培训费 11,919,501.84元", "培训 训费 11919501.84")]
    [InlineData("２０１０３０１　行政运行（一）", "2010301 行政 政运 运行")]
    [InlineData("OA协同，A、B", "oa 协同 a b")]
    [InlineData("表1.2.", "1.2")]
    [InlineData("", "")]
    public void Tokens_are_pairs_of_characters_and_whole_numbers_and_words(string text, string tokens) =>
        Assert.Equal(tokens.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), SearchIndex.Tokens(text).Order());

    [Fact]
    public void Whatever_the_page_shows_is_found_and_nothing_else_is_known()
    {
        var page = PublishedPage.OfDemo(PublishedPage.City);
        var tokens = SearchIndex.TokensOf(page.Files[0].Content).SelectMany(t => t.Split(' ')).ToHashSet();
        foreach (var words in (string[])["清扫保洁面积增加", "道路清扫保洁", "2120501", "42560000.00", "收支总预算"]) Assert.Empty(SearchIndex.Tokens(words).Except(tokens));
        Assert.DoesNotContain("sha256", tokens);
        Assert.DoesNotContain("viewport", tokens);
        var shown = SearchIndex.Tokens(page.Page.QuerySelector("main")!.TextContent.Replace("\n", " ")).ToHashSet();
        // A line break between two elements parts words; a browser's text runs them together. What is left over must be none of ours.
        Assert.Empty(tokens.Where(t => t.Length == 2 && !char.IsAscii(t[0])).Except(shown));
    }

    [Fact]
    public void Replacing_one_document_leaves_the_others_and_takes_out_what_is_gone()
    {
        var kept = SearchIndex.Replace(null, new Dictionary<string, string> { ["101"] = "甲乙", ["201"] = "丙丁", ["301"] = "戊己" }, new HashSet<string> { "101", "201", "301" });
        var now = JsonSerializer.Deserialize<Dictionary<string, string>>(SearchIndex.Replace(kept, new Dictionary<string, string> { ["201"] = "庚辛" }, new HashSet<string> { "101", "201" }))!;
        Assert.Equal(new() { ["101"] = "甲乙", ["201"] = "庚辛" }, now);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    public void A_damaged_file_is_begun_anew(string damaged) =>
        Assert.Equal("""{"101":"甲乙"}""", Encoding.UTF8.GetString(SearchIndex.Replace(Encoding.UTF8.GetBytes(damaged), new Dictionary<string, string> { ["101"] = "甲乙" }, new HashSet<string> { "101" })));

    [Fact]
    public void The_script_of_the_page_puts_tokens_into_the_same_files()
    {
        // The formula stands in C# and in JavaScript; this holds the one in the script to the one tested here.
        Assert.Contains("(token.charCodeAt(0) * 31 + (token.length > 1 ? token.charCodeAt(1) : 0)) % 64", SearchPages.Script);
        Assert.Equal(64, SearchIndex.Shards);
        Assert.Equal((('培' * 31) + '训') % 64, SearchIndex.ShardOf("培训"));
        Assert.Equal('a' * 31 % 64, SearchIndex.ShardOf("a"));
    }
}
