using Budget.V1;

namespace Budget.Desk.Calls;

/// <summary>What the person may see of a year: disclosures (the newest version of each department), departments, deadlines. Asked once a request.</summary>
public sealed class Board(Caller caller)
{
    const int Most = 1000;

    Task<IReadOnlyList<Disclosure>>? disclosures;
    Task<IReadOnlyDictionary<string, Department>>? departments;

    /// <summary>Newest version of every department and year.</summary>
    public Task<IReadOnlyList<Disclosure>> Disclosures() => disclosures ??= ReadDisclosures();

    public Task<IReadOnlyDictionary<string, Department>> Departments() => departments ??= ReadDepartments();

    public async Task<Department> Department(string code) =>
        (await Departments()).GetValueOrDefault(code) ?? (await caller.Services.Budgets.GetDepartmentAsync(new() { Code = code }, caller.Options)).Department;

    public async Task<IReadOnlyDictionary<string, Deadline>> Deadlines(int year)
    {
        var found = new Dictionary<string, Deadline>(StringComparer.Ordinal);
        for (var token = ""; ;)
        {
            var page = await caller.Services.Disclosures.ListDeadlinesAsync(new() { Year = year, PageSize = Most, PageToken = token }, caller.Options);
            foreach (var deadline in page.Deadlines) found[deadline.Department] = deadline;
            if ((token = page.NextPageToken).Length == 0) return found;
        }
    }

    public async Task<Disclosure> Whole(string name) => (await caller.Services.Disclosures.GetDisclosureAsync(new() { Name = name }, caller.Options)).Disclosure;

    public async Task<IReadOnlyList<HistoryEntry>> History(string name) => (await caller.Services.Disclosures.ListHistoryAsync(new() { Name = name }, caller.Options)).Entries;

    async Task<IReadOnlyList<Disclosure>> ReadDisclosures()
    {
        var all = new List<Disclosure>();
        for (var token = ""; ;)
        {
            var page = await caller.Services.Disclosures.ListDisclosuresAsync(new() { PageSize = Most, PageToken = token }, caller.Options);
            all.AddRange(page.Disclosures);
            if ((token = page.NextPageToken).Length == 0) break;
        }
        return [.. all.GroupBy(d => (d.Department, d.Year)).Select(versions => versions.MaxBy(d => d.Version)!).OrderBy(d => d.Department, StringComparer.Ordinal)];
    }

    async Task<IReadOnlyDictionary<string, Department>> ReadDepartments()
    {
        var found = new Dictionary<string, Department>(StringComparer.Ordinal);
        for (var token = ""; ;)
        {
            var page = await caller.Services.Budgets.ListDepartmentsAsync(new() { PageSize = Most, PageToken = token }, caller.Options);
            foreach (var department in page.Departments) found[department.Code] = department;
            if ((token = page.NextPageToken).Length == 0) return found;
        }
    }
}
