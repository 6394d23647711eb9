using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Budget.Hosting;

/// <summary>How one service of the house calls another: connections that are kept, retries, and never without a deadline.</summary>
public static class GrpcClients
{
    /// <summary>For a unary call whose caller sets no deadline of its own.</summary>
    public static readonly TimeSpan DefaultDeadline = TimeSpan.FromSeconds(20);

    /// <summary>Registers a generated client: <c>AddRpcClient&lt;BudgetService.BudgetServiceClient&gt;(_ => address)</c>.</summary>
    public static IServiceCollection AddRpcClient<TClient>(this IServiceCollection services, Func<IServiceProvider, Uri> address)
        where TClient : ClientBase
    {
        services.AddServiceAddresses().AddGrpcClient<TClient>((provider, options) => options.Address = address(provider))
            .ConfigureChannel((provider, channel) =>
            {
                Configure(channel);
                ServiceAddress.Balance(channel, address(provider));
            })
            .ConfigurePrimaryHttpMessageHandler(Handler)
            // The factory would open new connections every two minutes, for names that move; a service's address is a setting.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            // Two lines per call, and nothing a trace does not say.
            .RemoveAllLoggers()
            .AddInterceptor(() => new DefaultDeadlineInterceptor(DefaultDeadline));
        return services;
    }

    /// <summary>A channel as the house uses it. Dispose it; in a service, use <see cref="AddRpcClient"/>.</summary>
    public static GrpcChannel Channel(Uri address, Action<GrpcChannelOptions>? configure = null)
    {
        var options = new GrpcChannelOptions { HttpHandler = Handler(), DisposeHttpClient = true };
        Configure(options);
        configure?.Invoke(options);
        return GrpcChannel.ForAddress(address, options);
    }

    static void Configure(GrpcChannelOptions options)
    {
        options.MaxReceiveMessageSize = GrpcServer.LargestMessage;
        options.ServiceConfig = new ServiceConfig { MethodConfigs = { Retrying } };
    }

    static SocketsHttpHandler Handler() => new()
    {
        EnableMultipleHttp2Connections = true,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        KeepAlivePingDelay = TimeSpan.FromSeconds(60),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(30),
        PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>
    /// The headers, deadline and cancellation of the call being answered, for the calls made to answer it: the caller's identity goes
    /// along, and nobody works on after the caller has given up.
    /// </summary>
    public static CallOptions Onward(this ServerCallContext context)
    {
        var headers = new Metadata();
        if (context.RequestHeaders.GetValue("authorization") is { } authorization)
        {
            headers.Add("authorization", authorization);
        }
        return new CallOptions(headers, context.Deadline == DateTime.MaxValue ? null : context.Deadline, context.CancellationToken);
    }

    /// <summary>UNAVAILABLE is the one code that says the call was not done; writes carry a request id, so a repeat is harmless anyway.</summary>
    static MethodConfig Retrying => new()
    {
        Names = { MethodName.Default },
        RetryPolicy = new RetryPolicy
        {
            MaxAttempts = 4,
            InitialBackoff = TimeSpan.FromMilliseconds(100),
            MaxBackoff = TimeSpan.FromSeconds(2),
            BackoffMultiplier = 2,
            RetryableStatusCodes = { StatusCode.Unavailable },
        },
    };
}

/// <summary>Client side: a unary call without a deadline gets one. Streams are left as they are.</summary>
public sealed class DefaultDeadlineInterceptor(TimeSpan limit) : Interceptor
{
    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context,
        BlockingUnaryCallContinuation<TRequest, TResponse> continuation) => continuation(request, WithDeadline(context));

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context,
        AsyncUnaryCallContinuation<TRequest, TResponse> continuation) => continuation(request, WithDeadline(context));

    ClientInterceptorContext<TRequest, TResponse> WithDeadline<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context)
        where TRequest : class where TResponse : class => context.Options.Deadline is not null
            ? context
            : new(context.Method, context.Host, context.Options.WithDeadline(DateTime.UtcNow + limit));
}
