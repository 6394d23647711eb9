using System.Security.Cryptography;
using System.Text.Json;
using Budget.Hosting.Outbox;
using Budget.Performance.Storage;
using Budget.Testing;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Budget.Testing.RunningService;

namespace Budget.Performance.Tests.Drafting;

public sealed class SaveTargetsTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Keeps_every_form_and_commits_the_event_with_it(string database)
    {
        var (service, performance) = await Sample.Start(database);
        await using var _ = service;

        var saved = await performance.SaveTargetsAsync(Sample.Save(Sample.Targets()), Preparer("101"));
        var read = await performance.GetTargetsAsync(new() { Department = "101", Year = Sample.Year }, Preparer("101"));

        Assert.Equal(Sample.Targets(), read.Targets);
        Assert.Equal(saved.Revision, read.Revision);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(read.Targets.ToByteArray())), read.Revision.ContentHash);
        Assert.Equal("wuhan-2021", saved.Report.Edition);
        var row = Assert.Single(await Events(service));
        Assert.Equal(("TargetsRevised", "dongxihu.101", "dongxihu/101/2021"), (row.Type, row.RoutingKey, row.OrderingKey));
        Assert.Equal(saved.Revision.ContentHash, JsonDocument.Parse(row.Body).RootElement.GetProperty("targets").GetProperty("contentHash").GetString());
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Refuses_a_stale_revision_and_names_the_newest(string database)
    {
        var (service, performance) = await Sample.Start(database);
        await using var _ = service;
        await performance.SaveTargetsAsync(Sample.Save(Sample.Targets(fen: 1)), Preparer("101"));

        var refusal = await Refused.With(StatusCode.Aborted, performance.SaveTargetsAsync(Sample.Save(Sample.Targets(fen: 2)), Preparer("101")));

        Assert.Equal("1", refusal.ErrorInfo?.Metadata["newest_revision"]);
        Assert.Single(await Events(service));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Lets_exactly_one_of_many_concurrent_saves_win(string database)
    {
        var (service, performance) = await Sample.Start(database);
        await using var _ = service;

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 12).Select(async i =>
        {
            try
            {
                await performance.SaveTargetsAsync(Sample.Save(Sample.Targets(fen: i)), Preparer("101"));
                return StatusCode.OK;
            }
            catch (RpcException e)
            {
                return e.StatusCode;
            }
        }));

        Assert.Single(outcomes, StatusCode.OK);
        Assert.Equal(11, outcomes.Count(o => o == StatusCode.Aborted));
        Assert.Single(await Events(service));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Answers_a_repeated_request_as_the_first_time_and_refuses_its_id_for_other_content(string database)
    {
        var (service, performance) = await Sample.Start(database);
        await using var _ = service;
        var id = Guid.NewGuid().ToString();

        var first = await performance.SaveTargetsAsync(Sample.Save(Sample.Targets(), requestId: id), Preparer("101"));
        var again = await performance.SaveTargetsAsync(Sample.Save(Sample.Targets(), requestId: id), Preparer("101"));

        Assert.Equal(first, again);
        await Refused.With(StatusCode.AlreadyExists, performance.SaveTargetsAsync(Sample.Save(Sample.Targets(fen: 2), 1, id), Preparer("101")));
        Assert.Single(await Events(service));
    }

    [Fact]
    public async Task Answers_unchanged_content_with_the_newest_revision()
    {
        var (service, performance) = await Sample.Start();
        await using var _ = service;
        var first = await performance.SaveTargetsAsync(Sample.Save(Sample.Targets()), Preparer("101"));

        Assert.Equal(first, await performance.SaveTargetsAsync(Sample.Save(Sample.Targets(), expected: 1), Preparer("101")));
        Assert.Single(await Events(service));
    }

    static async Task<List<OutboxRow>> Events(RunningService service)
    {
        await using var scope = service.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PerformanceDb>().Outbox.ToListAsync(TestContext.Current.CancellationToken);
    }
}
