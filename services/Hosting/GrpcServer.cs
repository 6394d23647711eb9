using System.Globalization;
using Budget.Hosting.Callers;
using Budget.Hosting.Errors;
using Budget.Hosting.Health;
using Google.Protobuf;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Budget.Hosting;

/// <summary>What every gRPC server of the house has: limits, honest errors, deadlines, health and reflection.</summary>
public static class GrpcServer
{
    /// <summary>A disclosure is 100-700 figures; what is larger than this is a mistake or an attack.</summary>
    public const int LargestMessage = 4 * 1024 * 1024;

    /// <summary>For callers that set no deadline of their own.</summary>
    public static readonly TimeSpan LongestUnaryCall = TimeSpan.FromSeconds(30);

    /// <summary>May be called by each service that one process holds; <paramref name="more"/> adds what is its own.</summary>
    public static IServiceCollection AddGrpcServer(this IServiceCollection services, Action<GrpcServiceOptions>? more = null)
    {
        // Once per process: interceptors added thrice would run thrice.
        if (services.All(s => s.ServiceType != typeof(MappedServices)))
        {
            services.AddHealthChecks();
            services.AddSingleton<MappedServices>();
            services.AddSingleton<HealthService>();
            services.AddReflectionOfMappedServices();
            services.AddSingleton(new DeadlineInterceptor(LongestUnaryCall));
            services.AddSingleton<ErrorInterceptor>();
            services.AddGrpc(options =>
            {
                options.MaxReceiveMessageSize = LargestMessage;
                options.EnableDetailedErrors = false;
                // Outermost first: errors are judged by the deadline that the call has after the first.
                options.Interceptors.Add<DeadlineInterceptor>();
                options.Interceptors.Add<ErrorInterceptor>();
            });
        }
        if (more is not null)
        {
            services.Configure(more);
        }
        return services;
    }

    /// <summary>Health and reflection, open to everyone: they tell no figure. Call once per process, before the services are mapped.</summary>
    public static WebApplication MapGrpcServer(this WebApplication app)
    {
        app.Use(NameTheBrokenRequest);
        app.MapGrpcService<HealthService>();
        app.MapGrpcReflectionService().WithMetadata(new OpenToAllAttribute());
        return app;
    }

    /// <summary>
    /// A single request message is read before any interceptor runs, and a broken one is answered UNKNOWN or INTERNAL. The cause is in
    /// the call's status and the answer is not sent yet: say INVALID_ARGUMENT, as <see cref="ErrorInterceptor"/> does for streams.
    /// </summary>
    static async Task NameTheBrokenRequest(HttpContext http, RequestDelegate next)
    {
        await next(http);
        var answer = http.Features.Get<IServerCallContextFeature>()?.ServerCallContext switch
        {
            { Status: { StatusCode: StatusCode.Unknown, DebugException: InvalidProtocolBufferException } } => BrokenRequest.NotProtobuf(),
            // A body that cannot be unpacked.
            { Status: { StatusCode: StatusCode.Unknown or StatusCode.Internal, DebugException: InvalidDataException or IOException } status } call when call.ResponseTrailers.Get(RichStatus.Trailer) is null =>
                BrokenRequest.NotFramed(status.DebugException.Message),
            // Every INTERNAL of ours carries details; one without is the server's own, about the frame it could not read.
            { Status: { StatusCode: StatusCode.Internal } status } call when call.ResponseTrailers.Get(RichStatus.Trailer) is null =>
                BrokenRequest.NotFramed(status.Detail),
            _ => null,
        };
        if (answer is null)
        {
            return;
        }
        var trailers = http.Response.HasStarted
            ? http.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers
            : http.Response.Headers;
        trailers["grpc-status"] = ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
        trailers["grpc-message"] = Uri.EscapeDataString(answer.Status.Detail);
        trailers[RichStatus.Trailer] = Convert.ToBase64String(answer.Trailers.GetValueBytes(RichStatus.Trailer)!);
    }
}
