using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Budget.Contracts.Events;
using Budget.Contracts.Reading;
using Budget.Document.Editions;
using Budget.Testing;
using Budget.Typesetting;
using Budget.Typesetting.Composition;
using Budget.V1;
using Google.Protobuf;
using MassTransit;
using MassTransit.Mediator;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;
using static Budget.Benchmarks.Report;

namespace Budget.Benchmarks;

/// <summary>How long after an approval its event is heard, and its page is there; one disclosure at a time, on SQLite.</summary>
static class Latency
{
    const string Exchange = "budget.disclosure-approved";

    public static async Task Run(Report report, DirectoryInfo folder, bool quick, CancellationToken limit)
    {
        report.Heading("latency: from the call of ApproveDisclosure, on SQLite", "bus", "what", "median", "p99", "floor", "floor's median", "÷ floor");
        await Over("in this process", report, folder.CreateSubdirectory("latency-memory").FullName, broker: null, quick, limit);
        if (Broker.Missing is { } why)
        {
            report.Note($"RabbitMQ was not measured: {why}.");
            return;
        }
        await using var broker = await Broker.StartOwn();
        await Over("RabbitMQ", report, folder.CreateSubdirectory("latency-rabbit").FullName, broker.NewVirtualHost(), quick, limit);
    }

    static async Task Over(string bus, Report report, string folder, Uri? broker, bool quick, CancellationToken limit)
    {
        Progress($"latency: {bus}");
        await using var district = await MeasuredDistrict.Start(Disclosures.Education, new Dictionary<string, string?> { ["DataFolder"] = folder, ["Broker:Uri"] = broker?.ToString() });
        await using var commits = new SqliteCommits(folder);
        var heard = new Heard();
        await using IAsyncDisposable? listener = broker is null ? null : await Listen(broker, heard, limit);
        if (broker is null)
        {
            district.PublicationServices.GetRequiredService<IMediator>().ConnectHandler<DisclosureApproved>(context => heard.Now(context.Message.Disclosure));
        }
        await using var echo = broker is null ? null : await BrokerEcho.Open(broker);

        var (approve, toEvent, afterAnswer, toPage) = (new Samples(), new Samples(), new Samples(), new Samples());
        var (commit, confirmed, page) = (new Samples(), new Samples(), new Samples());
        var row = new byte[2048];
        var (warmUp, count) = quick ? (2, 5) : (10, 50);
        for (var i = 0; i < warmUp + count; i++)
        {
            limit.ThrowIfCancellationRequested();
            var department = await district.Department($"p{i}", opened: true);
            await department.Submit();
            await department.Review();
            await Task.Delay(30, limit);

            var eventHeard = heard.Of(department.Name);
            var called = Stopwatch.GetTimestamp();
            var pageSeen = Task.Run(() => Seen(department.Page, limit), limit);
            await department.Approve();
            var answered = Stopwatch.GetTimestamp();
            var eventAt = await eventHeard.WaitAsync(TimeSpan.FromSeconds(20), limit);
            var pageAt = await pageSeen;
            while (await department.State() != DisclosureState.Published) await Task.Delay(5, limit);
            await Task.Delay(30, limit);

            var floors = (Commit: await Timed(() => commits.Commit(row)), Page: await Timed(() => Page(department.File, Path.Combine(folder, "floor", $"{i}"), commits)),
                Confirmed: echo is null ? double.NaN : await echo.Send(row));
            if (i < warmUp) continue;
            approve.Add(Samples.Between(called, answered));
            toEvent.Add(Samples.Between(called, eventAt));
            afterAnswer.Add(Samples.Between(answered, eventAt));
            toPage.Add(Samples.Between(called, pageAt));
            commit.Add(floors.Commit);
            page.Add(floors.Page);
            if (echo is not null) confirmed.Add(floors.Confirmed);
        }

        Line("the answer", approve, "one commit", commit.Median);
        Line("**the event at a consumer**", toEvent, echo is null ? "one commit" : "one commit, one confirmed message through a quorum queue", commit.Median + (echo is null ? 0 : confirmed.Median));
        Line("the event, after the answer", afterAnswer, "", double.NaN);
        Line("**the page**", toPage, "render its files, write them, two commits", page.Median);
        report.Aim($"approve-to-page, {bus}", toPage.Median / 1000, 300, " ms");
        report.Aim($"approve-to-page p99, {bus}", toPage.P99 / 1000, 300, " ms");

        void Line(string what, Samples times, string floor, double floorMedian) => report.Row(
            bus, what, Millis(times.Median), Millis(times.P99), floor, Millis(floorMedian), Times(times.Median, floorMedian));
    }

