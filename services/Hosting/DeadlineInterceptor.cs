using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Budget.Hosting;

/// <summary>
/// Server side: a unary call that comes without a deadline gets one, so that a forgotten call cannot hold a database connection for
/// ever. Streams without a deadline are allowed: watching is meant to last.
/// </summary>
public sealed class DeadlineInterceptor(TimeSpan longest) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        if (context.Deadline != DateTime.MaxValue)
        {
            return await continuation(request, context);
        }
        var deadline = DateTime.UtcNow + longest;
        using var limit = new CancellationTokenSource(longest);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, limit.Token);
        return await continuation(request, new LimitedCall(context, deadline, either.Token));
    }
}
