using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Budget.Hosting;
using Budget.Hosting.Errors;
using Budget.Rpc.Tests.Echo;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Budget.Rpc.Tests;

/// <summary>The house's gRPC server with the echo service, on a real socket.</summary>
public sealed class EchoServer : IAsyncDisposable
{
    readonly WebApplication app;
    readonly List<GrpcChannel> channels = [];

    EchoServer(WebApplication app) => this.app = app;

    public Uri Address { get; private set; } = null!;

    public ConcurrentQueue<string> Log { get; } = new();

    public EchoRpcs Rpcs { get; } = new();

    public static async Task<EchoServer> Start(
        Action<IServiceCollection>? services = null, Action<ListenOptions>? listen = null, Action<GrpcServiceOptions>? grpc = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        var server = (EchoServer?)null;
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(new Recorder(line => server!.Log.Enqueue(line)));
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, o =>
        {
            o.Protocols = HttpProtocols.Http2;
            listen?.Invoke(o);
        }));
        builder.Services.AddGrpcServer(grpc);
        builder.Services.AddSingleton(_ => server!.Rpcs);
        services?.Invoke(builder.Services);
        server = new EchoServer(builder.Build());
        server.app.MapGrpcServer();
        server.app.MapGrpcService<EchoRpcs>();
        await server.app.StartAsync();
        server.Address = new Uri(server.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return server;
    }

    public GrpcChannel Channel(Action<GrpcChannelOptions>? configure = null)
    {
        var channel = GrpcClients.Channel(Address, configure);
        channels.Add(channel);
        return channel;
    }

    public EchoService.EchoServiceClient Client(Action<GrpcChannelOptions>? configure = null) => new(Channel(configure));

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in channels)
        {
            channel.Dispose();
        }
        await StopAsync();
        await app.DisposeAsync();
    }

    public async Task StopAsync()
    {
        using var hurry = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await app.StopAsync(hurry.Token);
    }

    sealed class Recorder(Action<string> record) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            record($"{logLevel}: {formatter(state, exception)} {exception}");

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public void Dispose()
        {
        }
    }
}

public sealed class EchoRpcs : EchoService.EchoServiceBase
{
    public const string Secret = "password=hunter2";
    readonly ConcurrentDictionary<string, int> attempts = new();

    /// <summary>Completed once a handler has seen that its caller gave up.</summary>
    public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Attempts(string text) => attempts.GetValueOrDefault(text);

    public override async Task<EchoResponse> Echo(EchoRequest request, ServerCallContext context)
    {
        var attempt = attempts.AddOrUpdate(request.Text, 1, (_, n) => n + 1);
        switch (request.Mode)
        {
            case "wait":
                await Wait(context);
                break;
            case "throw":
                throw new InvalidOperationException($"Server=10.0.0.7;{Secret}");
            case "own timeout":
                throw new TaskCanceledException($"The call to {Secret} took too long.");
            case "flaky" when attempt <= request.Count:
                throw new RpcException(new Status(StatusCode.Unavailable, "come again"));
            case "refuse":
                throw new RpcException(new Status(StatusCode.AlreadyExists, "名称已存在"));
            case "violations":
                throw RichStatus.InvalidArgument("有字段填写错误", Enumerable.Range(0, request.Count)
                    .Select(i => ($"tables[{i}].rows[0].amount_fen", $"应为整数分，例如 {i}00")));
            case "findings":
                throw RichStatus.FailedPrecondition("有未解决的错误", ("REV-005", "table-1/total", "收入总计应等于支出总计"), ("EXP-001", "table-3", "差额 0.01"));
            case "refuse by name":
                throw new RpcException(new Status(StatusCode.NotFound, $"没有部门 {request.Text}"));
            case "refuse each":
                throw RichStatus.InvalidArgument($"没有部门 {request.Text}", (request.Text, request.Text), (request.Text, request.Text));
            case "refuse with facts":
                throw RichStatus.Refused(StatusCode.NotFound, "NO_DEPARTMENT", request.Text, ("department", request.Text));
            case "stale":
                throw RichStatus.Refused(StatusCode.Aborted, "STALE_REVISION", "请重新读取后再保存", ("current", "7"));
            case "internal of another":
                throw new RpcException(new Status(StatusCode.Internal, Secret));
            case "call nobody":
                using (var channel = GrpcClients.Channel(new Uri("http://127.0.0.1:1"), o => o.ServiceConfig = null))
                {
                    return await new EchoService.EchoServiceClient(channel).EchoAsync(request, context.Onward());
                }
            case "deadline":
                return new EchoResponse { Text = context.Deadline.ToString("O", CultureInfo.InvariantCulture) };
            case "headers":
                return new EchoResponse { Text = context.RequestHeaders.GetValue(request.Text) ?? "" };
            case "onward":
                var onward = context.Onward();
                return new EchoResponse
                {
                    Text = $"{onward.Headers!.GetValue("authorization")} {onward.Deadline == context.Deadline} {onward.CancellationToken == context.CancellationToken}",
                };
            case "http":
                return new EchoResponse { Text = context.GetHttpContext().Request.Path };
            case "big":
                return new EchoResponse { Text = new string('x', request.Count) };
        }
        return new EchoResponse { Text = request.Text, Count = attempt };
    }

    public override async Task<EchoResponse> Collect(IAsyncStreamReader<EchoRequest> requestStream, ServerCallContext context)
    {
        var texts = new List<string>();
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            texts.Add(request.Text);
        }
        return new EchoResponse { Text = string.Concat(texts), Count = texts.Count };
    }

    public override async Task Expand(EchoRequest request, IServerStreamWriter<EchoResponse> responseStream, ServerCallContext context)
    {
        for (var i = 1; i <= request.Count; i++)
        {
            await responseStream.WriteAsync(new EchoResponse { Text = request.Text, Count = i }, context.CancellationToken);
        }
        if (request.Mode == "wait")
        {
            await Wait(context);
        }
        if (request.Mode == "throw")
        {
            throw new InvalidOperationException(Secret);
        }
    }

    public override async Task Chat(
        IAsyncStreamReader<EchoRequest> requestStream, IServerStreamWriter<EchoResponse> responseStream, ServerCallContext context)
    {
        var count = 0;
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            await responseStream.WriteAsync(new EchoResponse { Text = request.Text, Count = ++count }, context.CancellationToken);
        }
    }

    public override Task<EveryField> Everything(EveryField request, ServerCallContext context) => Task.FromResult(request);

    async Task Wait(ServerCallContext context)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        }
        finally
        {
            Cancelled.TrySetResult();
        }
    }
}
