using System.Threading.RateLimiting;
using Budget.Hosting.Errors;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Budget.Hosting.Callers;

/// <summary>This RPC may take seconds or many megabytes: few of it run at once, for one caller and for all.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CostlyAttribute : Attribute;

/// <summary>
/// What one caller may take, so that nobody takes the service from the others: calls a second, costly calls and open streams at once. What is
/// refused says when to try again. The numbers are settings below <c>Quotas</c>; a caller is a person of a department, whichever token is shown.
/// </summary>
public sealed class Quotas : IDisposable
{
    readonly PartitionedRateLimiter<Caller> calls, streams, costlyOfOne;
    readonly ConcurrencyLimiter costly;

    public Quotas(IConfiguration configuration)
    {
        var settings = configuration.GetSection("Quotas");
        var (perSecond, burst) = (settings.GetValue("CallsPerSecond", 200), settings.GetValue("Burst", 2_000));
        var (ofOne, ofAll) = (settings.GetValue("CostlyAtOnce", 4), settings.GetValue("CostlyAtOnceOfAll", Math.Max(4, 2 * Environment.ProcessorCount)));
        var streamsAtOnce = settings.GetValue("StreamsAtOnce", 64);
        calls = PartitionedRateLimiter.Create<Caller, Caller.Key>(caller => RateLimitPartition.GetTokenBucketLimiter(caller.Person, _ => new()
        {
            TokenLimit = burst,
            TokensPerPeriod = perSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        }));
        streams = PartitionedRateLimiter.Create<Caller, Caller.Key>(caller => RateLimitPartition.GetConcurrencyLimiter(caller.Person, _ => new() { PermitLimit = streamsAtOnce }));
        costlyOfOne = PartitionedRateLimiter.Create<Caller, Caller.Key>(caller => RateLimitPartition.GetConcurrencyLimiter(caller.Person, _ => new() { PermitLimit = ofOne, QueueLimit = 4 * ofOne }));
        // A whole finance bureau may ask in the same second; who waits here waits within the deadline of the call.
        costly = new(new() { PermitLimit = ofAll, QueueLimit = 16 * ofAll });
    }

    public RateLimitLease Call(Caller caller) => calls.AttemptAcquire(caller);

    public RateLimitLease Stream(Caller caller) => streams.AttemptAcquire(caller);

    public ValueTask<RateLimitLease> CostlyOfOne(Caller caller, CancellationToken stop) => costlyOfOne.AcquireAsync(caller, 1, stop);

    public ValueTask<RateLimitLease> Costly(CancellationToken stop) => costly.AcquireAsync(1, stop);

    public void Dispose()
    {
        calls.Dispose();
        streams.Dispose();
        costlyOfOne.Dispose();
        costly.Dispose();
    }
}

/// <summary>After it is known who calls, and before anything is done.</summary>
public sealed class QuotaInterceptor(Quotas quotas) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        using var place = await Admit(context, stream: false);
        return await continuation(request, context);
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        using var place = await Admit(context, stream: true);
        await continuation(request, responseStream, context);
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        using var place = await Admit(context, stream: true);
        return await continuation(requestStream, context);
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        using var place = await Admit(context, stream: true);
        await continuation(requestStream, responseStream, context);
    }

    async Task<Place> Admit(ServerCallContext context, bool stream)
    {
        var place = new Place();
        if (!context.UserState.TryGetValue(typeof(Caller), out var known) || known is not Caller caller) return place;
        try
        {
            place.Take(quotas.Call(caller), "TOO_MANY_CALLS", "您的调用过于频繁 / You call too often");
            if (stream) place.Take(quotas.Stream(caller), "TOO_MANY_STREAMS", "您打开的流过多 / You hold too many streams open");
            if (context.GetHttpContext().GetEndpoint()?.Metadata.GetMetadata<CostlyAttribute>() is not null)
            {
                place.Take(await quotas.CostlyOfOne(caller, context.CancellationToken), "TOO_MANY_AT_ONCE", "您同时进行的检查过多 / You run too many checks at once");
                place.Take(await quotas.Costly(context.CancellationToken), "BUSY", "服务正忙 / The service is busy");
            }
            return place;
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    sealed class Place : IDisposable
    {
        readonly List<RateLimitLease> leases = [];

        public void Take(RateLimitLease lease, string reason, string why)
        {
            if (lease.IsAcquired)
            {
                leases.Add(lease);
                return;
            }
            var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
            lease.Dispose();
            throw RichStatus.Exception(StatusCode.ResourceExhausted, $"{why}；请在 {wait.TotalSeconds:0.#} 秒后再试。 / Try again in {wait.TotalSeconds:0.#} s.",
                new ErrorInfo { Reason = reason, Domain = "budget" }, new RetryInfo { RetryDelay = wait.ToDuration() });
        }

        public void Dispose()
        {
            for (var i = leases.Count - 1; i >= 0; i--) leases[i].Dispose();
        }
    }
}
