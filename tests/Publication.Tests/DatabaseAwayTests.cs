using Budget.Hosting;
using Budget.Testing;
using Grpc.Core;
using Grpc.Health.V1;
using Npgsql;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Budget.Publication.Tests;

public class DatabaseAwayTests
{
    [Fact]
    public async Task Calls_are_answered_unavailable_while_it_is_away_and_work_again_after()
    {
        var address = new NpgsqlConnectionStringBuilder(await (await Postgres.Running()).NewDatabase());
        await using var wire = new Wire(address.Port);
        address.Port = wire.Port;
        await using var district = await District.Start(settings: new() { ["Database:Provider"] = "postgres", ["Database:ConnectionString"] = address.ConnectionString });
        var its = await district.NewCase();
        await its.Open();
        using var channel = GrpcClients.Channel(district.Publication.Address());
        var health = new Health.HealthClient(channel);
        Assert.Equal(ServingStatus.Serving, (await health.CheckAsync(new(), cancellationToken: TestContext.Current.CancellationToken)).Status);

        wire.Cut();
        var refused = await Assert.ThrowsAsync<RpcException>(() => its.Get());
        Assert.Equal(StatusCode.Unavailable, refused.StatusCode);
        Assert.Contains("database", refused.Status.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", refused.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(() => its.Submit())).StatusCode);
        await Until(ServingStatus.NotServing, "");
        Assert.Equal(ServingStatus.Serving, (await health.CheckAsync(new() { Service = "liveness" }, cancellationToken: TestContext.Current.CancellationToken)).Status);

        wire.Mend();
        await Until(ServingStatus.Serving, "");
        await its.Submit();
        await its.Review();
        await its.Approve();
        await its.Until(V1.DisclosureState.Published);

        async Task Until(ServingStatus wanted, string service)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while ((await health.CheckAsync(new() { Service = service }, cancellationToken: limit.Token)).Status != wanted) await Task.Delay(100, limit.Token);
        }
    }
}
