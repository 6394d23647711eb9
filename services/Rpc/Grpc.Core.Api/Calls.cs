using System.Runtime.CompilerServices;

namespace Grpc.Core;

/// <summary>One request, one answer; awaiting it gives the answer.</summary>
public sealed class AsyncUnaryCall<TResponse> : IDisposable
{
    readonly CallEnds ends;

    public AsyncUnaryCall(
        Task<TResponse> responseAsync, Task<Metadata> responseHeadersAsync, Func<Status> getStatusFunc,
        Func<Metadata> getTrailersFunc, Action disposeAction)
        : this(responseAsync, _ => responseHeadersAsync, _ => getStatusFunc(), _ => getTrailersFunc(), _ => disposeAction(), null!)
    {
    }

    public AsyncUnaryCall(
        Task<TResponse> responseAsync, Func<object, Task<Metadata>> responseHeadersAsync, Func<object, Status> getStatusFunc,
        Func<object, Metadata> getTrailersFunc, Action<object> disposeAction, object state)
    {
        ResponseAsync = responseAsync;
        ends = new CallEnds(responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction, state);
    }

    public Task<TResponse> ResponseAsync { get; }

    public Task<Metadata> ResponseHeadersAsync => ends.Headers(ends.State);

    public TaskAwaiter<TResponse> GetAwaiter() => ResponseAsync.GetAwaiter();

    public ConfiguredTaskAwaitable<TResponse> ConfigureAwait(bool continueOnCapturedContext) =>
        ResponseAsync.ConfigureAwait(continueOnCapturedContext);

    /// <summary>Only once the call has ended.</summary>
    public Status GetStatus() => ends.Status(ends.State);

    /// <summary>Only once the call has ended.</summary>
    public Metadata GetTrailers() => ends.Trailers(ends.State);

    /// <summary>Lets go of the call; one that is under way is cancelled.</summary>
    public void Dispose() => ends.Dispose(ends.State);
}

/// <summary>Many requests, one answer; awaiting it gives the answer.</summary>
public sealed class AsyncClientStreamingCall<TRequest, TResponse> : IDisposable
{
    readonly CallEnds ends;

    public AsyncClientStreamingCall(
        IClientStreamWriter<TRequest> requestStream, Task<TResponse> responseAsync, Task<Metadata> responseHeadersAsync, Func<Status> getStatusFunc,
        Func<Metadata> getTrailersFunc, Action disposeAction)
        : this(requestStream, responseAsync, _ => responseHeadersAsync, _ => getStatusFunc(), _ => getTrailersFunc(), _ => disposeAction(), null!)
    {
    }

    public AsyncClientStreamingCall(
        IClientStreamWriter<TRequest> requestStream, Task<TResponse> responseAsync, Func<object, Task<Metadata>> responseHeadersAsync, Func<object, Status> getStatusFunc,
        Func<object, Metadata> getTrailersFunc, Action<object> disposeAction, object state)
    {
        RequestStream = requestStream;
        ResponseAsync = responseAsync;
        ends = new CallEnds(responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction, state);
    }

    public IClientStreamWriter<TRequest> RequestStream { get; }

    public Task<TResponse> ResponseAsync { get; }

    public Task<Metadata> ResponseHeadersAsync => ends.Headers(ends.State);

    public TaskAwaiter<TResponse> GetAwaiter() => ResponseAsync.GetAwaiter();

    public ConfiguredTaskAwaitable<TResponse> ConfigureAwait(bool continueOnCapturedContext) =>
        ResponseAsync.ConfigureAwait(continueOnCapturedContext);

    /// <summary>Only once the call has ended.</summary>
    public Status GetStatus() => ends.Status(ends.State);

    /// <summary>Only once the call has ended.</summary>
    public Metadata GetTrailers() => ends.Trailers(ends.State);

    /// <summary>Lets go of the call; one that is under way is cancelled.</summary>
    public void Dispose() => ends.Dispose(ends.State);
}

/// <summary>One request, many answers.</summary>
public sealed class AsyncServerStreamingCall<TResponse> : IDisposable
{
    readonly CallEnds ends;

    public AsyncServerStreamingCall(
        IAsyncStreamReader<TResponse> responseStream, Task<Metadata> responseHeadersAsync, Func<Status> getStatusFunc,
        Func<Metadata> getTrailersFunc, Action disposeAction)
        : this(responseStream, _ => responseHeadersAsync, _ => getStatusFunc(), _ => getTrailersFunc(), _ => disposeAction(), null!)
    {
    }

    public AsyncServerStreamingCall(
        IAsyncStreamReader<TResponse> responseStream, Func<object, Task<Metadata>> responseHeadersAsync, Func<object, Status> getStatusFunc,
        Func<object, Metadata> getTrailersFunc, Action<object> disposeAction, object state)
    {
        ResponseStream = responseStream;
        ends = new CallEnds(responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction, state);
    }

    public IAsyncStreamReader<TResponse> ResponseStream { get; }

    public Task<Metadata> ResponseHeadersAsync => ends.Headers(ends.State);

    /// <summary>Only once the call has ended.</summary>
    public Status GetStatus() => ends.Status(ends.State);

    /// <summary>Only once the call has ended.</summary>
    public Metadata GetTrailers() => ends.Trailers(ends.State);

    /// <summary>Lets go of the call; one that is under way is cancelled.</summary>
    public void Dispose() => ends.Dispose(ends.State);
}

/// <summary>Many requests, many answers.</summary>
public sealed class AsyncDuplexStreamingCall<TRequest, TResponse> : IDisposable
{
    readonly CallEnds ends;

    public AsyncDuplexStreamingCall(
        IClientStreamWriter<TRequest> requestStream, IAsyncStreamReader<TResponse> responseStream, Task<Metadata> responseHeadersAsync, Func<Status> getStatusFunc,
        Func<Metadata> getTrailersFunc, Action disposeAction)
        : this(requestStream, responseStream, _ => responseHeadersAsync, _ => getStatusFunc(), _ => getTrailersFunc(), _ => disposeAction(), null!)
    {
    }

    public AsyncDuplexStreamingCall(
        IClientStreamWriter<TRequest> requestStream, IAsyncStreamReader<TResponse> responseStream, Func<object, Task<Metadata>> responseHeadersAsync, Func<object, Status> getStatusFunc,
        Func<object, Metadata> getTrailersFunc, Action<object> disposeAction, object state)
    {
        RequestStream = requestStream;
        ResponseStream = responseStream;
        ends = new CallEnds(responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction, state);
    }

    public IClientStreamWriter<TRequest> RequestStream { get; }

    public IAsyncStreamReader<TResponse> ResponseStream { get; }

    public Task<Metadata> ResponseHeadersAsync => ends.Headers(ends.State);

    /// <summary>Only once the call has ended.</summary>
    public Status GetStatus() => ends.Status(ends.State);

    /// <summary>Only once the call has ended.</summary>
    public Metadata GetTrailers() => ends.Trailers(ends.State);

    /// <summary>Lets go of the call; one that is under way is cancelled.</summary>
    public void Dispose() => ends.Dispose(ends.State);
}

/// <summary>What every call handle knows of its call, as functions of the transport's own state.</summary>
readonly record struct CallEnds(
    Func<object, Task<Metadata>> Headers, Func<object, Status> Status, Func<object, Metadata> Trailers, Action<object> Dispose, object State);
