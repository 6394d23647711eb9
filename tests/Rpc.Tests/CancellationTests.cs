using Budget.Rpc.Tests.Echo;
using Grpc.Core;

namespace Budget.Rpc.Tests;

public sealed class CancellationTests
{
    static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_caller_that_gives_up_stops_the_handler()
    {
        await using var server = await EchoServer.Start();
        using var cancel = new CancellationTokenSource();
        var call = server.Client().EchoAsync(new EchoRequest { Mode = "wait", Text = "c" }, cancellationToken: cancel.Token);
        while (server.Rpcs.Attempts("c") == 0)
        {
            await Task.Delay(10, Now);
        }

        await cancel.CancelAsync();

        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(async () => await call)).StatusCode);
        await server.Rpcs.Cancelled.Task.WaitAsync(TimeSpan.FromSeconds(10), Now);
    }

    [Fact]
    public async Task Disposing_a_stream_stops_the_handler_and_is_no_error_in_the_log()
    {
        await using var server = await EchoServer.Start();
        using (var call = server.Client().Expand(new EchoRequest { Mode = "wait", Count = 1 }, cancellationToken: Now))
        {
            Assert.True(await call.ResponseStream.MoveNext(Now));
        }

        await server.Rpcs.Cancelled.Task.WaitAsync(TimeSpan.FromSeconds(10), Now);
        await Task.Delay(200, Now);
        Assert.DoesNotContain(server.Log, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cancellation_of_the_handlers_own_making_is_a_fault_and_not_the_callers()
    {
        await using var server = await EchoServer.Start();

        var e = await Assert.ThrowsAsync<RpcException>(async () =>
            await server.Client().EchoAsync(new EchoRequest { Mode = "own timeout" }, cancellationToken: Now));

        Assert.Equal(StatusCode.Internal, e.StatusCode);
        Assert.DoesNotContain(EchoRpcs.Secret, e.ToString());
    }
}
