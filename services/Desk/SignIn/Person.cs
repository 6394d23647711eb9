using System.Security.Claims;
using Budget.Contracts;

namespace Budget.Desk.SignIn;

/// <summary>Who sits at the desk. What they may do is decided by the services, which see the token; the desk only chooses what to show first.</summary>
public sealed record Person(string Id, string Name, string District, string Department, IReadOnlyList<string> Roles, string Token)
{
    static readonly string[] ByWeight =
        [Contracts.Roles.Approver, Contracts.Roles.SecrecyReviewer, Contracts.Roles.FinanceReviewer, Contracts.Roles.Preparer, Contracts.Roles.Reader];

    public string Role => ByWeight.FirstOrDefault(Roles.Contains) ?? "";

    /// <summary>What is theirs is kept under this.</summary>
    public string Key => $"{District}/{Id}";

    public bool Has(string role) => Roles.Contains(role);

    internal static Person? From(ClaimsPrincipal user, string? token) => user.FindFirstValue("sub") is { } id && token is not null
        ? new(id, user.FindFirstValue("name") ?? id, user.FindFirstValue("district") ?? "", user.FindFirstValue("department") ?? "",
            [.. user.FindAll("role").Select(claim => claim.Value)], token)
        : null;
}
