using System.Text;
using AngleSharp.Html.Parser;
using Budget.Contracts.Reading;
using Budget.Publication.AsOf;
using Budget.Publication.Proof;
using Budget.Publication.Site;
using Budget.Publication.Storage;
using Budget.Testing;
using Budget.Typesetting.OpenData;
using Budget.Typesetting.Tests;
using Budget.V1;

namespace Budget.Publication.Tests.Site;

/// <summary>The pages that say what was corrected, withheld, seen when, and how to check it.</summary>
public class TrustPagesTests
{
    static readonly DateTimeOffset Published = new(2026, 2, 6, 1, 30, 0, TimeSpan.Zero);

    public static TheoryData<string> Pages => [.. Made.Keys];

    static readonly Dictionary<string, Func<byte[]>> Made = new()
    {
        ["changes.html"] = () =>
        {
            var after = PublishedPage.OfDemo(PublishedPage.City);
            var before = after.File.Clone();
            var row = before.Budget.Tables[2].Rows[3];
            row.Cells.First(c => c.HasFen).Fen -= 1_234_56;
            before.Budget.PlanText = "原有<b>文字</b>。";
            before.Targets.Projects[0].Indicators[0].Value = "≥90%";
            return ChangesPage.Render(after.Document, new(2) { CorrectionReason = "表3有一处笔误 & 一处漏字" }, DisclosureComparison.Of(before, after.File, after.Document.Edition));
        },
        ["changes-of-withheld.html"] = () => ChangesPage.Render(PublishedPage.OfDemo(PublishedPage.City).Document, new(2), null),
        ["withheld.html"] = () => GapPage.Render(Row(), "误将涉及个人隐私的内容<公开>", Published.AddDays(1)),
        ["history.html"] = () => HistoryPage.Page("示例区", "示例区城市管理局", 2026,
        [
            new(1, Published, Published.AddDays(2), PublicationKind.Published, "a", 1, ""), new(2, Published.AddDays(2), Published.AddDays(5), PublicationKind.Published, "b", 3, "表3有一处笔误"),
            new(2, Published.AddDays(5), Published.AddDays(9), PublicationKind.PublishedInPart, "c", 4, "误公开个人信息"), new(2, Published.AddDays(9), null, PublicationKind.Withheld, "d", 5, "误公开个人信息"),
        ]),
        ["verify.html"] = ProofPages.HowToPage,
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public void Reads_as_it_was_agreed_and_is_valid_and_encodes_what_people_wrote(string page)
    {
        var html = Encoding.UTF8.GetString(Made[page]());
        var errors = new List<string>();
        var parser = new HtmlParser();
        parser.Error += (_, e) => errors.Add(((AngleSharp.Html.Dom.Events.HtmlErrorEvent)e).Message);
        var document = parser.ParseDocument(html);
        Assert.Empty(errors);
        Assert.Empty(document.QuerySelectorAll("script,b"));
        Assert.Single(document.QuerySelectorAll("h1"));
        Assert.NotNull(document.QuerySelector("main#main"));
        var ids = document.QuerySelectorAll("[id]").Select(e => e.Id).ToList();
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(document.QuerySelectorAll("a[href^='#']"), a => Assert.Contains(a.GetAttribute("href")![1..], ids));
        // The style is the same on every page and held by the document's golden file.
        Golden.Matches("../Golden/" + page, html[html.IndexOf("</style>", StringComparison.Ordinal)..]);
    }

    [Fact]
    public void What_the_how_to_page_tells_to_look_at_is_there_under_those_names()
    {
        var html = Encoding.UTF8.GetString(ProofPages.HowToPage());
        foreach (var name in new[] { Manifest.File, Manifest.SignatureFile, LogEntry.File, KeySet.File, CanonicalRows.File, "previous", "manifest", "signature", "key", "sha256", "merkle_root" }) Assert.Contains(name, html);
    }

    static DisclosureRow Row() => new()
    {
        District = "shili",
        DistrictName = "示例区",
        Department = "301",
        DepartmentName = "示例区城市管理局",
        Year = 2026,
        Version = 1,
        State = State.Withheld,
        PublishedAt = Published,
    };
}
