using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Budget.Rpc.Tests;

public sealed class HealthTests
{
    static CancellationToken Now => TestContext.Current.CancellationToken;

    static Task<EchoServer> Start(Func<HealthStatus> whole, Func<HealthStatus>? echo = null) => EchoServer.Start(services =>
    {
        var checks = services.AddHealthChecks().AddCheck("whole", () => new HealthCheckResult(whole()));
        if (echo is not null)
        {
            checks.AddCheck("echo", () => new HealthCheckResult(echo()), tags: ["echo.v1.EchoService"]);
        }
    });

    [Theory]
    [InlineData(HealthStatus.Healthy, ServingStatus.Serving)]
    [InlineData(HealthStatus.Degraded, ServingStatus.Serving)]
    [InlineData(HealthStatus.Unhealthy, ServingStatus.NotServing)]
    public async Task Check_says_how_the_process_is(HealthStatus status, ServingStatus expected)
    {
        await using var server = await Start(() => status);
        var client = new Health.HealthClient(server.Channel());

        Assert.Equal(expected, (await client.CheckAsync(new HealthCheckRequest(), cancellationToken: Now)).Status);
        Assert.Equal(expected, (await client.CheckAsync(new HealthCheckRequest { Service = "echo.v1.EchoService" }, cancellationToken: Now)).Status);
    }

    [Fact]
    public async Task A_service_with_checks_of_its_own_is_judged_by_them()
    {
        await using var server = await Start(() => HealthStatus.Unhealthy, () => HealthStatus.Healthy);
        var client = new Health.HealthClient(server.Channel());

        var list = await client.ListAsync(new HealthListRequest(), cancellationToken: Now);

        Assert.Equal(ServingStatus.Serving, list.Statuses["echo.v1.EchoService"].Status);
        Assert.Equal(ServingStatus.NotServing, list.Statuses[""].Status);
        Assert.Equal(ServingStatus.NotServing, list.Statuses["grpc.health.v1.Health"].Status);
    }

    [Fact]
    public async Task Check_of_an_unknown_service_is_not_found()
    {
        await using var server = await Start(() => HealthStatus.Healthy);

        var e = await Assert.ThrowsAsync<RpcException>(async () => await new Health.HealthClient(server.Channel())
            .CheckAsync(new HealthCheckRequest { Service = "nobody" }, cancellationToken: Now));

        Assert.Equal(StatusCode.NotFound, e.StatusCode);
    }

    [Fact]
    public async Task Watch_tells_the_status_at_once_and_then_each_change()
    {
        var status = HealthStatus.Healthy;
        await using var server = await Start(() => status);
        using var call = new Health.HealthClient(server.Channel()).Watch(new HealthCheckRequest(), cancellationToken: Now);

        Assert.Equal(ServingStatus.Serving, await Next());
        status = HealthStatus.Unhealthy;
        Assert.Equal(ServingStatus.NotServing, await Next());
        status = HealthStatus.Healthy;
        Assert.Equal(ServingStatus.Serving, await Next());

        async Task<ServingStatus> Next()
        {
            Assert.True(await call.ResponseStream.MoveNext(Now).WaitAsync(TimeSpan.FromSeconds(10), Now));
            return call.ResponseStream.Current.Status;
        }
    }

    [Fact]
    public async Task Watch_of_an_unknown_service_says_so_and_stays()
    {
        await using var server = await Start(() => HealthStatus.Healthy);
        using var call = new Health.HealthClient(server.Channel()).Watch(new HealthCheckRequest { Service = "nobody" }, cancellationToken: Now);

        Assert.True(await call.ResponseStream.MoveNext(Now));
        Assert.Equal(ServingStatus.ServiceUnknown, call.ResponseStream.Current.Status);
        var next = call.ResponseStream.MoveNext(Now);
        await Task.Delay(1500, Now);
        Assert.False(next.IsCompleted);
    }

    [Fact]
    public async Task A_server_that_stops_sends_its_watchers_away()
    {
        var server = await Start(() => HealthStatus.Healthy);
        using var call = new Health.HealthClient(server.Channel()).Watch(new HealthCheckRequest(), cancellationToken: Now);
        Assert.True(await call.ResponseStream.MoveNext(Now));

        var next = call.ResponseStream.MoveNext(Now);
        await server.StopAsync();

        var e = await Assert.ThrowsAsync<RpcException>(async () => await next.WaitAsync(TimeSpan.FromSeconds(10), Now));
        Assert.Equal(StatusCode.Unavailable, e.StatusCode);
        await server.DisposeAsync();
    }
}
