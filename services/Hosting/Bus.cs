using System.Reflection;
using System.Text.RegularExpressions;
using Budget.Hosting.Events;
using Budget.Hosting.Outbox;
using Budget.Hosting.Storage;
using MassTransit;
using MassTransit.Mediator;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Budget.Hosting;

public static partial class Bus
{
    /// <summary>
    /// Registers the sender of the service's outbox and its consumers: over RabbitMQ when <c>Broker:Uri</c> is set, inside
    /// the process otherwise. Call it after <see cref="Database.AddDatabase"/>, so that the schema is there first.
    /// </summary>
    public static IHostApplicationBuilder AddBus<TContext>(this IHostApplicationBuilder builder, Action<BusEvents> events) where TContext : ServiceDb
    {
        var service = ServiceName.FullNameOf(typeof(TContext));
        var catalog = new EventCatalog();
        events(new BusEvents(catalog, service));
        var broker = builder.Configuration.GetSection("Broker").Get<BrokerSettings>() ?? new BrokerSettings();
        _ = broker.Nodes();
        var outbox = builder.Configuration.GetSection("Outbox");
        builder.Services.Configure<OutboxSettings>(outbox);
        builder.Services.AddSingleton(catalog);
        builder.Services.AddSingleton<OutboxStatus>();
        builder.Services.AddHealthChecks().AddCheck<OutboxStatus>("outbox", HealthStatus.Degraded, ["ready"]);
        if (string.IsNullOrEmpty(broker.Uri))
        {
            builder.Services.AddInProcess(catalog);
        }
        else
        {
            builder.Services.AddRabbit(catalog, broker, service, (outbox.Get<OutboxSettings>() ?? new()).Window);
        }
        builder.Services.AddHostedService<OutboxSender<TContext>>();
        return builder;
    }

    static void AddInProcess(this IServiceCollection services, EventCatalog catalog)
    {
        // A service that only tells has nobody to hear it in its own process: MassTransit would be started for nothing.
        if (catalog.Subscriptions.Count > 0) services.AddMediator(mediator => catalog.Subscriptions.ForEach(subscription => subscription.Register(mediator)));
        services.AddSingleton<EventTransport>(provider => new InProcessTransport(provider.GetService<IMediator>(), catalog));
    }

    static void AddRabbit(this IServiceCollection services, EventCatalog catalog, BrokerSettings broker, string service, int window)
    {
        var topology = new BrokerTopology(catalog, broker, service);
        services.AddSingleton<EventTransport>(provider =>
            new RabbitTransport(broker, topology, service, window, provider.GetRequiredService<ILogger<RabbitTransport>>()));
        if (catalog.Subscriptions.Count == 0)
        {
            return;
        }
        services.AddMassTransit(bus =>
        {
            // Five minutes after a start the library would report to its makers what runs here.
            bus.DisableUsageTelemetry();
            bus.ConfigureHealthCheckOptions(health => health.MinimalFailureStatus = HealthStatus.Degraded);
            catalog.Subscriptions.ForEach(subscription => subscription.Register(bus));
            bus.UsingRabbitMq((context, rabbit) =>
            {
                var nodes = broker.Nodes();
                rabbit.Host(nodes[0], service + " consumers", host =>
                {
                    if (nodes.Count > 1) host.UseCluster(cluster => nodes.ToList().ForEach(node => cluster.Node(node.Authority.Split('@')[^1])));
                });
                rabbit.ClearSerialization();
                rabbit.UseRawJsonSerializer(RawSerializerOptions.AnyMessageType, isDefault: true);
                rabbit.ConfigureJsonSerializerOptions(EventJson.Set);
                foreach (var subscription in catalog.Subscriptions)
                {
                    rabbit.ReceiveEndpoint(subscription.Queue, queue =>
                    {
                        // The exchanges and bindings are BrokerTopology's; MassTransit declares and reads the queue.
                        queue.ConfigureConsumeTopology = false;
                        queue.PublishFaults = false;
                        foreach (var (name, value) in topology.QueueArguments)
                        {
                            queue.SetQueueArgument(name, value!);
                        }
                        queue.PrefetchCount = 32;
                        // What fails goes back to the broker, which counts deliveries and dead-letters at the limit.
                        queue.RethrowFaultedMessages();
                        queue.ThrowOnSkippedMessages();
                        subscription.Configure(context, queue);
                    });
                }
            });
        });
        services.AddSingleton(broker);
    }

    /// <summary>What one service tells and hears.</summary>
    public sealed class BusEvents
    {
        readonly EventCatalog catalog;
        readonly string service;

        internal BusEvents(EventCatalog catalog, string service) => (this.catalog, this.service) = (catalog, service);

        /// <summary>This service sends the event, to the exchange of this name. The name is public: platforms bind to it.</summary>
        public BusEvents Publishes<TEvent>(string exchange) where TEvent : class => Publishes(typeof(TEvent), exchange);

        /// <summary>All that a list names: the event, its exchange, and whether everyone may hear of it.</summary>
        public BusEvents Publishes(IEnumerable<(Type Event, string Exchange, bool Everyone)> events)
        {
            foreach (var (@event, exchange, everyone) in events) Publishes(@event, exchange, everyone);
            return this;
        }

        /// <param name="everyone">May be replayed to every caller of the district, and not only to the department it speaks of.</param>
        public BusEvents Publishes(Type @event, string exchange, bool everyone = false)
        {
            catalog.Publishes(@event, exchange, everyone);
            return this;
        }

        /// <summary>
        /// This service handles the event. The exchange need not be named for an event it also publishes (declare that
        /// first). One message after the other, because that alone keeps the order; a consumer that does not need it may
        /// take several <paramref name="atOnce"/>. (MassTransit's partitioner was tried: it lets two of one key overtake.)
        /// </summary>
        public BusEvents Consumes<TEvent, TConsumer>(string? exchange = null, int atOnce = 1)
            where TEvent : class
            where TConsumer : class, IConsumer<TEvent>
        {
            exchange ??= catalog.ExchangeOf(typeof(TEvent)) ?? throw new InvalidOperationException(
                $"{typeof(TConsumer).Name} consumes {typeof(TEvent).Name}, which this service does not publish: name its exchange.");
            catalog.Subscriptions.Add(new Subscription(typeof(TEvent), exchange, $"{service}.{Dashed(typeof(TConsumer).Name)}",
                bus => bus.AddConsumer<TConsumer>(),
                (context, queue) =>
                {
                    queue.ConcurrentMessageLimit = atOnce;
                    queue.ConfigureConsumer<TConsumer>(context, consumer => consumer.Message<TEvent>(message =>
                    {
                        var pauses = context.GetRequiredService<BrokerSettings>().RetryPauses;
                        message.UseMessageRetry(retry => retry.Intervals(pauses.Count > 0 ? [.. pauses] : BrokerSettings.DefaultRetryPauses));
                    }));
                }));
            return this;
        }
    }

    /// <summary>OnDisclosureApproved → on-disclosure-approved.</summary>
    static string Dashed(string name) => WordStart().Replace(name, "-$0").ToLowerInvariant();

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex WordStart();
}
