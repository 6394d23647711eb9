using Budget.Hosting.Errors;
using Budget.Rpc.Tests.Echo;
using Grpc.Core;

namespace Budget.Rpc.Tests;

public sealed class RetryTests
{
    static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tries_again_while_the_server_is_unavailable()
    {
        await using var server = await EchoServer.Start();

        var answer = await server.Client().EchoAsync(new EchoRequest { Text = "r", Mode = "flaky", Count = 2 }, cancellationToken: Now);

        Assert.Equal(3, answer.Count);
    }

    [Fact]
    public async Task Gives_up_after_four_attempts_with_the_servers_words()
    {
        await using var server = await EchoServer.Start();

        var e = await Assert.ThrowsAsync<RpcException>(async () =>
            await server.Client().EchoAsync(new EchoRequest { Text = "r", Mode = "flaky", Count = 99 }, cancellationToken: Now));

        Assert.Equal((StatusCode.Unavailable, "come again", 4), (e.StatusCode, e.Status.Detail, server.Rpcs.Attempts("r")));
    }

    [Fact]
    public async Task Does_not_repeat_a_call_that_was_refused()
    {
        await using var server = await EchoServer.Start();

        var e = await Assert.ThrowsAsync<RpcException>(async () =>
            await server.Client().EchoAsync(new EchoRequest { Text = "r", Mode = "refuse" }, cancellationToken: Now));

        Assert.Equal((StatusCode.AlreadyExists, "名称已存在", 1), (e.StatusCode, e.Status.Detail, server.Rpcs.Attempts("r")));
    }

    [Fact]
    public async Task A_service_behind_that_is_away_is_unavailable_and_why_is_told_to_the_log_alone()
    {
        await using var server = await EchoServer.Start();

        var e = await Assert.ThrowsAsync<RpcException>(async () =>
            await server.Client(o => o.ServiceConfig = null).EchoAsync(new EchoRequest { Mode = "call nobody" }, cancellationToken: Now));

        Assert.Equal(StatusCode.Unavailable, e.StatusCode);
        Assert.DoesNotContain("Socket", e.Status.Detail);
        Assert.Contains(server.Log, line => line.Contains("SocketException") && line.Contains(RichStatus.From(e).RequestId!));
    }
}
