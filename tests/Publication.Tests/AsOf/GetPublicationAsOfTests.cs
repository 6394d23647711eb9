using Budget.Testing;
using Budget.V1;
using Google.Protobuf.WellKnownTypes;

namespace Budget.Publication.Tests.AsOf;

public class GetPublicationAsOfTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Answers_what_the_public_saw_before_between_and_after_and_lists_and_pages_likewise(string database)
    {
        await using var district = await District.Start(database);
        var (its, other) = (await district.NewCase(), await district.NewCase());
        var before = district.Clock.GetUtcNow().AddSeconds(-2);
        var first = await its.ToPublished();
        district.Clock.Advance(TimeSpan.FromDays(2));
        await other.ToPublished();
        await its.Correct();
        await its.Submit(version: 2);
        await its.Review(version: 2);
        await its.Approve(version: 2);
        await its.Until(DisclosureState.Published, version: 2);

        Assert.Null((await district.Rpcs.GetPublicationAsOfAsync(new() { Department = its.Department, Year = Case.Year, At = before.ToTimestamp() }, its.Reader)).Period);
        var between = (await district.Rpcs.GetPublicationAsOfAsync(new() { Department = its.Department, Year = Case.Year, At = first.PublishedAt.ToDateTimeOffset().AddDays(1).ToTimestamp() }, its.Reader)).Period;
        var now = (await district.Rpcs.GetPublicationAsOfAsync(new() { Department = its.Department, Year = Case.Year }, other.Reader)).Period;
        Assert.Equal((1, PublicationKind.Published, its.Name()), (between.Version, between.Kind, between.Disclosure));
        Assert.Equal((2, between.To, (Timestamp?)null, "表3 数字更正"), (now.Version, now.From, now.To, now.Reason));
        Assert.NotEqual(between.ManifestSha256, now.ManifestSha256);

        var then = (await district.Rpcs.ListPublicationsAsOfAsync(new() { Year = Case.Year, At = first.PublishedAt.ToDateTimeOffset().AddDays(1).ToTimestamp() }, its.Reader)).Periods;
        Assert.Equal([its.Name()], then.Select(p => p.Disclosure));
        var page = await district.Rpcs.ListPublicationsAsOfAsync(new() { Year = Case.Year, PageSize = 1 }, its.Reader);
        var rest = await district.Rpcs.ListPublicationsAsOfAsync(new() { Year = Case.Year, PageSize = 1, PageToken = page.NextPageToken }, its.Reader);
        Assert.Equal([its.Name(2), other.Name()], page.Periods.Concat(rest.Periods).Select(p => p.Disclosure));
        Assert.Empty(rest.NextPageToken);

        var history = Path.Combine(district.SiteFolder, District.Code, "2025", its.Department, "history.html");
        await Eventually.True(async () => File.Exists(history) && (await File.ReadAllTextAsync(history, TestContext.Current.CancellationToken)).Contains("v2/changes.html"),
            "the history leads to the changes");
    }

    [Fact]
    public async Task Refuses_the_future_and_what_names_no_department_or_year()
    {
        await using var district = await District.Start();
        var its = await district.NewCase(withBudget: false);
        await Expect.Malformed("at", () => Ask(new() { Department = its.Department, Year = 2025, At = district.Clock.GetUtcNow().AddDays(1).ToTimestamp() }));
        await Expect.Malformed("at", () => Ask(new() { Department = its.Department, Year = 2025, At = new Timestamp { Seconds = long.MinValue } }));
        await Expect.Malformed("department", () => Ask(new() { Year = 2025 }));
        await Expect.Malformed("year", () => Ask(new() { Department = its.Department }));

        Task Ask(GetPublicationAsOfRequest request) => district.Rpcs.GetPublicationAsOfAsync(request, its.Reader).ResponseAsync;
    }
}
