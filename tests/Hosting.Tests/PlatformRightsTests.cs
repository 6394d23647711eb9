using Budget.Testing;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Budget.Hosting.Tests;

/// <summary>deploy/rabbitmq/definitions.sh, on a real broker: a user for each platform, and what it may bind.</summary>
public class PlatformRightsTests
{
    static readonly string Script = Path.Combine(Golden.RepositoryRoot, "deploy", "rabbitmq", "definitions.sh");

    [Fact]
    public async Task Each_platform_hears_what_is_meant_for_it_and_nothing_else()
    {
        Assert.SkipWhen(Broker.Missing is not null, Broker.Missing ?? "");
        var definitions = await Programs.Run("env", [
            "RABBITMQ_BUDGETS_PASSWORD=b", "RABBITMQ_PERFORMANCE_PASSWORD=p", "RABBITMQ_PUBLICATION_PASSWORD=secret",
            "RABBITMQ_PLATFORMS=bureau:shili school-board:shili.201", "RABBITMQ_PLATFORM_BUREAU_PASSWORD=x", "RABBITMQ_PLATFORM_SCHOOL_BOARD_PASSWORD=y", "bash", Script],
            cancellation: TestContext.Current.CancellationToken);
        await using var broker = await Broker.StartOwn(definitions);
        await using (var service = await Connect(broker, "publication", "secret"))
        {
            await using var channel = await service.CreateChannelAsync();
            foreach (var name in new[] { "returned", "published" }) await channel.ExchangeDeclareAsync("budget.disclosure-" + name, ExchangeType.Topic, durable: true);
        }
        await using var bureau = await Connect(broker, "platform-bureau", "x");
        await using var school = await Connect(broker, "platform-school-board", "y");

        Assert.True(await MayBind(bureau, "platform.bureau.a", "budget.disclosure-returned", "shili.#"));
        Assert.True(await MayBind(bureau, "platform.bureau.a", "budget.disclosure-returned", "shili.201"));
        Assert.False(await MayBind(bureau, "platform.bureau.a", "budget.disclosure-returned", "#"));
        Assert.False(await MayBind(bureau, "platform.bureau.a", "budget.disclosure-returned", "other.201"));

        Assert.True(await MayBind(school, "platform.school-board.a", "budget.disclosure-returned", "shili.201"));
        Assert.True(await MayBind(school, "platform.school-board.a", "budget.disclosure-published", "shili.*"));
        foreach (var key in new[] { "shili.202", "shili.*", "shili.#", "*.201", "#", "shili.2010" })
        {
            Assert.False(await MayBind(school, "platform.school-board.a", "budget.disclosure-returned", key), key);
        }
        Assert.False(await MayBind(school, "platform.bureau.b", "budget.disclosure-published", "shili.*"));
        Assert.False(await May(school, channel => channel.QueueDeclarePassiveAsync("platform.bureau.a"), reads: "platform.bureau.a"));
        Assert.False(await May(bureau, channel => channel.BasicPublishAsync("budget.disclosure-published", "shili.201", true, new BasicProperties(), ReadOnlyMemory<byte>.Empty).AsTask()));
        Assert.False(await May(school, channel => channel.ExchangeDeleteAsync("budget.disclosure-published")));
    }

    [Theory, InlineData("Bureau:shili"), InlineData("bureau"), InlineData("bureau:shili.#"), InlineData("bureau:shili.1\"")]
    public async Task A_platform_that_is_written_wrongly_ends_the_script(string platform)
    {
        var ended = await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => Programs.Run("env", [
            "RABBITMQ_BUDGETS_PASSWORD=b", "RABBITMQ_PERFORMANCE_PASSWORD=p", "RABBITMQ_PUBLICATION_PASSWORD=s", "RABBITMQ_PLATFORM_BUREAU_PASSWORD=x", "RABBITMQ_PLATFORMS=" + platform, "bash", Script],
            cancellation: TestContext.Current.CancellationToken));
        Assert.Contains("RABBITMQ_PLATFORMS", ended.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\"users\"", ended.Message, StringComparison.Ordinal);
    }

    static Task<bool> MayBind(IConnection platform, string queue, string exchange, string key) => May(platform, async channel =>
    {
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        await channel.QueueBindAsync(queue, exchange, key);
    });

    static async Task<bool> May(IConnection platform, Func<IChannel, Task> attempt, string? reads = null)
    {
        await using var channel = await platform.CreateChannelAsync(new CreateChannelOptions(true, true), TestContext.Current.CancellationToken);
        try
        {
            await attempt(channel);
            if (reads is not null) await channel.BasicGetAsync(reads, autoAck: false);
            return true;
        }
        catch (Exception error) when (error is OperationInterruptedException or AlreadyClosedException or PublishException || error.InnerException is OperationInterruptedException)
        {
            Assert.Contains("403", error.ToString(), StringComparison.Ordinal);
            return false;
        }
    }

    static async Task<IConnection> Connect(Broker broker, string user, string password) =>
        await new ConnectionFactory { Uri = broker.AddressFor(user, password, "budget") }.CreateConnectionAsync(TestContext.Current.CancellationToken);
}
