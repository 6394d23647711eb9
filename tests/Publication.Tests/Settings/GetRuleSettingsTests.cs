using Budget.Contracts;

namespace Budget.Publication.Tests.Settings;

public sealed class GetRuleSettingsTests(District district)
{
    [Fact]
    public async Task Without_a_decision_there_is_no_revision_and_every_band_at_its_usual_value()
    {
        var answer = await district.Rpcs.GetRuleSettingsAsync(new() { Year = 2025 }, District.PersonOf("s" + Guid.NewGuid().ToString("N")[..12], "sun", "", Roles.Reader));

        Assert.Null(answer.Revision);
        Assert.NotEmpty(answer.Bands);
    }

    [Fact]
    public async Task Refuses_a_question_without_a_year() => await Expect.Malformed("year", async () =>
        await district.Rpcs.GetRuleSettingsAsync(new(), District.Person("sun", "", Roles.Reader)));
}
