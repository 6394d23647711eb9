using Budget.Contracts;

namespace Budget.Publication.Tests.AsOf;

public sealed class ListPublicationsAsOfTests(District district)
{
    [Fact]
    public async Task Lists_what_is_public_now_where_no_moment_is_given()
    {
        var (draft, published) = (await district.NewCase(), await district.NewCase());
        await draft.Open();
        await published.ToPublished();

        var disclosures = (await district.Rpcs.ListPublicationsAsOfAsync(new() { Year = Case.Year, PageSize = 1000 }, draft.Reader)).Periods.Select(p => p.Disclosure).ToList();

        Assert.Contains(published.Name(), disclosures);
        Assert.DoesNotContain(draft.Name(), disclosures);
    }

    [Fact]
    public async Task Refuses_a_question_without_a_year() => await Expect.Malformed("year", async () =>
        await district.Rpcs.ListPublicationsAsOfAsync(new(), District.Person("sun", "", Roles.Reader)));
}
