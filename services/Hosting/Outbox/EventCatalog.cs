using MassTransit;

namespace Budget.Hosting.Outbox;

/// <summary>Which events this service sends, to which exchange, and who of it handles which. Filled by <c>AddBus</c>.</summary>
public sealed class EventCatalog
{
    readonly Dictionary<string, (Type Type, string Exchange)> published = [];

    internal List<Subscription> Subscriptions { get; } = [];

    internal IEnumerable<string> Exchanges => published.Values.Select(p => p.Exchange).Union(Subscriptions.Select(s => s.Exchange));

    readonly HashSet<string> toEveryone = [];

    /// <summary>Types that everyone may hear of, whatever department they speak of.</summary>
    internal IReadOnlyCollection<string> ToEveryone => toEveryone;

    internal void Publishes(Type type, string exchange, bool everyone)
    {
        if (everyone) toEveryone.Add(type.Name);
        if (!published.TryAdd(type.Name, (type, exchange)))
        {
            throw new InvalidOperationException($"An event called {type.Name} is already published, to {published[type.Name].Exchange}.");
        }
    }

    internal string ExchangeOf(string type) => published.TryGetValue(type, out var entry)
        ? entry.Exchange
        : throw new InvalidOperationException($"This service does not publish {type}: add bus.Publishes<{type}>(\"…\") where it calls AddBus.");

    /// <summary>Null if this service sends nothing to that exchange.</summary>
    internal string? TypeAt(string exchange) => published.Where(entry => entry.Value.Exchange == exchange).Select(entry => entry.Key).FirstOrDefault();

    internal Type TypeOf(string type) => published[type].Type;

    internal string? ExchangeOf(Type type) => published.TryGetValue(type.Name, out var entry) && entry.Type == type ? entry.Exchange : null;
}

/// <summary>One consumer: its queue, and how MassTransit is told about it.</summary>
sealed record Subscription(
    Type Event, string Exchange, string Queue,
    Action<IRegistrationConfigurator> Register,
    Action<IBusRegistrationContext, IReceiveEndpointConfigurator> Configure);
