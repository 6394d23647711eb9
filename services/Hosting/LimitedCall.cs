using Grpc.Core;

namespace Budget.Hosting;

/// <summary>The same call with a nearer end.</summary>
sealed class LimitedCall : ServerCallContext
{
    readonly ServerCallContext call;

    public LimitedCall(ServerCallContext call, DateTime deadline, CancellationToken cancellation)
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
