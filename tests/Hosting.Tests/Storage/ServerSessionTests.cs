using Budget.Hosting.Storage;
using Budget.Testing;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Budget.Hosting.Tests.Storage;

public class ServerSessionTests
{
    [Fact]
    public async Task The_server_is_told_how_long_to_wait_for_a_client_that_is_gone()
    {
        var settings = Read(await (await Postgres.Running()).NewDatabase());
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["10", "5", "3", "20000", "15s", "35s", "0"], await Show("tcp_keepalives_idle", "tcp_keepalives_interval", "tcp_keepalives_count",
            "tcp_user_timeout", "idle_in_transaction_session_timeout", "statement_timeout", "idle_session_timeout"));

        async Task<List<string>> Show(params string[] names)
        {
            var values = new List<string>();
            foreach (var name in names)
            {
                await using var show = new NpgsqlCommand($"SHOW {name}", connection);
                values.Add((string)(await show.ExecuteScalarAsync())!);
            }
            return values;
        }
    }

    [Fact]
    public void What_the_connection_string_says_holds()
    {
        var asSet = Session("Host=x;Maximum Pool Size=40;No Reset On Close=false;Tcp Keepalive=false;Timeout=9;Options=-c statement_timeout=1000");
        Assert.Equal((40, false, false, 9), (asSet.MaxPoolSize, asSet.NoResetOnClose, asSet.TcpKeepAlive, asSet.Timeout));
        Assert.EndsWith("-c statement_timeout=1000", asSet.Options, StringComparison.Ordinal);
        var usual = Session("Host=x");
        Assert.Equal((15, true, true), (usual.MaxPoolSize, usual.NoResetOnClose, usual.TcpKeepAlive));
        Assert.Equal(7, Session("Host=x", "7").MaxPoolSize);
    }

    [Theory, InlineData("0"), InlineData("many")]
    public void A_limit_that_is_none_is_refused_by_its_name(string limit) =>
        Assert.Contains("Database:MaxConnections", Assert.Throws<InvalidOperationException>(() => Session("Host=x", limit)).Message, StringComparison.Ordinal);

    static NpgsqlConnectionStringBuilder Session(string connectionString, string? limit = null) => new(Read(connectionString, limit).ConnectionString);

    static DatabaseSettings Read(string connectionString, string? limit = null) => DatabaseSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["Database:Provider"] = "postgres",
        ["Database:ConnectionString"] = connectionString,
        ["Database:MaxConnections"] = limit,
    }).Build(), "/", "publication");
}
