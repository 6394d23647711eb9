using Budget.Hosting.Revisions;
using Budget.Hosting.Storage;
using Microsoft.EntityFrameworkCore;

namespace Budget.Budgets.Storage;

public abstract class BudgetsDb(DbContextOptions options) : ServiceDb(options)
{
    public DbSet<DepartmentRow> Departments => Set<DepartmentRow>();

    public DbSet<RevisionRow> Budgets => Set<RevisionRow>();

    public Task<DepartmentRow?> FindDepartmentAsync(string district, string code, CancellationToken cancellation) =>
        Departments.SingleOrDefaultAsync(d => d.DistrictCode == district && d.Code == code, cancellation);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<DepartmentRow>(DepartmentRow.Map);
        modelBuilder.Entity<RevisionRow>(row => RevisionRow.Map(row, "BudgetRevisions"));
    }
}

public sealed class SqliteBudgetsDb(DbContextOptions<SqliteBudgetsDb> options) : BudgetsDb(options);

public sealed class PostgresBudgetsDb(DbContextOptions<PostgresBudgetsDb> options) : BudgetsDb(options);
