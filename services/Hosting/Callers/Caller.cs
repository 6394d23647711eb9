using System.Globalization;
using System.Security.Claims;
using Grpc.Core;

namespace Budget.Hosting.Callers;

/// <summary>Who calls: read once from the signed token, never from the message.</summary>
public sealed record Caller(string Id, string Name, string District, string Department, IReadOnlySet<string> Roles)
{
    /// <summary>In place of a department: the whole district. A token that names no department at all speaks for nobody.</summary>
    public const string WholeDistrict = "*";

    /// <summary>Who may speak for the whole district: the finance bureau, and who only reads. Any other role of such a token counts for nothing.</summary>
    static readonly HashSet<string> DistrictWideRoles = new(StringComparer.Ordinal) { "finance_reviewer", "reader" };

    public bool IsDistrictWide => Department == WholeDistrict;

    /// <summary>When the token ends, and with it what the caller still has open.</summary>
    public DateTimeOffset Expires { get; private init; } = DateTimeOffset.MaxValue;

    /// <summary>A person of a department, however the id is spelled.</summary>
    public readonly record struct Key(string District, string Department, string Id);

    public Key Person => new(District, Department, Id.Trim().ToUpperInvariant());

    public bool Has(string role) => Roles.Contains(role);

    /// <summary>The caller of this RPC; set by <see cref="CallerInterceptor"/> before any use case runs.</summary>
    public static Caller Of(ServerCallContext context) => (Caller)context.UserState[typeof(Caller)];

    /// <summary>Refuses a department that is not the caller's.</summary>
    public void MustSpeakFor(string department)
    {
        if (!IsDistrictWide && Department != department)
        {
            throw new RpcException(new Status(StatusCode.PermissionDenied,
                $"无权办理部门 {department}：您属于部门 {Department}。 / Department {department} is not yours; you belong to {Department}."));
        }
    }

    internal static Caller From(ClaimsPrincipal user)
    {
        var department = One("department");
        var roles = user.FindAll("role").Select(c => c.Value).Where(role => department != WholeDistrict || DistrictWideRoles.Contains(role)).ToHashSet(StringComparer.Ordinal);
        return new(One("sub"), One("name") is { Length: > 0 } name ? name : One("sub"), One("district"), department, roles)
        {
            Expires = long.TryParse(user.FindFirstValue("exp"), CultureInfo.InvariantCulture, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : DateTimeOffset.MinValue,
        };

        // Of two departments a token speaks for neither: which one was meant nobody knows.
        string One(string claim) => user.FindAll(claim).Select(c => c.Value.Trim()).ToList() is [var only] ? only : "";
    }
}

/// <summary>Which roles may call this RPC. An RPC without it is refused for everyone.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AllowAttribute(params string[] roles) : Attribute
{
    public IReadOnlyList<string> Roles { get; } = roles;
}

/// <summary>Whoever has any role may call this service; what they see of it is its own to decide.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AllowEveryRoleAttribute : Attribute;

/// <summary>This service is open to everyone without a token: health and reflection only.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OpenToAllAttribute : Attribute;
