using System.Diagnostics;
using Budget.Hosting.Acts;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Budget.Hosting.Callers;

/// <summary>Before any use case: who calls, and may this role call this RPC at all. Departments are the use case's to check.</summary>
public sealed class CallerInterceptor(IConfiguration configuration) : Interceptor
{
    TimeSpan LongestStream { get; } = configuration.GetValue("Identity:LongestStream", TimeSpan.FromHours(1));

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        Enter(await AdmitAsync(context), context);
        return await continuation(request, context);
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        await WhileTheTokenHolds(Enter(await AdmitAsync(context), context), context, call => continuation(request, responseStream, call));
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        TResponse? answer = null;
        await WhileTheTokenHolds(Enter(await AdmitAsync(context), context), context, async call => answer = await continuation(requestStream, call));
        return answer!;
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        await WhileTheTokenHolds(Enter(await AdmitAsync(context), context), context, call => continuation(requestStream, responseStream, call));
    }

    /// <summary>A stream ends with the token it was opened with, and after some time anyhow: rights that were taken away are in no new token.</summary>
    async Task WhileTheTokenHolds(Caller? caller, ServerCallContext context, Func<ServerCallContext, Task> call)
    {
        if (caller is null)
        {
            await call(context);
            return;
        }
        var left = caller.Expires - DateTimeOffset.UtcNow;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        over.CancelAfter(left > LongestStream ? LongestStream : left > TimeSpan.Zero ? left : TimeSpan.Zero);
        try
        {
            await call(new LimitedCall(context, context.Deadline, over.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or RpcException { StatusCode: StatusCode.Cancelled } && over.IsCancellationRequested && !context.CancellationToken.IsCancellationRequested)
        {
            throw new RpcException(new Status(StatusCode.Unauthenticated, "身份令牌已到期，请用新令牌重新连接。 / The token has ended; connect again with a new one."));
        }
    }

    /// <summary>What is saved from here on is entered under this caller.</summary>
    static Caller? Enter(Caller? caller, ServerCallContext context)
    {
        if (caller is not null) Acting.Is(caller, context.Method, context.Peer, Activity.Current?.TraceId.ToHexString() ?? "");
        return caller;
    }

    /// <returns>Null where the service is open to all.</returns>
    static async Task<Caller?> AdmitAsync(ServerCallContext context)
    {
        var http = context.GetHttpContext();
        var metadata = http.GetEndpoint()?.Metadata;
        if (metadata?.GetMetadata<OpenToAllAttribute>() is not null) return null;
        var answer = await http.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme);
        if (!answer.Succeeded || answer.Principal is null)
        {
            var why = answer.Failure is null
                ? "缺少身份令牌，请在 authorization 元数据中携带 Bearer 令牌。 / No token: send one as 'authorization: Bearer …' metadata."
                : "身份令牌无效或已过期，请重新登录。 / The token is not valid or has expired.";
            throw new RpcException(new Status(StatusCode.Unauthenticated, why));
        }
        var caller = Caller.From(answer.Principal);
        var allow = metadata?.GetMetadata<AllowAttribute>();
        var everyRole = metadata?.GetMetadata<AllowEveryRoleAttribute>() is not null && caller.Roles.Count > 0;
        if (!everyRole && (allow is null || !allow.Roles.Any(caller.Has)))
        {
            throw new RpcException(new Status(StatusCode.PermissionDenied,
                $"您的角色（{string.Join('、', caller.Roles)}）不能调用 {context.Method}；需要：{string.Join('、', allow?.Roles ?? [])}。 / Your roles may not call this; it needs one of: {string.Join(", ", allow?.Roles ?? [])}."));
        }
        if (caller.Id.Length == 0)
        {
            throw new RpcException(new Status(StatusCode.Unauthenticated, "身份令牌缺少 sub。 / The token names no subject (sub)."));
        }
        if (caller.District.Length == 0)
        {
            // Every query is bounded by it, so a caller without one would see nothing, or everything.
            throw new RpcException(new Status(StatusCode.Unauthenticated, "身份令牌缺少区划（district，例如 dongxihu）。 / The token names no district (district, such as dongxihu)."));
        }
        if (caller.Department.Length == 0)
        {
            throw new RpcException(new Status(StatusCode.Unauthenticated,
                "身份令牌缺少部门（department，例如 101；全区为 *）。 / The token names no department, or more than one (department, such as 101; * for the whole district)."));
        }
        context.UserState[typeof(Caller)] = caller;
        return caller;
    }
}
