using System.Linq.Expressions;
using Budget.Hosting.Errors;
using Budget.Hosting.Outbox;
using Budget.Hosting.Storage;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Budget.Hosting.Revisions;

/// <summary>What a caller wants saved as the next revision.</summary>
public sealed record Draft(
    string District, string Department, int Year, string Edition, Content Content, int ExpectedRevision, Guid? RequestId, string SavedBy);

/// <summary>
/// Saving and reading of immutable revisions: optimistic concurrency, and a request id that makes a repeated call harmless.
/// One per application, because its compiled queries belong to the application's model.
/// </summary>
public sealed class RevisionStore(TimeProvider time)
{
    readonly Func<ServiceDb, string, string, int, int, CancellationToken, Task<RevisionRow?>> numbered =
        EF.CompileAsyncQuery((ServiceDb db, string district, string department, int year, int number, CancellationToken _) =>
            db.Set<RevisionRow>().FirstOrDefault(r => r.District == district && r.Department == department && r.Year == year && r.Number == number));

    readonly Func<ServiceDb, string, string, int, CancellationToken, Task<RevisionRow?>> newest =
        EF.CompileAsyncQuery((ServiceDb db, string district, string department, int year, CancellationToken _) =>
            db.Set<RevisionRow>().Where(r => r.District == district && r.Department == department && r.Year == year)
                .OrderByDescending(r => r.Number).FirstOrDefault());

    readonly Func<ServiceDb, string, string, int, CancellationToken, Task<Revision?>> newestHead =
        EF.CompileAsyncQuery((ServiceDb db, string district, string department, int year, CancellationToken _) =>
            db.Set<RevisionRow>().Where(r => r.District == district && r.Department == department && r.Year == year)
                .OrderByDescending(r => r.Number).Select(Head).FirstOrDefault());

    readonly Func<ServiceDb, string, string, Guid, CancellationToken, Task<Revision?>> requested =
        EF.CompileAsyncQuery((ServiceDb db, string district, string department, Guid id, CancellationToken _) =>
            db.Set<RevisionRow>().Where(r => r.District == district && r.Department == department && r.RequestId == id).Select(Head).FirstOrDefault());

    /// <summary>With its content; number 0 is the newest.</summary>
    public Task<RevisionRow?> FindAsync(ServiceDb db, string district, string department, int year, int number, CancellationToken cancellation) => number == 0
        ? newest(db, district, department, year, cancellation)
        : numbered(db, district, department, year, number, cancellation);

    /// <summary>
    /// Adds the next revision and its event in one commit. The newest revision is the answer, and nothing is added, if it
    /// has this very content already.
    /// </summary>
    public async Task<Revision> SaveAsync(ServiceDb db, Draft draft, Func<Revision, OutboxRow> announce, CancellationToken cancellation)
    {
        if (await AlreadySavedAsync(db, draft, cancellation) is { } before) return before;
        var row = new RevisionRow
        {
            District = draft.District,
            Department = draft.Department,
            Year = draft.Year,
            Number = draft.ExpectedRevision + 1,
            Edition = draft.Edition,
            ContentHash = draft.Content.Hash,
            Content = draft.Content.Bytes,
            SavedBy = draft.SavedBy,
            SavedAt = Microseconds(time.GetUtcNow()),
            RequestId = draft.RequestId,
        };
        db.Add(row);
        db.Add(announce(row.Head));
        try
        {
            await db.SaveChangesAsync(cancellation);
            return row.Head;
        }
        catch (DbUpdateException)
        {
            // Somebody saved between our look and our commit, and an index let only one of us through. A second look says
            // whether it was this same call sent twice, or another revision; if it was neither, the failure is a real one.
            db.ChangeTracker.Clear();
            if (await AlreadySavedAsync(db, draft, cancellation) is { } meanwhile) return meanwhile;
            throw;
        }
    }

