using Budget.V1;

namespace Budget.Standalone;

/// <summary>
/// The invented district (虚构), the whole way: one department that goes straight through, one that its approver returns and that
/// is submitted again, and one whose figures do not add up until they are mended.
/// </summary>
static class DemoCommand
{
    public static Task<int> RunAsync(WalkOptions options, TextWriter console, CancellationToken cancellation)
    {
        console.WriteLine("示例区（虚构）：以下部门、人员和数字均为虚构，仅作演示。");
        return RunCommand.InDistrictAsync(options, console, async walk =>
        {
            await walk.TakeAsync(Read("101-government-office-2021.json"), archive: false);
            await ReturnedOnceAsync(walk, Read("201-education-2025.json"));
            await MendedAsync(walk, Read("301-city-management-2025.json"), Read("301-city-management-2025-mended.json"));
            return (Refused: 0, Published: 3);
        }, cancellation);
    }

    static async Task ReturnedOnceAsync(Walk walk, DisclosureFile file)
    {
        await walk.SaveAsync(file);
        var draft = await walk.OpenAsync(file);
        await walk.ReturnAsync(await MustSubmitAsync(walk, draft), "请核实培训费用途后再报。");
        await FinishAsync(walk, await MustSubmitAsync(walk, draft));
    }

    static async Task MendedAsync(Walk walk, DisclosureFile wrong, DisclosureFile mended)
    {
        await walk.SaveAsync(wrong);
        var draft = await walk.OpenAsync(wrong);
        if (await walk.SubmitAsync(draft) is not null) throw new InvalidOperationException("The gate let a sum that does not hold pass.");
        await walk.SaveAsync(mended);
        await FinishAsync(walk, await MustSubmitAsync(walk, draft));
    }

    static async Task FinishAsync(Walk walk, Disclosure submitted)
    {
        await walk.ReviewSecrecyAsync(submitted);
        await walk.ApproveAsync(submitted);
        await walk.PublishedAsync(submitted);
    }

    static async Task<Disclosure> MustSubmitAsync(Walk walk, Disclosure draft) =>
        await walk.SubmitAsync(draft) ?? throw new InvalidOperationException($"{draft.Name} was refused at submission.");

    static DisclosureFile Read(string file)
    {
        var (disclosure, _, problem) = GivenFile.Read(Path.Combine(AppContext.BaseDirectory, "Demo", file));
        return disclosure ?? throw new InvalidOperationException(problem);
    }
}
