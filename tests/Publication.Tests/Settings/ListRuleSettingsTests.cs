using Budget.Contracts;

namespace Budget.Publication.Tests.Settings;

public sealed class ListRuleSettingsTests(District district)
{
    [Fact]
    public async Task Lists_nothing_where_nothing_was_decided() => Assert.Empty((await district.Rpcs.ListRuleSettingsAsync(new(),
        District.PersonOf("s" + Guid.NewGuid().ToString("N")[..12], "sun", "", Roles.Reader))).Revisions);

    [Fact]
    public async Task Refuses_a_page_token_it_did_not_give() => await Expect.Malformed("page_token", async () =>
        await district.Rpcs.ListRuleSettingsAsync(new() { PageToken = "nonsense" }, District.Person("sun", "", Roles.Reader)));
}