    static async Task<double> Timed(Func<Task> what)
    {
        var started = Stopwatch.GetTimestamp();
        await what();
        return Samples.Since(started);
    }

    /// <summary>When the page is first there, looked for every millisecond.</summary>
    static async Task<long> Seen(string page, CancellationToken limit)
    {
        while (!File.Exists(page)) await Task.Delay(1, limit);
        return Stopwatch.GetTimestamp();
    }

    /// <summary>What publishing cannot do without: the approval's commit, the files rendered and written, the publication's commit with the files in it.</summary>
    static async Task Page(DisclosureFile file, string folder, Commits commits)
    {
        await commits.Commit(new byte[2048]);
        var document = new DocumentReader(EditionBook.BuiltIn).Read(file).Document!;
        var files = Publisher.Render(document, new PublicationFacts(1), file);
        foreach (var path in files.Select(rendered => Path.GetDirectoryName(Path.Combine(folder, rendered.Path))!).Distinct()) Directory.CreateDirectory(path);
        foreach (var rendered in files) await File.WriteAllBytesAsync(Path.Combine(folder, rendered.Path), rendered.Content);
        await commits.Commit([.. files.SelectMany(rendered => rendered.Content)]);
    }

    /// <summary>A platform's queue, bound as one would bind it; the exchange is the service's to declare, so it is waited for.</summary>
    static async Task<IAsyncDisposable> Listen(Uri broker, Heard heard, CancellationToken limit)
    {
        var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync(limit);
        while (true)
        {
            var channel = await connection.CreateChannelAsync(cancellationToken: limit);
            try
            {
                await channel.ExchangeDeclarePassiveAsync(Exchange, limit);
            }
            catch (OperationInterruptedException)
            {
                await Task.Delay(50, limit);
                continue;
            }
            await channel.QueueDeclareAsync("platform", durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: limit);
            await channel.QueueBindAsync("platform", Exchange, "#", cancellationToken: limit);
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.ReceivedAsync += async (_, message) =>
            {
                var at = Stopwatch.GetTimestamp();
                using var body = JsonDocument.Parse(message.Body);
                heard.At(body.RootElement.GetProperty("disclosure").GetString()!, at);
                await channel.BasicAckAsync(message.DeliveryTag, multiple: false);
            };
            await channel.BasicConsumeAsync("platform", autoAck: false, consumer, limit);
            return connection;
        }
    }

    /// <summary>When the event of each disclosure arrived.</summary>
    sealed class Heard
    {
        readonly ConcurrentDictionary<string, TaskCompletionSource<long>> events = new();

        public Task<long> Of(string disclosure) => Entry(disclosure).Task;

        public Task Now(string disclosure)
        {
            At(disclosure, Stopwatch.GetTimestamp());
            return Task.CompletedTask;
        }

        public void At(string disclosure, long timestamp) => Entry(disclosure).TrySetResult(timestamp);

        TaskCompletionSource<long> Entry(string disclosure) => events.GetOrAdd(disclosure, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
    }

    /// <summary>The broker's own floor: one persistent message, confirmed, through a quorum queue to a consumer.</summary>
    sealed class BrokerEcho(IConnection connection, IChannel channel) : IAsyncDisposable
    {
        readonly ConcurrentDictionary<string, TaskCompletionSource<long>> sent = new();
        int count;

        public static async Task<BrokerEcho> Open(Uri broker)
        {
            var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync();
            var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
            var echo = new BrokerEcho(connection, channel);
            await channel.QueueDeclareAsync("floor", durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.ReceivedAsync += async (_, message) =>
            {
                echo.sent[message.BasicProperties.MessageId!].TrySetResult(Stopwatch.GetTimestamp());
                await channel.BasicAckAsync(message.DeliveryTag, multiple: false);
            };
            await channel.BasicConsumeAsync("floor", autoAck: false, consumer);
            return echo;
        }

        public async Task<double> Send(byte[] body)
        {
            var id = (++count).ToString(CultureInfo.InvariantCulture);
            var arrived = sent[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
            var started = Stopwatch.GetTimestamp();
            await channel.BasicPublishAsync("", "floor", mandatory: true, new BasicProperties { MessageId = id, DeliveryMode = DeliveryModes.Persistent }, body);
            return Samples.Between(started, await arrived.Task);
        }

        public ValueTask DisposeAsync() => connection.DisposeAsync();
    }
}
