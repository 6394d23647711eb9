using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;

namespace Budget.Hosting.Callers;

/// <summary>Before any use case: who calls, and may this role call this RPC at all. Departments are the use case's to check.</summary>
public sealed class CallerInterceptor : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        await AdmitAsync(context);
        return await continuation(request, context);
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        await AdmitAsync(context);
        await continuation(request, responseStream, context);
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        await AdmitAsync(context);
        return await continuation(requestStream, context);
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        await AdmitAsync(context);
        await continuation(requestStream, responseStream, context);
    }

    static async Task AdmitAsync(ServerCallContext context)
    {
        var http = context.GetHttpContext();
        var metadata = http.GetEndpoint()?.Metadata;
        if (metadata?.GetMetadata<OpenToAllAttribute>() is not null) return;
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
        context.UserState[typeof(Caller)] = caller;
    }
}
