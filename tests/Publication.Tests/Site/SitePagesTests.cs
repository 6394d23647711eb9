using System.Net;

namespace Budget.Publication.Tests.Site;

public class SitePagesTests(District district)
{
    [Fact]
    public async Task Serves_a_published_page_with_headers_that_keep_it_harmless()
    {
        var its = await district.NewCase();
        var published = await its.ToPublished();
        using var browser = Browser();
        using var page = await browser.GetAsync(published.Page, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal("text/html; charset=utf-8", page.Content.Headers.ContentType?.ToString());
        Assert.Equal("nosniff", page.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("default-src 'none'", page.Headers.GetValues("Content-Security-Policy").Single());
        Assert.False(page.Headers.Contains("Server"));
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(district.SiteFolder, published.Page, "index.html"), TestContext.Current.CancellationToken),
            await page.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Lets_the_pages_of_others_read_the_data_and_not_the_pages()
    {
        var published = await (await district.NewCase()).ToPublished();
        using var browser = Browser();
        foreach (var (file, type) in ((string, string)[])[("disclosure.json", "application/json; charset=utf-8"), ("data/figures.csv", "text/csv; charset=utf-8"),
            ("disclosure.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), ("disclosure.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")])
        {
            using var answer = await browser.GetAsync(published.Page + file, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(type, answer.Content.Headers.ContentType?.ToString());
            Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        }
        using var page = await browser.GetAsync(published.Page, TestContext.Current.CancellationToken);
        Assert.False(page.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData(".staging/")]
    [InlineData("dongxihu/2025/search/")]
    [InlineData("dongxihu/departments/")]
    [InlineData("../publication.db")]
    [InlineData("%2e%2e/publication.db")]
    [InlineData("..%2fpublication.db")]
    [InlineData("..%5cpublication.db")]
    [InlineData("dongxihu/2025/101/v1/../../../../../publication.db")]
    [InlineData("budget.v1.DisclosureService/ListDisclosures")]
    public async Task Answers_404_for_what_is_no_page_and_lists_no_folder(string path)
    {
        using var browser = Browser();
        using var answer = await browser.GetAsync(new Uri(district.SiteAddress, path), TestContext.Current.CancellationToken);
        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.BadRequest });
        Assert.DoesNotContain("SQLite", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Is_only_for_reading(string method)
    {
        using var browser = Browser();
        using var request = new HttpRequestMessage(new HttpMethod(method), "");
        using var answer = await browser.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    HttpClient Browser() => new() { BaseAddress = district.SiteAddress };
}
