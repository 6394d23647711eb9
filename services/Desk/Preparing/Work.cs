using Budget.Desk.Calls;
using Budget.Desk.Frame;
using Budget.V1;
using Grpc.Core;

namespace Budget.Desk.Preparing;

/// <summary>A department's year as its preparer works on it: the newest draft and what the rule book says of it.</summary>
/// <param name="Report">Null: saved, but the check did not answer.</param>
public sealed record Work(Disclosure Disclosure, Department Department, Content Content, CheckReport? Report, Deadline? Deadline, IReadOnlyList<HistoryEntry> History)
{
    public int Year => Disclosure.Year;
    public string Address => $"/work/{Year}";
    public bool IsDraft => Disclosure.State == DisclosureState.Draft;
    public IEnumerable<Finding> Findings => Report?.Findings ?? [];
    public IEnumerable<Finding> Errors => Findings.Where(f => f.Severity == Severity.Error && f.Accepted is null);
    public IEnumerable<Finding> Unexplained => Findings.Where(f => f.Severity == Severity.Warning && f.Accepted is null);
    public IEnumerable<Finding> Accepted => Findings.Where(f => f.Accepted is not null);
    public IEnumerable<Finding> Hints => Findings.Where(f => f.Severity == Severity.Info && f.Accepted is null);

    /// <summary>The place of a finding, as cells and sentences name theirs.</summary>
    public static string KeyOf(Finding finding)
    {
        var key = finding.Fingerprint[(finding.Fingerprint.IndexOf('@', StringComparison.Ordinal) + 1)..];
        return key.LastIndexOf('#') is > 0 and var ordinal && key[(ordinal + 1)..].All(char.IsAsciiDigit) ? key[..ordinal] : key;
    }

    /// <summary>The table a finding stands in; null where it stands in none.</summary>
    public Document.Table? TableOf(Finding finding) =>
        KeyOf(finding) is var key && key.StartsWith("table:", StringComparison.Ordinal) ? Content.Document.Tables.FirstOrDefault(t => $"table:{t.Role}" == key.Split('/', 2)[0]) : null;

    public IEnumerable<Finding> In(Document.Table table) => Findings.Where(f => f.Accepted is null && ReferenceEquals(TableOf(f), table));

    /// <summary>Where it is mended: its cell in the editor, or else its card.</summary>
    public string MendingAt(Finding finding) => TableOf(finding) is { } table ? $"{Address}/table/{table.Number}#{KeyOf(finding)}" : $"{Address}/check#{finding.Fingerprint}";
}

/// <summary>Loads it.</summary>
sealed class Workbench(Caller caller, Board board, Contents contents, Here here)
{
    public async Task<IReadOnlyList<Disclosure>> Mine() => [.. (await board.Disclosures()).Where(d => d.Department == caller.Person.Department).OrderByDescending(d => d.Year)];

    /// <summary>Null where nothing is open for the year.</summary>
    public async Task<Work?> Read(int year)
    {
        if ((await Mine()).FirstOrDefault(d => d.Year == year) is not { } listed) return null;
        var department = await board.Department(listed.Department);
        here.District = department.District;
        var (whole, deadlines, history, check) = (board.Whole(listed.Name), board.Deadlines(year), board.History(listed.Name), Check(listed.Name));
        var content = await contents.Of(caller, department, year, 0, -1);
        return new(await whole, department, content!, await check, (await deadlines).GetValueOrDefault(department.Code), await history);
    }

    async Task<CheckReport?> Check(string name)
    {
        try
        {
            return (await caller.Services.Disclosures.CheckDisclosureAsync(new() { Name = name }, caller.Options)).Report;
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.FailedPrecondition or StatusCode.ResourceExhausted)
        {
            return null;
        }
    }
}
