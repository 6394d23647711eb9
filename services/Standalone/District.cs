using Budget.Contracts;
using Budget.Hosting;
using Budget.Hosting.Callers;
using Budget.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace Budget.Standalone;

/// <summary>Where the three services of a district answer, and its pages.</summary>
public sealed record DistrictAddresses(Uri Budgets, Uri Performance, Uri Publication, Uri Site)
{
    public const string Form = "budgets=URL,performance=URL,publication=URL,site=URL";

    /// <summary>Reads <see cref="Form"/>; null if it is anything else.</summary>
    public static DistrictAddresses? Parse(string text)
    {
        var pairs = text.Split(',', StringSplitOptions.TrimEntries).Select(pair => pair.Split('=', 2)).ToList();
        return pairs.Count == 4 && Address("budgets") is { } budgets && Address("performance") is { } performance && Address("publication") is { } publication && Address("site") is { } site
            ? new(budgets, performance, publication, site)
            : null;

        Uri? Address(string name) =>
            pairs.Find(pair => pair[0] == name) is [_, var url] && Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;
    }
}

/// <summary>The three services of a district as their clients see them, and the people who call: tokens are signed with the key the services know.</summary>
public class District(DistrictAddresses addresses, string key) : IAsyncDisposable
{
    readonly GrpcChannel budgets = GrpcClients.Channel(addresses.Budgets), performance = GrpcClients.Channel(addresses.Performance), publication = GrpcClients.Channel(addresses.Publication);

    public DistrictAddresses Addresses { get; } = addresses;
    public BudgetService.BudgetServiceClient Budgets => new(budgets);
    public PerformanceService.PerformanceServiceClient Performance => new(performance);
    public DisclosureService.DisclosureServiceClient Publication => new(publication);
    public Uri Site => Addresses.Site;

    /// <summary>Headers of a call made by a person with this role. Finance reviewers belong to the whole district.</summary>
    public CallOptions As(string role, string district, string department, CancellationToken cancellation) => new(
        new Metadata { { "authorization", "Bearer " + Token(key, role, district, department, TimeSpan.FromMinutes(30)) } },
        deadline: DateTime.UtcNow.AddSeconds(30), cancellationToken: cancellation);

    public static string Token(string key, string role, string district, string department, TimeSpan validFor) => Identity.SignToken(
        key, $"{role}-{(department.Length > 0 ? department : "district")}", NameOf(role), district, role == Roles.FinanceReviewer ? "" : department, validFor, TimeProvider.System.GetUtcNow(), role);

    /// <summary>The token of somebody at the desk.</summary>
    public static string TokenOf(string key, DeskPerson person, TimeSpan validFor) =>
        Identity.SignToken(key, person.Id, person.Name, person.District, person.Department, validFor, TimeProvider.System.GetUtcNow(), person.Role);

    public virtual ValueTask DisposeAsync()
    {
        budgets.Dispose();
        performance.Dispose();
        publication.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    static string NameOf(string role) => role switch
    {
        Roles.Preparer => "编制人",
        Roles.SecrecyReviewer => "保密审查人",
        Roles.Approver => "审定人",
        Roles.FinanceReviewer => "财政审核人",
        _ => "查阅人",
    };
}
