using Budget.Contracts;
using Budget.V1;

namespace Budget.Publication.Tests.Reading;

public class ListDisclosuresTests(District district)
{
    [Fact]
    public async Task Pages_through_everything_once_and_in_order()
    {
        var cases = new List<Case>();
        for (var i = 0; i < 5; i++)
        {
            cases.Add(await district.NewCase(withBudget: false));
            await cases[^1].Open();
        }
        var (names, token) = (new List<string>(), "");
        do
        {
            var page = await district.Rpcs.ListDisclosuresAsync(new() { PageSize = 2, PageToken = token, Year = Case.Year, State = DisclosureState.Draft }, cases[0].Finance);
            Assert.InRange(page.Disclosures.Count, 1, 2);
            names.AddRange(page.Disclosures.Select(d => d.Name));
            token = page.NextPageToken;
        }
        while (token.Length > 0);

        Assert.Equal(names.Distinct(), names);
        Assert.Superset(cases.Select(c => c.Name()).ToHashSet(), names.ToHashSet());
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
    }

    [Fact]
    public async Task Shows_ones_own_in_every_state_and_others_only_published()
    {
        var (draft, published) = (await district.NewCase(), await district.NewCase());
        await draft.Open();
        await published.ToPublished();

        var seen = (await district.Rpcs.ListDisclosuresAsync(new() { PageSize = 1000 }, draft.Preparer)).Disclosures;
        Assert.Contains(seen, d => d.Department == draft.Department);
        Assert.Contains(seen, d => d.Department == published.Department);
        Assert.All(seen.Where(d => d.Department != draft.Department), d => Assert.True(d.State is DisclosureState.Published or DisclosureState.Superseded));
        Assert.DoesNotContain((await district.Rpcs.ListDisclosuresAsync(new() { PageSize = 1000 }, published.Preparer)).Disclosures, d => d.Department == draft.Department);
    }

    [Fact]
    public async Task Filters_by_department_and_state()
    {
        var its = await district.NewCase();
        await its.Open();
        Assert.Single((await district.Rpcs.ListDisclosuresAsync(new() { Department = its.Department }, its.Finance)).Disclosures);
        Assert.Empty((await district.Rpcs.ListDisclosuresAsync(new() { Department = its.Department, State = DisclosureState.Submitted }, its.Finance)).Disclosures);
        Assert.Empty((await district.Rpcs.ListDisclosuresAsync(new() { Department = its.Department, Year = 2024 }, its.Finance)).Disclosures);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("MjAyNS8xLw")]
    [InlineData("MjAyNS8xLzEA")]
    [InlineData("OTk5OTk5OTk5OTk5OTkvMS8xMDE")]
    public async Task Refuses_a_page_token_that_is_not_ours(string token) => await Expect.Malformed("page_token", async () =>
        await district.Rpcs.ListDisclosuresAsync(new() { PageToken = token }, District.Person("sun", "", Roles.Reader)));

    [Theory]
    [InlineData("1\0")]
    [InlineData("../1")]
    public async Task Refuses_what_is_no_department_code(string code) => await Expect.Malformed("department", async () =>
        await district.Rpcs.ListDisclosuresAsync(new() { Department = code }, District.Person("sun", "", Roles.Reader)));

    [Theory]
    [InlineData(-1)]
    [InlineData(1001)]
    public async Task Refuses_an_impossible_page_size(int size) => await Expect.Malformed("page_size", async () =>
        await district.Rpcs.ListDisclosuresAsync(new() { PageSize = size }, District.Person("sun", "", Roles.Reader)));
}
