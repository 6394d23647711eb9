using System.Globalization;
using Budget.Hosting;
using Budget.Rpc.Tests.Echo;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Budget.Rpc.Tests;

public sealed class DeadlineTests
{
    static CancellationToken Now => TestContext.Current.CancellationToken;

    /// <summary>A first call, so that the time that is measured is none of connecting; on a busy machine that alone outlasts a deadline, and the call never arrives.</summary>
    static async Task<EchoService.EchoServiceClient> Connected(EchoServer server)
    {
        var client = server.Client();
        await client.EchoAsync(new EchoRequest { Text = "first" }, cancellationToken: Now);
        return client;
    }

    [Fact]
    public async Task Ends_the_call_on_both_sides_when_the_deadline_passes()
    {
        await using var server = await EchoServer.Start();
        var client = await Connected(server);

        var e = await Assert.ThrowsAsync<RpcException>(async () => await client.EchoAsync(
            new EchoRequest { Mode = "wait" }, deadline: DateTime.UtcNow.AddSeconds(1), cancellationToken: Now));

        Assert.Equal(StatusCode.DeadlineExceeded, e.StatusCode);
        await server.Rpcs.Cancelled.Task.WaitAsync(TimeSpan.FromSeconds(10), Now);
    }

    [Fact]
    public async Task Ends_a_stream_when_its_deadline_passes()
    {
        await using var server = await EchoServer.Start();
        using var call = (await Connected(server)).Expand(
            new EchoRequest { Mode = "wait", Count = 2 }, deadline: DateTime.UtcNow.AddSeconds(2), cancellationToken: Now);

        var seen = 0;
        var e = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (var _ in call.ResponseStream.ReadAllAsync(Now))
            {
                seen++;
            }
        });

        Assert.Equal((StatusCode.DeadlineExceeded, 2), (e.StatusCode, seen));
        await server.Rpcs.Cancelled.Task.WaitAsync(TimeSpan.FromSeconds(10), Now);
    }

    [Fact]
    public async Task A_unary_call_without_a_deadline_gets_the_servers()
    {
        await using var server = await EchoServer.Start(s => s.AddSingleton(new DeadlineInterceptor(TimeSpan.FromMilliseconds(300))));

        var e = await Assert.ThrowsAsync<RpcException>(async () =>
            await server.Client().EchoAsync(new EchoRequest { Mode = "wait" }, cancellationToken: Now));

        Assert.Equal(StatusCode.DeadlineExceeded, e.StatusCode);
        Assert.Contains("已超过时限", e.Status.Detail);
    }

    [Fact]
    public async Task A_stream_without_a_deadline_outlasts_the_servers_limit()
    {
        await using var server = await EchoServer.Start(s => s.AddSingleton(new DeadlineInterceptor(TimeSpan.FromMilliseconds(100))));
        using var call = server.Client().Chat(cancellationToken: Now);

        await Task.Delay(400, Now);
        await call.RequestStream.WriteAsync(new EchoRequest { Text = "late" }, Now);

        Assert.True(await call.ResponseStream.MoveNext(Now));
    }

    [Fact]
    public async Task The_houses_clients_send_a_deadline_when_the_caller_sets_none_and_keep_one_that_is_set()
    {
        await using var server = await EchoServer.Start();
        await using var services = new ServiceCollection()
            .AddRpcClient<EchoService.EchoServiceClient>(_ => server.Address)
            .BuildServiceProvider();
        var client = services.GetRequiredService<EchoService.EchoServiceClient>();

        Assert.InRange(await Seen(null), DateTime.UtcNow.AddSeconds(15), DateTime.UtcNow + GrpcClients.DefaultDeadline + TimeSpan.FromSeconds(1));
        Assert.InRange(await Seen(DateTime.UtcNow.AddSeconds(5)), DateTime.UtcNow, DateTime.UtcNow.AddSeconds(6));

        async Task<DateTime> Seen(DateTime? deadline)
        {
            var answer = await client.EchoAsync(new EchoRequest { Mode = "deadline" }, deadline: deadline, cancellationToken: Now);
            return DateTime.Parse(answer.Text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
        }
    }

    [Fact]
    public async Task What_is_called_onward_keeps_identity_deadline_and_cancellation()
    {
        await using var server = await EchoServer.Start();

        var answer = await server.Client().EchoAsync(
            new EchoRequest { Mode = "onward" }, new Metadata { { "authorization", "Bearer x" } }, DateTime.UtcNow.AddSeconds(9), Now);

        Assert.Equal("Bearer x True True", answer.Text);
    }
}
