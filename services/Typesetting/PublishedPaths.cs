namespace Budget.Typesetting;

/// <summary>Files that pages lead to and others make.</summary>
public static class PublishedPaths
{
    /// <summary>Of a version, and of every folder of the site.</summary>
    public const string Page = "index.html";

    /// <summary>Of a version: what it consists of, signed.</summary>
    public const string Manifest = "manifest.json";

    /// <summary>Of the site: how to check what was downloaded.</summary>
    public const string HowToVerify = "verify/index.html";
}
