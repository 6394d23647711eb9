using Budget.Contracts;

namespace Budget.Publication.Tests.Deadlines;

public sealed class ListRepliesTests(District district)
{
    [Fact]
    public async Task Lists_nothing_for_a_department_without_a_reply()
    {
        var its = await district.NewCase(withBudget: false);

        Assert.Empty((await district.Rpcs.ListRepliesAsync(new() { Department = its.Department, Year = Case.Year }, its.Reader)).Replies);
    }

    [Fact]
    public async Task Refuses_what_is_no_department_code() => await Expect.Malformed("department", async () =>
        await district.Rpcs.ListRepliesAsync(new() { Department = "../1", Year = Case.Year }, District.Person("sun", "", Roles.FinanceReviewer)));
}
