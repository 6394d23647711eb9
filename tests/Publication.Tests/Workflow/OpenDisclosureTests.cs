using Budget.Contracts;
using Budget.V1;
using Grpc.Core;

namespace Budget.Publication.Tests.Workflow;

public class OpenDisclosureTests(District district)
{
    [Fact]
    public async Task Opens_a_draft_and_writes_who_did_it()
    {
        var its = await district.NewCase();
        var opened = await its.Open();

        Assert.Equal((its.Name(), its.Department, Case.Year, 1, DisclosureState.Draft), (opened.Name, opened.Department, opened.Year, opened.Version, opened.State));
        Assert.Null(opened.Budget);
        Assert.Equal(opened, await its.Get());
        var entry = Assert.Single(await its.History());
        Assert.Equal(("open", "zhang", DisclosureState.Unspecified, DisclosureState.Draft), (entry.Action, entry.Caller, entry.From, entry.To));
    }

    [Fact]
    public async Task Refuses_a_second_one_for_the_year()
    {
        var its = await district.NewCase();
        await its.Open();
        await Expect.Reason(StatusCode.AlreadyExists, "ALREADY_OPEN", its.Open);
    }

    [Fact]
    public async Task Of_several_at_once_one_opens()
    {
        var its = await district.NewCase();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            try
            {
                await its.Open();
                return StatusCode.OK;
            }
            catch (RpcException e)
            {
                return e.StatusCode;
            }
        }));
        Assert.Equal([StatusCode.OK, .. Enumerable.Repeat(StatusCode.AlreadyExists, 5)], answers.Order());
        Assert.Single(await its.History());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-2025)]
    [InlineData(1999)]
    [InlineData(int.MaxValue)]
    public async Task Refuses_a_year_without_an_edition(int year)
    {
        var its = await district.NewCase(withBudget: false);
        await Expect.Malformed("year", async () => await district.Rpcs.OpenDisclosureAsync(new() { Department = its.Department, Year = year }, its.Preparer));
    }

    [Theory]
    [InlineData("../../etc")]
    [InlineData("101/../102")]
    [InlineData("1\0")]
    [InlineData("一〇一")]
    [InlineData("'; DROP TABLE Disclosures; --")]
    public async Task Refuses_what_is_no_department_code(string code) => await Expect.Malformed("department", async () =>
        await district.Rpcs.OpenDisclosureAsync(new() { Department = code, Year = Case.Year, Archive = true }, District.Person("qian", "", Roles.FinanceReviewer)));

    [Theory]
    [InlineData("")]
    [InlineData("no-such")]
    public async Task Refuses_a_department_that_is_not_registered(string code) => await Expect.Refused(StatusCode.NotFound, async () =>
        await district.Rpcs.OpenDisclosureAsync(new() { Department = code, Year = Case.Year, Archive = true }, District.Person("qian", "", Roles.FinanceReviewer)));

    [Fact]
    public async Task Refuses_a_department_that_is_not_the_callers()
    {
        var its = await district.NewCase(withBudget: false);
        await Expect.Refused(StatusCode.PermissionDenied, async () =>
            await district.Rpcs.OpenDisclosureAsync(new() { Department = its.Department, Year = Case.Year }, its.Stranger));
    }

    [Fact]
    public async Task Another_district_does_not_find_the_department()
    {
        var its = await district.NewCase(withBudget: false);
        await Expect.Refused(StatusCode.NotFound, async () => await district.Rpcs.OpenDisclosureAsync(
            new() { Department = its.Department, Year = Case.Year }, District.PersonOf("putuo", "zhang", its.Department, Roles.Preparer)));
    }

    [Fact]
    public async Task Only_a_finance_reviewer_opens_what_was_made_elsewhere()
    {
        var its = await district.NewCase(withBudget: false);
        var request = new OpenDisclosureRequest { Department = its.Department, Year = Case.Year, Archive = true };
        await Expect.Reason(StatusCode.PermissionDenied, "WRONG_ROLE", async () => await district.Rpcs.OpenDisclosureAsync(request, its.Preparer));
        Assert.True((await district.Rpcs.OpenDisclosureAsync(request, its.Finance)).Disclosure.Archive);
    }

    [Fact]
    public async Task A_finance_reviewer_does_not_open_a_departments_own()
    {
        var its = await district.NewCase(withBudget: false);
        await Expect.Reason(StatusCode.PermissionDenied, "WRONG_ROLE", async () =>
            await district.Rpcs.OpenDisclosureAsync(new() { Department = its.Department, Year = Case.Year }, its.Finance));
    }
}
