using Budget.Hosting.Callers;

namespace Budget.Hosting.Acts;

/// <summary>On whose call the code that runs here runs; what is saved is entered under it.</summary>
public sealed record Acting(string Caller, string CallerName, string Roles, string OnBehalfOf, string Action, string Peer, string RequestId)
{
    static readonly AsyncLocal<Acting?> Current = new();

    static readonly Acting System = new("system", "系统", "", "", "", "", "");

    public static Acting Now => Current.Value ?? System;

    /// <summary>For the call from here on; what it awaits sees it, its caller does not.</summary>
    internal static void Is(Caller caller, string method, string peer, string requestId) =>
        Current.Value = new(caller.Id, caller.Name, string.Join(',', caller.Roles.Order(StringComparer.Ordinal)), $"{caller.District}/{caller.Department}", method, peer, requestId);
}

/// <summary>Rows of this kind are added and never changed: their digest stands in the act that added them, and a changed, removed or inserted one is found.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AppendOnlyAttribute : Attribute;
