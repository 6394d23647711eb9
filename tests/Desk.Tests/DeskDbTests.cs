using Budget.Desk.Storage;
using Budget.Hosting.Storage;

namespace Budget.Desk.Tests;

public class DeskDbTests
{
    [Theory]
    [InlineData(typeof(DeskSqlite))]
    [InlineData(typeof(DeskPostgres))]
    public void Migrations_match_the_model(Type context) => Assert.False(DesignTime.HasPendingChanges(context));
}
