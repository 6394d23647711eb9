using Budget.Rpc.Tests.Echo;
using Grpc.Core;

namespace Budget.Rpc.Tests;

public sealed class CallTests
{
    static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_unary_call_is_answered()
    {
        await using var server = await EchoServer.Start();

        var answer = await server.Client().EchoAsync(new EchoRequest { Text = "预算" }, cancellationToken: Now);

        Assert.Equal("预算", answer.Text);
    }

    [Fact]
    public async Task A_blocking_unary_call_is_answered()
    {
        await using var server = await EchoServer.Start();

        Assert.Equal("a", server.Client().Echo(new EchoRequest { Text = "a" }, cancellationToken: Now).Text);
    }

    [Fact]
    public async Task A_client_stream_is_collected_in_order()
    {
        await using var server = await EchoServer.Start();
        using var call = server.Client().Collect(cancellationToken: Now);

        foreach (var text in new[] { "a", "b", "c" })
        {
            await call.RequestStream.WriteAsync(new EchoRequest { Text = text }, Now);
        }
        await call.RequestStream.CompleteAsync();

        var answer = await call;
        Assert.Equal(("abc", 3), (answer.Text, answer.Count));
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task A_server_stream_arrives_complete_and_in_order()
    {
        await using var server = await EchoServer.Start();
        using var call = server.Client().Expand(new EchoRequest { Text = "x", Count = 1000 }, cancellationToken: Now);

        var counts = await call.ResponseStream.ReadAllAsync(Now).Select(r => r.Count).ToListAsync(Now);

        Assert.Equal(Enumerable.Range(1, 1000), counts);
    }

    [Fact]
    public async Task Both_sides_talk_in_turn()
    {
        await using var server = await EchoServer.Start();
        using var call = server.Client().Chat(cancellationToken: Now);

        for (var i = 1; i <= 10; i++)
        {
            await call.RequestStream.WriteAsync(new EchoRequest { Text = $"{i}" }, Now);
            Assert.True(await call.ResponseStream.MoveNext(Now));
            Assert.Equal(($"{i}", i), (call.ResponseStream.Current.Text, call.ResponseStream.Current.Count));
        }
        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext(Now));
    }

    [Fact]
    public async Task A_handler_reaches_its_HTTP_context_with_and_without_a_deadline()
    {
        await using var server = await EchoServer.Start();

        Assert.Equal("/echo.v1.EchoService/Echo", (await server.Client().EchoAsync(new EchoRequest { Mode = "http" }, cancellationToken: Now)).Text);
        Assert.Equal("/echo.v1.EchoService/Echo", (await server.Client().EchoAsync(
            new EchoRequest { Mode = "http" }, deadline: DateTime.UtcNow.AddSeconds(10), cancellationToken: Now)).Text);
    }

    [Fact]
    public async Task Headers_and_gzip_travel()
    {
        await using var server = await EchoServer.Start(grpc: o => o.ResponseCompressionAlgorithm = "gzip");
        var headers = new Metadata { { "x-department", "dongxihu" }, { "grpc-internal-encoding-request", "gzip" } };

        Assert.Equal("dongxihu", (await server.Client().EchoAsync(new EchoRequest { Mode = "headers", Text = "x-department" }, headers, cancellationToken: Now)).Text);
        Assert.Equal(10_000, (await server.Client().EchoAsync(new EchoRequest { Mode = "big", Count = 10_000 }, headers, cancellationToken: Now)).Text.Length);
    }

    [Fact]
    public async Task An_unknown_method_is_unimplemented()
    {
        await using var server = await EchoServer.Start();
        var marshaller = Marshallers.StringMarshaller;
        var method = new Method<string, string>(MethodType.Unary, "echo.v1.EchoService", "Nothing", marshaller, marshaller);

        var e = await Assert.ThrowsAsync<RpcException>(async () =>
            await server.Channel().CreateCallInvoker().AsyncUnaryCall(method, null, new CallOptions(cancellationToken: Now), ""));

        Assert.Equal(StatusCode.Unimplemented, e.StatusCode);
    }
}
