using System.Reflection;

namespace Budget.Architecture.Tests;

/// <summary>Which project may know which: the arrows of services/README.md, read from the compiled assemblies.</summary>
public class ArrowTests
{
    static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Document"] = [],
        ["Contracts"] = ["Document"],
        ["Hosting"] = [],
        ["Budgets"] = ["Contracts", "Document", "Hosting"],
        ["Performance"] = ["Contracts", "Document", "Hosting"],
        ["Typesetting"] = ["Contracts", "Document"],
        ["Publication"] = ["Contracts", "Document", "Hosting", "Typesetting"],
        ["Intake"] = ["Contracts", "Document"],
        ["Standalone"] = ["Intake", "Budgets", "Performance", "Publication", "Contracts", "Document", "Hosting", "Typesetting"],
    };

    public static TheoryData<string> Projects => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Refers_only_to_what_the_arrows_allow(string project)
    {
        var refersTo = Assembly.Load("Budget." + project).GetReferencedAssemblies()
            .Select(a => a.Name!)
            .Where(name => name.StartsWith("Budget.", StringComparison.Ordinal))
            .Select(name => name["Budget.".Length..]);

        Assert.Empty(refersTo.Except(Allowed[project]));
    }

    [Fact]
    public void The_document_does_no_input_or_output_and_knows_no_clock()
    {
        string[] forbidden = ["System.Net.", "System.Data.", "Microsoft.", "Grpc.", "Google.", "MassTransit", "RabbitMQ"];
        var refersTo = Assembly.Load("Budget.Document").GetReferencedAssemblies().Select(a => a.Name!);

        Assert.DoesNotContain(refersTo, name => forbidden.Any(f => name.StartsWith(f, StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_type_hides_what_it_is_behind_an_empty_word(string project)
    {
        string[] endings = ["Dto", "Manager", "Helper", "Helpers", "Util", "Utils", "Impl"];
        var offenders = Assembly.Load("Budget." + project).GetTypes()
            .Where(t => t.Namespace?.StartsWith("Budget." + project, StringComparison.Ordinal) == true)
            .Where(t => endings.Any(e => t.Name.EndsWith(e, StringComparison.Ordinal)) || t.Namespace!.Split('.').Any(p => p is "Common" or "Shared"))
            .Select(t => t.FullName);

        Assert.Empty(offenders);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_interface_has_a_single_implementation_in_its_own_project(string project)
    {
        var types = Assembly.Load("Budget." + project).GetTypes();
        var lonely = types.Where(t => t.IsInterface && t.Namespace?.StartsWith("Budget." + project, StringComparison.Ordinal) == true)
            .Where(i => types.Count(t => t is { IsInterface: false, IsAbstract: false } && i.IsAssignableFrom(t)) == 1)
            .Select(i => i.FullName);

        Assert.Empty(lonely);
    }
}