    async Task<Revision?> AlreadySavedAsync(ServiceDb db, Draft draft, CancellationToken cancellation)
    {
        if (draft.RequestId is { } id && await requested(db, draft.District, draft.Department, id, cancellation) is { } first)
        {
            return first.ContentHash == draft.Content.Hash && first.Year == draft.Year ? first : throw RequestIdUsed(id, first);
        }
        var last = await newestHead(db, draft.District, draft.Department, draft.Year, cancellation);
        if (last is not null && last.ContentHash == draft.Content.Hash) return last;
        return (last?.Number ?? 0) == draft.ExpectedRevision ? null : throw Stale(draft, last?.Number ?? 0);
    }

    /// <summary>All revisions of one thing, newest first, before the number given.</summary>
    public Task<List<Revision>> HistoryAsync(ServiceDb db, string district, string department, int year, int before, int take, CancellationToken cancellation) =>
        Of(db, district).Where(r => r.Department == department && r.Year == year && r.Number < before).OrderByDescending(r => r.Number).Take(take).Select(Head)
            .ToListAsync(cancellation);

    /// <summary>The newest of each, by department and year, after the pair given.</summary>
    public Task<List<Revision>> NewestAsync(
        ServiceDb db, string district, string department, int year, string afterDepartment, int afterYear, int take, CancellationToken cancellation)
    {
        var rows = Newest(db, district);
        if (department.Length > 0) rows = rows.Where(r => r.Department == department);
        if (year != 0) rows = rows.Where(r => r.Year == year);
        if (afterDepartment.Length > 0)
        {
            rows = rows.Where(r => string.Compare(r.Department, afterDepartment) > 0 || (r.Department == afterDepartment && r.Year > afterYear));
        }
        return rows.OrderBy(r => r.Department).ThenBy(r => r.Year).Take(take).Select(Head).ToListAsync(cancellation);
    }

    /// <summary>The newest of each, with content.</summary>
    public static IQueryable<RevisionRow> Newest(ServiceDb db, string district)
    {
        var rows = Of(db, district);
        return rows.Where(r => !rows.Any(later => later.Department == r.Department && later.Year == r.Year && later.Number > r.Number));
    }

    static IQueryable<RevisionRow> Of(ServiceDb db, string district) => db.Set<RevisionRow>().Where(r => r.District == district);

    static readonly Expression<Func<RevisionRow, Revision>> Head = r => new Revision(r.Department, r.Year, r.Number, r.Edition, r.ContentHash, r.SavedBy, r.SavedAt);

    /// <summary>As the databases keep it, so that the first answer equals every later one.</summary>
    static DateTimeOffset Microseconds(DateTimeOffset moment) => new(moment.UtcTicks - moment.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);

    static RpcException Stale(Draft draft, int newest) => RichStatus.Refused(StatusCode.Aborted, "STALE_REVISION",
        newest == 0
            ? $"部门 {draft.Department} {draft.Year} 年还没有任何版本，您依据的却是第 {draft.ExpectedRevision} 版；首次保存请填 expected_revision 0。 / Department {draft.Department} has no revision for {draft.Year} yet, but you expected {draft.ExpectedRevision}; send expected_revision 0 for the first."
            : $"部门 {draft.Department} {draft.Year} 年最新为第 {newest} 版，您依据的是第 {draft.ExpectedRevision} 版；请读取第 {newest} 版，合并后再保存。 / The newest revision is {newest}, you expected {draft.ExpectedRevision}; read revision {newest}, merge, and save again.",
        ("newest_revision", newest.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    static RpcException RequestIdUsed(Guid id, Revision first) => RichStatus.Refused(StatusCode.AlreadyExists, "REQUEST_ID_USED",
        $"请求编号 {id} 已用于保存 {first.Year} 年第 {first.Number} 版，而这次内容不同；请换一个新的请求编号。 / Request id {id} already saved revision {first.Number} of {first.Year} with other content; use a new id.",
        ("revision", first.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)));
}
