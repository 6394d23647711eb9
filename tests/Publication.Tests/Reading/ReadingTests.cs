using Budget.Contracts;
using Budget.V1;
using Grpc.Core;

namespace Budget.Publication.Tests.Reading;

public class GetDisclosureTests(District district)
{
    [Fact]
    public async Task Other_departments_see_it_only_once_it_is_published()
    {
        var its = await district.NewCase();
        await its.ToReviewed();
        var request = new GetDisclosureRequest { Name = its.Name() };
        await Expect.Refused(StatusCode.NotFound, async () => await district.Rpcs.GetDisclosureAsync(request, its.Stranger));
        await its.Approve();
        await its.Until(DisclosureState.Published);
        Assert.Equal(its.Name(), (await district.Rpcs.GetDisclosureAsync(request, its.Stranger)).Disclosure.Name);
    }

    [Fact]
    public async Task Another_district_never_sees_it()
    {
        var its = await district.NewCase();
        await its.ToPublished();
        await Expect.Refused(StatusCode.NotFound, async () => await district.Rpcs.GetDisclosureAsync(
            new() { Name = its.Name() }, District.PersonOf("putuo", "qian", "", [.. Roles.All])));
    }

    [Theory]
    [InlineData("")]
    [InlineData("districts//departments/101/disclosures/2025/versions/1")]
    [InlineData("../../../etc/passwd")]
    public async Task Refuses_what_is_no_name(string name) => await Expect.Malformed("name", async () =>
        await district.Rpcs.GetDisclosureAsync(new() { Name = name }, District.Person("sun", "", Roles.Reader)));
}

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

public class ListHistoryTests(District district)
{
    [Fact]
    public async Task Tells_who_did_what_when_over_all_versions()
    {
        var its = await district.NewCase();
        await its.ToPublished();
        await its.Correct();
        var history = await its.History();

        Assert.Equal(
            [("open", "zhang", 1), ("submit", "zhang", 1), ("review_secrecy", "li", 1), ("approve", "wang", 1), ("publish", "system", 1), ("correct", "zhang", 1), ("open", "zhang", 2)],
            history.Select(h => (h.Action, h.Caller, h.Version)));
        Assert.Equal(history.Select(h => h.At.ToDateTimeOffset()).Order(), history.Select(h => h.At.ToDateTimeOffset()));
        Assert.Equal(history, (await district.Rpcs.ListHistoryAsync(new() { Name = its.Name(2) }, its.Preparer)).Entries);
    }

    [Fact]
    public async Task Other_departments_learn_only_what_became_public()
    {
        var its = await district.NewCase();
        await its.ToPublished();
        var seen = (await district.Rpcs.ListHistoryAsync(new() { Name = its.Name() }, its.Stranger)).Entries;
        Assert.Equal(["publish"], seen.Select(h => h.Action));
    }
}
