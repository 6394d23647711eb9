using System.Security.Claims;
using Grpc.Core;

namespace Budget.Hosting.Callers;

/// <summary>Who calls: read once from the signed token, never from the message.</summary>
public sealed record Caller(string Id, string Name, string District, string Department, IReadOnlySet<string> Roles)
{
    /// <summary>A caller without a department belongs to the whole district (the finance bureau).</summary>
    public bool IsDistrictWide => Department.Length == 0;

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

    internal static Caller From(ClaimsPrincipal user) => new(
        user.FindFirstValue("sub") ?? "",
        user.FindFirstValue("name") ?? user.FindFirstValue("sub") ?? "",
        user.FindFirstValue("district") ?? "",
        user.FindFirstValue("department") ?? "",
        user.FindAll("role").Select(c => c.Value).ToHashSet(StringComparer.Ordinal));
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
