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
