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
        return await continuation(request, new Limited(context, deadline, either.Token));
    }

    /// <summary>The same call with a nearer end.</summary>
    sealed class Limited : ServerCallContext
    {
        readonly ServerCallContext call;

        public Limited(ServerCallContext call, DateTime deadline, CancellationToken cancellation)
        {
            (this.call, DeadlineCore, CancellationTokenCore) = (call, deadline, cancellation);
            // GetHttpContext() knows the server's own context type, or this entry.
            call.UserState["__HttpContext"] = call.GetHttpContext();
        }

        protected override DateTime DeadlineCore { get; }

        protected override CancellationToken CancellationTokenCore { get; }

        protected override string MethodCore => call.Method;

        protected override string HostCore => call.Host;

        protected override string PeerCore => call.Peer;

        protected override Metadata RequestHeadersCore => call.RequestHeaders;

        protected override Metadata ResponseTrailersCore => call.ResponseTrailers;

        protected override AuthContext AuthContextCore => call.AuthContext;

        protected override IDictionary<object, object> UserStateCore => call.UserState;

        protected override Status StatusCore
        {
            get => call.Status;
            set => call.Status = value;
        }

        protected override WriteOptions? WriteOptionsCore
        {
            get => call.WriteOptions;
            set => call.WriteOptions = value;
        }

        protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => call.WriteResponseHeadersAsync(responseHeaders);

        protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
            call.CreatePropagationToken(options);
    }
}
