using System.Diagnostics;
using Budget.Hosting.Errors;
using Budget.Hosting.Storage;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Budget.Hosting;

/// <summary>
/// Turns whatever a handler throws into a status a stranger may see. What a handler chose (an <see cref="RpcException"/>) passes;
/// anything unexpected becomes INTERNAL with a request id, and the full story stands in the log under that id.
/// </summary>
public sealed class ErrorInterceptor(ILogger<ErrorInterceptor> log, IHostApplicationLifetime lifetime) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            BrokenRequest.RefuseBrokenText(request);
            return await continuation(request, context);
        }
        catch (Exception e)
        {
            throw Answer(e, context);
        }
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(new Requests<TRequest>(requestStream), context);
        }
        catch (Exception e)
        {
            throw Answer(e, context);
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            BrokenRequest.RefuseBrokenText(request);
            await continuation(request, responseStream, context);
        }
        catch (Exception e)
        {
            throw Answer(e, context);
        }
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(new Requests<TRequest>(requestStream), responseStream, context);
        }
        catch (Exception e)
        {
            throw Answer(e, context);
        }
    }

    RpcException Answer(Exception exception, ServerCallContext context) => exception switch
    {
        // A client in this process failed to reach another service: its words name hosts and ports.
        RpcException { StatusCode: StatusCode.Unavailable, Status.DebugException: not null } => Unavailable(exception, context),
        // Our handlers never choose these; they come from a service behind this one.
        RpcException { StatusCode: StatusCode.Unknown or StatusCode.Internal or StatusCode.DataLoss } => Internal(exception, context),
        RpcException chosen => new RpcException(new Grpc.Core.Status(chosen.StatusCode, RichStatus.Clip(chosen.Status.Detail)), chosen.Trailers),
        OperationCanceledException or IOException when context.CancellationToken.IsCancellationRequested => GivenUp(context),
        OperationCanceledException when lifetime.ApplicationStopping.IsCancellationRequested =>
            new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "服务正在停止。The service is stopping.")),
        _ => DatabaseAway.Reason(exception) is { } reason ? WithoutDatabase(reason, context) : Internal(exception, context),
    };

    /// <summary>Timers count in ticks of some milliseconds and may fire that much before the wall clock agrees.</summary>
    static RpcException GivenUp(ServerCallContext context) => new(context.Deadline.Subtract(TimeSpan.FromMilliseconds(50)) <= DateTime.UtcNow
        ? new Grpc.Core.Status(StatusCode.DeadlineExceeded, "已超过时限。The deadline passed.")
        : new Grpc.Core.Status(StatusCode.Cancelled, "调用方已取消。The caller cancelled."));

    RpcException Unavailable(Exception exception, ServerCallContext context)
    {
        var id = RequestId();
        log.LogWarning(exception, "{Method} could not reach a service it needs (request id {RequestId})", context.Method, id);
        return RichStatus.Exception(
            StatusCode.Unavailable, $"所依赖的服务暂不可用，请稍后重试。A service this one needs is unavailable; try again. (request id {id})",
            new RequestInfo { RequestId = id });
    }

    /// <summary>
    /// UNAVAILABLE, so that clients try again (a write whose commit was not answered may have been done: its request id or etag tells).
    /// While the database is away every call ends here, so the log gets a line now and then.
    /// </summary>
    RpcException WithoutDatabase(string reason, ServerCallContext context)
    {
        var now = Environment.TickCount64;
        var before = Interlocked.Read(ref toldOfDatabase);
        if (now - before > 10_000 && Interlocked.CompareExchange(ref toldOfDatabase, now, before) == before)
        {
            log.LogWarning("Calls are answered UNAVAILABLE, {Method} among them: the database cannot be used: {Reason}", context.Method, reason);
        }
        return RichStatus.Exception(StatusCode.Unavailable, "数据库暂不可用，请稍后重试。The database cannot be used at present; try again.",
            new RequestInfo { RequestId = RequestId() });
    }

    long toldOfDatabase = long.MinValue / 2;

    RpcException Internal(Exception exception, ServerCallContext context)
    {
        var id = RequestId();
        log.LogError(exception, "{Method} failed unexpectedly (request id {RequestId})", context.Method, id);
        return RichStatus.Exception(
            StatusCode.Internal, $"内部错误，请向管理员提供请求编号。Internal error; give the administrator the request id: {id}",
            new RequestInfo { RequestId = id });
    }

    static string RequestId() => Activity.Current?.TraceId.ToHexString() ?? Guid.NewGuid().ToString("N");

    /// <summary>A stream's requests are read inside the handler, so what is broken about them is named here.</summary>
    sealed class Requests<T>(IAsyncStreamReader<T> stream) : IAsyncStreamReader<T>
    {
        public T Current => stream.Current;

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            try
            {
                if (!await stream.MoveNext(cancellationToken))
                {
                    return false;
                }
            }
            catch (InvalidProtocolBufferException)
            {
                throw BrokenRequest.NotProtobuf();
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.Internal)
            {
                throw BrokenRequest.NotFramed(e.Status.Detail);
            }
            BrokenRequest.RefuseBrokenText(Current);
            return true;
        }
    }
}
