using Budget.Contracts;
using Budget.Document.Rules;
using Budget.Document.Rules.Engine;
using Budget.V1;
using BasisKind = Budget.V1.BasisKind;
using Severity = Budget.V1.Severity;

namespace Budget.Publication.Tests.Checking;

public class ListRulesTests(District district)
{
    async Task<ListRulesResponse> List(ListRulesRequest request) => await district.Rpcs.ListRulesAsync(request, District.Person("sun", "101", Roles.Reader));

    [Fact]
    public async Task Gives_the_whole_book_explained_and_stamped()
    {
        var all = await List(new());
        Assert.Equal(RuleBook.Rules.Select(r => r.Id), all.Rules.Select(r => r.Id));
        Assert.Equal((RuleBook.Version, 2), (all.RuleBook, all.CodeLists.Count));
        Assert.All(all.CodeLists, l => Assert.True(l.Year >= 2021 && l.KnownUntil >= l.Year && l.Hash.Length == 16));
        var balance = all.Rules.Single(r => r.Id == "REV-005");
        Assert.Equal((Severity.Error, "REV", "收入", "Revenue", "预算法 第三十二条", BasisKind.Law), (balance.Severity, balance.Chapter, balance.ChapterName, balance.ChapterNameEn, balance.Basis.Text, balance.Basis.Kind));
        Assert.All(all.Rules, r => Assert.DoesNotContain("", new[] { r.Title, r.TitleEn, r.Why, r.WhyEn, r.Mend, r.MendEn, r.Needs, r.NeedsEn, r.Breaks, r.Holds, r.Basis.Text }));
    }

    [Fact]
    public async Task Filters_by_chapter_edition_and_year()
    {
        Assert.All((await List(new() { Chapter = "TPE" })).Rules, r => Assert.StartsWith("TPE-", r.Id));
        Assert.DoesNotContain((await List(new() { Year = 2020 })).Rules, r => r.Id == "STR-004");
        Assert.Contains((await List(new() { Year = 2021 })).Rules, r => r.Id == "STR-004");
        Assert.Equal(RuleBook.Rules.Count, (await List(new() { Edition = "shanghai-2025" })).Rules.Count);
    }

    [Fact]
    public async Task Names_the_filter_that_fits_nothing()
    {
        await Expect.Malformed("chapter", () => List(new() { Chapter = "ABC" }));
        await Expect.Malformed("edition", () => List(new() { Edition = "nowhere-2025" }));
    }
}
