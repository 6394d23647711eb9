using Budget.Hosting.Health;
using Budget.Hosting.Reflection;
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

    public static IServiceCollection AddGrpcServer(this IServiceCollection services, Action<GrpcServiceOptions>? more = null)
    {
        services.AddHealthChecks();
        services.AddSingleton<MappedServices>();
        services.AddSingleton<HealthService>();
        services.AddSingleton<ReflectionAnswers>();
        services.AddSingleton(new DeadlineInterceptor(LongestUnaryCall));
        services.AddSingleton<ErrorInterceptor>();
        services.AddGrpc(options =>
        {
            options.MaxReceiveMessageSize = LargestMessage;
            options.EnableDetailedErrors = false;
            // Outermost first: errors are judged by the deadline that the call has after the first.
            options.Interceptors.Add<DeadlineInterceptor>();
            options.Interceptors.Add<ErrorInterceptor>();
            more?.Invoke(options);
        });
        return services;
    }

    /// <summary>Health and reflection, open to everyone: they tell no figure. Call once per process, before the services are mapped.</summary>
    public static WebApplication MapGrpcServer(this WebApplication app)
    {
        app.Use(NameTheBrokenBody);
        app.MapGrpcService<HealthService>().AllowAnonymous();
        app.MapGrpcService<ReflectionService>().AllowAnonymous();
        app.MapGrpcService<ReflectionServiceV1Alpha>().AllowAnonymous();
        return app;
    }

    /// <summary>
    /// A single request message is parsed before any interceptor runs, and one that is not protobuf is answered UNKNOWN. The cause is
    /// in the call's status, and the answer is not sent yet: say INVALID_ARGUMENT, as interceptors do for streamed messages.
    /// </summary>
    static async Task NameTheBrokenBody(HttpContext http, RequestDelegate next)
    {
        await next(http);
        if (http.Features.Get<IServerCallContextFeature>()?.ServerCallContext.Status is
            { StatusCode: StatusCode.Unknown, DebugException: InvalidProtocolBufferException })
        {
            var answer = ErrorInterceptor.NotProtobuf();
            var trailers = http.Response.HasStarted
                ? http.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers
                : http.Response.Headers;
            trailers["grpc-status"] = ((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
            trailers["grpc-message"] = Uri.EscapeDataString(answer.Status.Detail);
            trailers[Errors.RichStatus.Trailer] = Convert.ToBase64String(answer.Trailers.GetValueBytes(Errors.RichStatus.Trailer)!);
        }
    }
}
