using Budget.Contracts;
using Budget.Desk.Calls;
using Budget.Desk.Comparing;
using Budget.Desk.Frame;
using Budget.Desk.Storage;
using Budget.Document;
using Budget.Document.Relations;
using Budget.V1;
using Grpc.Core;

namespace Budget.Desk.Approving;

/// <param name="Changed">Places that changed since the person looked; null: never looked.</param>
public sealed record QueueItem(Disclosure Disclosure, Department Department, Content? Content, Headline Headline, int? Changed, Deadline? Deadline)
{
    public string Address => ApprovingPages.Address(Disclosure);
    public int DaysLeft => Deadline?.HasDaysLeft == true ? Deadline.DaysLeft : int.MaxValue;
    public long? Fen => Content?.Figures.Amount(SubjectKind.Expenditure)?.Fen;
    public long? Rate => Content?.Figures.ChangeRate(SubjectKind.Expenditure);

    /// <summary>May be approved together with others: nothing is open and the person has looked at it.</summary>
    public bool MayBeTicked => !Headline.NeedsMind && Changed is not null;
}

/// <param name="Unread">Could not be read just now; counted apart and never as nothing.</param>
public sealed record QueueModel(IReadOnlyList<QueueItem> Items, IReadOnlyList<QueueItem> Shown, int AwaitingSecrecy, IReadOnlyList<Disclosure> Unread, int ApprovedToday, QueueFilter Filter);

public sealed record QueueFilter(string Words, string What, int Within, string Order);

/// <summary>What waits for an approver.</summary>
sealed class Queue(Caller caller, Board board, Contents contents, Looks looks, Here here)
{
    public async Task<QueueModel> Read(QueueFilter filter)
    {
        var all = await board.Disclosures();
        var departments = await board.Departments();
        here.District = departments.Values.FirstOrDefault()?.District ?? "";
        var submitted = all.Where(d => d.State == DisclosureState.Submitted).ToList();
        var ready = submitted.Where(d => d.SecrecyReview is { Outcome: SecrecyOutcome.Cleared }).ToList();
        var deadlines = new Dictionary<int, IReadOnlyDictionary<string, Deadline>>();
        foreach (var year in ready.Select(d => d.Year).Distinct()) deadlines[year] = await board.Deadlines(year);
        var seen = await looks.Of(caller.Person, caller.Cancellation);

        var read = await Task.WhenAll(ready.Select(async d =>
        {
            try
            {
                return (Disclosure: d, Item: await Item(d, departments, seen.GetValueOrDefault(d.Name), deadlines[d.Year].GetValueOrDefault(d.Department)));
            }
            catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.NotFound)
            {
                return (Disclosure: d, Item: (QueueItem?)null);
            }
        }));
        var items = Ordered(read.Where(r => r.Item is not null).Select(r => r.Item!), filter.Order).ToList();
        here.Waiting["/approvals"] = ready.Count;
        var today = all.Count(d => d.ApprovedBy == caller.Person.Id && d.State is DisclosureState.Approved or DisclosureState.Published);
        return new(items, [.. items.Where(i => Matches(i, filter))], submitted.Count - ready.Count, [.. read.Where(r => r.Item is null).Select(r => r.Disclosure)], today, filter);
    }

    async Task<QueueItem> Item(Disclosure listed, IReadOnlyDictionary<string, Department> departments, LookRow? look, Deadline? deadline)
    {
        var department = departments.GetValueOrDefault(listed.Department) ?? await board.Department(listed.Department);
        var (whole, history, content) = (board.Whole(listed.Name), board.History(listed.Name), contents.Of(caller, listed, department));
        var now = await content;
        return new(await whole, department, now, now is null ? new("", "plain", "", "", true) : Headline.Of(await whole, now, await history, here), await Changed(look, listed, department, now), deadline);
    }

    async Task<int?> Changed(LookRow? look, Disclosure disclosure, Department department, Content? now)
    {
        if (look is null || now is null) return null;
        if (look.Budget == (disclosure.Budget?.Revision ?? 0) && look.Targets == (disclosure.Targets?.Revision ?? 0)) return 0;
        var before = await contents.Of(caller, department, disclosure.Year, look.Budget, look.Targets);
        return before is null ? null : FigureChanges.Between(before, now).Count + TextChanges.Between(before, now).Count;
    }

    static IEnumerable<QueueItem> Ordered(IEnumerable<QueueItem> items, string order) => order switch
    {
        "money" => items.OrderByDescending(i => i.Fen),
        "change" => items.OrderByDescending(i => Math.Abs(i.Rate ?? 0)),
        _ => items.OrderBy(i => i.DaysLeft).ThenBy(i => i.Disclosure.Department, StringComparer.Ordinal),
    };

    static bool Matches(QueueItem item, QueueFilter filter) =>
        (filter.Words.Length == 0 || item.Department.Name.Contains(filter.Words, StringComparison.OrdinalIgnoreCase) || item.Headline.Line.Contains(filter.Words, StringComparison.OrdinalIgnoreCase)
            || item.Disclosure.Department == filter.Words || item.Content?.Budget.Tables.Any(t => t.Rows.Any(r => r.Code == filter.Words || r.Name == filter.Words)) == true
            || item.Content?.Budget.Projects.Any(p => p.Name.Contains(filter.Words, StringComparison.OrdinalIgnoreCase)) == true)
        && (filter.What.Length == 0 || item.Headline.Tag == filter.What)
        && (filter.Within == 0 || item.DaysLeft <= filter.Within);
}
