using Budget.V1;

namespace Budget.Publication.Tests.Reading;

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
