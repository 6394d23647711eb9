using Budget.Contracts.Reading;
using Budget.Document;
using Budget.Document.Relations;
using Budget.V1;
using Microsoft.Extensions.Caching.Memory;

namespace Budget.Desk.Calls;

/// <summary>Figures and words of one draft: as they came, and read as a document.</summary>
public sealed record Content(DepartmentBudget Budget, V1.PerformanceTargets? Targets, DisclosureDocument Document)
{
    public Figures Figures { get; } = new(Document);
    public BudgetRevision BudgetRevision { get; init; } = new();
    public TargetsRevision? TargetsRevision { get; init; }
}

/// <summary>
/// Revisions are never changed, so what was read once is kept, by its number and hash. Whether a person may read it was decided when the service
/// named them the revision; whoever was named none finds nothing here.
/// </summary>
public sealed class Contents(DocumentReader reader) : IDisposable
{
    readonly MemoryCache read = new(new MemoryCacheOptions { SizeLimit = 400 });

    /// <summary>The draft that a disclosure pinned; null where it names none.</summary>
    public Task<Content?> Of(Caller caller, Disclosure disclosure, V1.Department department) => disclosure.Budget is not { Revision: > 0 } budget || budget.ContentHash.Length == 0
        ? Task.FromResult<Content?>(null)
        : Of(caller, department, disclosure.Year, budget.Revision, disclosure.Targets?.Revision ?? 0);

    /// <summary>A draft by its revisions; targets 0: none, -1 and budget 0: the newest, which is asked for each time.</summary>
    public async Task<Content?> Of(Caller caller, V1.Department department, int year, int budget, int targets)
    {
        var key = (caller.Person.District, caller.Person.Department, department.Code, year, budget, targets);
        if (budget > 0 && read.TryGetValue(key, out Content? known)) return known;
        var figures = caller.Services.Budgets.GetBudgetAsync(new() { Department = department.Code, Year = year, Revision = budget }, caller.Options).ResponseAsync;
        var promises = targets == 0 ? Task.FromResult<GetTargetsResponse?>(null) : Promises(caller, department, year, targets);
        var (saved, promised) = (await figures, await promises);
        var (document, violations) = reader.Read(department, saved.Budget, promised?.Targets);
        if (document is null) throw new InvalidOperationException($"Revision {saved.Revision.Revision} of {department.Code} cannot be read: {(violations.Count > 0 ? violations[0] : null)}");
        var content = new Content(saved.Budget, promised?.Targets, document) { BudgetRevision = saved.Revision, TargetsRevision = promised?.Revision };
        if (budget > 0) read.Set(key, content, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = TimeSpan.FromMinutes(30) });
        return content;
    }

    static async Task<GetTargetsResponse?> Promises(Caller caller, V1.Department department, int year, int revision)
    {
        try
        {
            return await caller.Services.Performance.GetTargetsAsync(new() { Department = department.Code, Year = year, Revision = Math.Max(0, revision) }, caller.Options);
        }
        catch (Grpc.Core.RpcException e) when (e.StatusCode == Grpc.Core.StatusCode.NotFound && revision < 0)
        {
            return null;
        }
    }

    public void Dispose() => read.Dispose();
}
