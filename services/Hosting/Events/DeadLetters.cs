using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.Extensions.Configuration;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Budget.Hosting.Events;

/// <summary>
/// What a consumer of this service could not handle, for the operator: <c>dead-letters list | show ID | redrive ID… | drop ID…</c>, beside
/// the running service and with its settings. Nothing is taken from the queue before it is confirmed where it goes.
/// </summary>
static class DeadLetters
{
    const string Usage = "dead-letters list | show ID | redrive ID… | redrive all | drop ID…";

    public static async Task<int> RunAsync(string[] args)
    {
        var words = args.TakeWhile(word => !word.StartsWith("--", StringComparison.Ordinal)).ToList();
        var settings = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args[words.Count..]).Build().GetSection("Broker").Get<BrokerSettings>();
        if (string.IsNullOrEmpty(settings?.Uri))
        {
            await Console.Error.WriteLineAsync("Broker:Uri is not set; without a broker there are no dead letters.");
            return 2;
        }
        var service = Assembly.GetEntryAssembly()!.GetName().Name!.ToLowerInvariant();
        return await RunAsync(words, settings, service, Console.Out);
    }

    internal static async Task<int> RunAsync(IReadOnlyList<string> words, BrokerSettings settings, string service, TextWriter console)
    {
        await using var connection = await settings.Factory(service + " dead letters").CreateConnectionAsync(settings.Endpoints());
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        var letters = await Read(channel, service + ".dead-letter");
        var named = letters.Where(letter => words.Skip(1).Contains(letter.Id) || words is ["redrive", "all"]).ToList();
        switch (words)
        {
            case ["list"]:
                foreach (var letter in letters) await console.WriteLineAsync(letter.Line);
                await console.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{letters.Count} dead letter(s)"));
                return 0;
            case ["show" or "redrive" or "drop", _, ..]:
                if (named.Count == 0)
                {
                    await console.WriteLineAsync("No dead letter has such an id; 'dead-letters list' names them.");
                    return 1;
                }
                foreach (var letter in named) await Do(words[0], letter, channel, service, console);
                return 0;
            default:
                await console.WriteLineAsync(Usage);
                return 2;
        }
    }

    static async Task Do(string what, Letter letter, IChannel channel, string service, TextWriter console)
    {
        if (what == "show")
        {
            await console.WriteLineAsync(letter.Whole);
            return;
        }
        if (what == "redrive") await Redrive(letter, channel, service);
        await channel.BasicAckAsync(letter.Message.DeliveryTag, multiple: false);
        await console.WriteLineAsync($"{(what == "redrive" ? "sent to its consumer again" : "dropped")}: {letter.Line}");
    }

    /// <summary>To the queue it came from and to no other: the platforms have had it.</summary>
    static async Task Redrive(Letter letter, IChannel channel, string service)
    {
        var exchange = service + ".redrive";
        await channel.ExchangeDeclareAsync(exchange, ExchangeType.Direct, durable: true);
        await channel.QueueBindAsync(letter.Queue, exchange, letter.Queue);
        // Its history begins anew, or the limit of deliveries would be used up already.
        var properties = new BasicProperties(letter.Message.BasicProperties)
        {
            Headers = letter.Message.BasicProperties.Headers?.Where(header => !header.Key.StartsWith("x-", StringComparison.Ordinal)).ToDictionary(),
        };
        try
        {
            await channel.BasicPublishAsync(exchange, letter.Queue, mandatory: true, properties, letter.Message.Body);
        }
        catch (PublishException refused)
        {
            throw new InvalidOperationException($"{letter.Id} could not be sent to {letter.Queue} again and stays: {(refused.IsReturn ? "no such queue" : "the broker did not take it")}.", refused);
        }
    }

    /// <summary>All of them, oldest first. What is not acknowledged goes back to its place when the connection ends.</summary>
    static async Task<List<Letter>> Read(IChannel channel, string queue)
    {
        var letters = new List<Letter>();
        while (await channel.BasicGetAsync(queue, autoAck: false) is { } message) letters.Add(new(message));
        return letters;
    }

    sealed record Letter(BasicGetResult Message)
    {
        public string Id => Message.BasicProperties.MessageId ?? Message.DeliveryTag.ToString(CultureInfo.InvariantCulture);

        public string Queue => Header("x-first-death-queue");

        public string Line => $"{Id}  {Message.BasicProperties.Type}  {Header("ordering-key")}  {Moment}  {Queue}: {Header("x-first-death-reason")}";

        public string Whole => $"{Line}\n{string.Join('\n', (Message.BasicProperties.Headers ?? new Dictionary<string, object?>()).Select(h => $"  {h.Key}: {Text(h.Value)}"))}\n{Encoding.UTF8.GetString(Message.Body.Span)}";

        string Moment => DateTimeOffset.FromUnixTimeSeconds(Message.BasicProperties.Timestamp.UnixTime).ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

        string Header(string name) => Message.BasicProperties.Headers?.TryGetValue(name, out var value) == true ? Text(value) : "";

        static string Text(object? value) => value switch
        {
            byte[] bytes => Encoding.UTF8.GetString(bytes),
            IDictionary<string, object?> table => $"{{{string.Join(", ", table.Select(pair => $"{pair.Key}: {Text(pair.Value)}"))}}}",
            IEnumerable<object?> list => $"[{string.Join(", ", list.Select(Text))}]",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };
    }
}
