using System.Collections.Concurrent;
using Budget.Hosting;
using Budget.Rpc.Tests.Echo;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Budget.Rpc.Tests;

public sealed class InterceptorTests
{
    static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_kind_of_call_passes_the_interceptors_of_both_sides_in_order()
    {
        var seen = new ConcurrentQueue<string>();
        await using var server = await EchoServer.Start(
            s => s.AddSingleton(new Seen("server", seen)), grpc: o => o.Interceptors.Add<Seen>());
        var client = new EchoService.EchoServiceClient(server.Channel().Intercept(new Seen("outer", seen), new Seen("inner", seen)));

        await client.EchoAsync(new EchoRequest(), cancellationToken: Now);
        client.Echo(new EchoRequest(), cancellationToken: Now);
        using (var call = client.Expand(new EchoRequest { Count = 1 }, cancellationToken: Now))
        {
            Assert.True(await call.ResponseStream.MoveNext(Now));
        }
        using (var call = client.Collect(cancellationToken: Now))
        {
            await call.RequestStream.CompleteAsync();
            await call;
        }
        using (var call = client.Chat(cancellationToken: Now))
        {
            await call.RequestStream.CompleteAsync();
            Assert.False(await call.ResponseStream.MoveNext(Now));
        }

        Assert.Equal(
            new[] { "unary", "blocking", "server stream", "client stream", "duplex" }
                .SelectMany(kind => new[] { $"outer {kind}", $"inner {kind}", $"server {(kind == "blocking" ? "unary" : kind)}" }),
            seen);
    }

    [Fact]
    public async Task An_interceptor_changes_the_headers()
    {
        await using var server = await EchoServer.Start();
        var invoker = server.Channel().Intercept(headers => new Metadata { { "x-department", "added" } });

        var answer = await new EchoService.EchoServiceClient(invoker)
            .EchoAsync(new EchoRequest { Mode = "headers", Text = "x-department" }, cancellationToken: Now);

        Assert.Equal("added", answer.Text);
    }

    [Fact]
    public async Task Services_that_share_a_process_add_the_houses_interceptors_once_and_first()
    {
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddGrpcServer(o => o.Interceptors.Add<Seen>("a", new ConcurrentQueue<string>()))
            .AddGrpcServer(o => o.Interceptors.Add<Seen>("b", new ConcurrentQueue<string>()))
            .BuildServiceProvider();

        var interceptors = services.GetRequiredService<IOptions<GrpcServiceOptions>>().Value.Interceptors;

        Assert.Equal([typeof(DeadlineInterceptor), typeof(ErrorInterceptor), typeof(Seen), typeof(Seen)], interceptors.Select(i => i.Type));
    }

    sealed class Seen(string name, ConcurrentQueue<string> seen) : Interceptor
    {
        public override TResponse BlockingUnaryCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, BlockingUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            seen.Enqueue($"{name} blocking");
            return base.BlockingUnaryCall(request, context, continuation);
        }

        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            seen.Enqueue($"{name} unary");
            return base.AsyncUnaryCall(request, context, continuation);
        }

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
        {
            seen.Enqueue($"{name} server stream");
            return base.AsyncServerStreamingCall(request, context, continuation);
        }

        public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
            ClientInterceptorContext<TRequest, TResponse> context, AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation)
        {
            seen.Enqueue($"{name} client stream");
            return base.AsyncClientStreamingCall(context, continuation);
        }

        public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
            ClientInterceptorContext<TRequest, TResponse> context, AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation)
        {
            seen.Enqueue($"{name} duplex");
            return base.AsyncDuplexStreamingCall(context, continuation);
        }

        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        {
            seen.Enqueue($"{name} unary");
            return base.UnaryServerHandler(request, context, continuation);
        }

        public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
        {
            seen.Enqueue($"{name} client stream");
            return base.ClientStreamingServerHandler(requestStream, context, continuation);
        }

        public override Task ServerStreamingServerHandler<TRequest, TResponse>(
            TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
            ServerStreamingServerMethod<TRequest, TResponse> continuation)
        {
            seen.Enqueue($"{name} server stream");
            return base.ServerStreamingServerHandler(request, responseStream, context, continuation);
        }

        public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
            DuplexStreamingServerMethod<TRequest, TResponse> continuation)
        {
            seen.Enqueue($"{name} duplex");
            return base.DuplexStreamingServerHandler(requestStream, responseStream, context, continuation);
        }
    }
}
