using Budget.Hosting.Storage;
using Budget.Performance.Storage;

namespace Budget.Performance.Tests.Storage;

public sealed class PerformanceDbTests
{
    [Theory]
    [InlineData(typeof(SqlitePerformanceDb))]
    [InlineData(typeof(PostgresPerformanceDb))]
    public void Migrations_match_the_model(Type context) => Assert.False(DesignTime.HasPendingChanges(context));
}
