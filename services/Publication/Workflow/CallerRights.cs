using System.Linq.Expressions;
using Budget.Contracts;
using Budget.Document.Workflow;
using Budget.Hosting.Callers;
using Budget.Publication.Storage;
using Grpc.Core;

namespace Budget.Publication.Workflow;

/// <summary>What a caller may see and speak for, beyond the roles that stand beside each RPC.</summary>
static class CallerRights
{
    static readonly Dictionary<string, Role> RolesByName = new(StringComparer.Ordinal)
    {
        [Roles.Preparer] = Role.Preparer,
        [Roles.SecrecyReviewer] = Role.SecrecyReviewer,
        [Roles.Approver] = Role.Approver,
        [Roles.FinanceReviewer] = Role.FinanceReviewer,
        [Roles.Reader] = Role.Reader,
    };

    public static IReadOnlySet<Role> WorkflowRoles(this Caller caller) =>
        caller.Roles.Where(RolesByName.ContainsKey).Select(name => RolesByName[name]).ToHashSet();

    public static void MustSpeakFor(this Caller caller, DisclosureName name)
    {
        caller.MustSpeakForDistrict(name.District);
        caller.MustSpeakFor(name.Department);
    }

    public static void MustSpeakForDistrict(this Caller caller, string district)
    {
        if (caller.District != district)
        {
            throw new RpcException(new Status(StatusCode.PermissionDenied,
                $"无权办理区划 {district}：您属于 {caller.District}。 / District {district} is not yours; you belong to {caller.District}."));
        }
    }

    /// <summary>One's own in every state, others' once the public sees them too.</summary>
    public static Expression<Func<DisclosureRow, bool>> MaySee(this Caller caller)
    {
        var (district, department, wide) = (caller.District, caller.Department, caller.IsDistrictWide);
        return row => row.District == district
            && (wide || row.Department == department || row.State == State.Published || row.State == State.Superseded || row.State == State.Withheld);
    }

    /// <summary>Whether the caller may see its drafts and the work on it, too.</summary>
    public static bool IsAtHomeIn(this Caller caller, DisclosureRow row) =>
        caller.District == row.District && (caller.IsDistrictWide || caller.Department == row.Department);

    /// <summary>Other departments do not see who worked on it, nor what was said of its secrets.</summary>
    public static V1.Disclosure ToWireFor(this DisclosureRow row, Caller caller)
    {
        var wire = row.ToWire();
        if (caller.IsAtHomeIn(row)) return wire;
        (wire.SubmittedBy, wire.ApprovedBy) = ("", "");
        if (wire.SecrecyReview is { } review) (review.Reviewer, review.Opinion) = ("", "");
        return wire;
    }

    public static IQueryable<DisclosureRow> Of(this IQueryable<DisclosureRow> rows, DisclosureName name) => rows.Where(row =>
        row.District == name.District && row.Department == name.Department && row.Year == name.Year && row.Version == name.Version);
}
