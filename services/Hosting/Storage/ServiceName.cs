namespace Budget.Hosting.Storage;

/// <summary>
/// One service's name, taken from the assembly that holds its context, so that the file, the schema, the queues and the
/// migrations of a service agree without a setting, also when Standalone runs several services in one process.
/// </summary>
public static class ServiceName
{
    /// <summary><c>Budget.Publication</c> → <c>publication</c>: the SQLite file and the PostgreSQL schema.</summary>
    public static string Of(Type context)
    {
        var full = FullNameOf(context);
        return full[(full.IndexOf('.') + 1)..].Replace('.', '_');
    }

    /// <summary><c>Budget.Publication</c> → <c>budget.publication</c>: the prefix of its queues.</summary>
    public static string FullNameOf(Type context) => context.Assembly.GetName().Name!.ToLowerInvariant();
}
