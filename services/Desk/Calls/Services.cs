using Budget.Desk.SignIn;
using Budget.Hosting;
using Budget.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace Budget.Desk.Calls;

/// <summary>The three services. Each call is made as the person at the desk, with a deadline: a page says what did not answer rather than hang.</summary>
public sealed class Services(IConfiguration configuration) : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    readonly Lazy<GrpcChannel> budgets = Channel(configuration, "Budgets", 5101), performance = Channel(configuration, "Performance", 5102), publication = Channel(configuration, "Publication", 5103);

    public BudgetService.BudgetServiceClient Budgets => new(budgets.Value);
    public PerformanceService.PerformanceServiceClient Performance => new(performance.Value);
    public DisclosureService.DisclosureServiceClient Disclosures => new(publication.Value);

    public static CallOptions As(Person person, CancellationToken cancellation) =>
        new(new Metadata { { "authorization", "Bearer " + person.Token } }, DateTime.UtcNow + Patience, cancellation);

    public void Dispose()
    {
        foreach (var channel in new[] { budgets, performance, publication })
        {
            if (channel.IsValueCreated) channel.Value.Dispose();
        }
    }

    /// <summary>Asked for at the first call and not at the start: in one process the others may start after this one.</summary>
    static Lazy<GrpcChannel> Channel(IConfiguration configuration, string service, int port) =>
        new(() => GrpcClients.Channel(new Uri(configuration["Services:" + service] ?? $"http://127.0.0.1:{port}")));
}

/// <summary>The person of this request, and the services as they call them.</summary>
public sealed class Caller(Services services, IHttpContextAccessor accessor)
{
    readonly HttpContext http = accessor.HttpContext!;

    public Person Person => (Person)http.Items[typeof(Person)]!;
    public CancellationToken Cancellation => http.RequestAborted;
    public Services Services => services;
    public CallOptions Options => Services.As(Person, http.RequestAborted);
}
