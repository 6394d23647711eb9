using Budget.Budgets.Checking;
using Budget.Budgets.Storage;
using Budget.Contracts.Events;
using Budget.Contracts.Reading;
using Budget.Hosting;
using Budget.Hosting.Revisions;

namespace Budget.Budgets;

/// <summary>The program, also for tests and Standalone: they configure it before anything is read.</summary>
public static class BudgetsService
{
    public const int Port = 5101;

    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        configure?.Invoke(builder);
        builder.AddService(Port);
        builder.AddDatabase<BudgetsDb, SqliteBudgetsDb, PostgresBudgetsDb>();
        builder.AddBus<BudgetsDb>(bus => bus.Publishes(EventList.Of("budgets").Select(contract => (contract.Type, contract.Exchange, contract.ToEveryone))));
        builder.Services.AddSingleton(EditionFolder.Load(builder.Configuration["Editions"])).AddSingleton<DocumentReader>().AddSingleton<RevisionStore>().AddSingleton<OpenDrafts>();
        return builder.Build().MapService<BudgetRpcs, BudgetsDb>();
    }
}
