using Budget.Hosting;
using Budget.Rpc.Tests.Echo;
using Microsoft.Extensions.DependencyInjection;

namespace Budget.Rpc.Tests;

public sealed class SeveralAddressesTests
{
    static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_take_turns_over_the_instances_and_pass_by_one_that_is_gone()
    {
        await using var one = await EchoServer.Start();
        await using var two = await EchoServer.Start();
        await using var services = new ServiceCollection()
            .AddRpcClient<EchoService.EchoServiceClient>(_ => ServiceAddress.Read("Services:Echo", $"{one.Address}, {two.Address}"))
            .BuildServiceProvider();
        var client = services.GetRequiredService<EchoService.EchoServiceClient>();

        for (var call = 0; call < 20; call++) await client.EchoAsync(new EchoRequest { Text = "turn" }, cancellationToken: Now);
        Assert.Equal(20, one.Rpcs.Attempts("turn") + two.Rpcs.Attempts("turn"));
        Assert.InRange(one.Rpcs.Attempts("turn"), 5, 15);

        await one.StopAsync();
        for (var call = 0; call < 20; call++) Assert.Equal("on", (await client.EchoAsync(new EchoRequest { Text = "on" }, cancellationToken: Now)).Text);
        Assert.Equal(20, two.Rpcs.Attempts("on"));
    }

    [Fact]
    public async Task A_name_that_has_the_instances_addresses_is_resolved()
    {
        await using var server = await EchoServer.Start();
        await using var services = new ServiceCollection()
            .AddRpcClient<EchoService.EchoServiceClient>(_ => ServiceAddress.Read("Services:Echo", $"dns:///localhost:{server.Address.Port}"))
            .BuildServiceProvider();
        Assert.Equal("by name", (await services.GetRequiredService<EchoService.EchoServiceClient>().EchoAsync(new EchoRequest { Text = "by name" }, cancellationToken: Now)).Text);
    }

    [Theory, InlineData(""), InlineData("budgets:5101"), InlineData("https://budgets"), InlineData("http://a:1,b:2"), InlineData("dns:///"), InlineData("http://a:1/path")]
    public void What_is_no_address_is_refused_by_the_settings_name(string text) =>
        Assert.Contains("Services:Budgets", Assert.Throws<InvalidOperationException>(() => ServiceAddress.Read("Services:Budgets", text)).Message, StringComparison.Ordinal);
}
