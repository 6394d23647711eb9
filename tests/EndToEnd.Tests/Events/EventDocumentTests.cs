using System.Text.Json.Nodes;
using Budget.Contracts.Events;
using Budget.Hosting.Events;
using Budget.Testing;

namespace Budget.EndToEnd.Tests.Events;

/// <summary>protos/events: what the world is told of the events is made from their types, and holds.</summary>
public class EventDocumentTests
{
    [Fact]
    public void Describes_the_events_as_they_are_serialised()
    {
        Golden.Matches("../../../protos/events/asyncapi.json", AsyncApiDocument.Make(Examples()).ToJsonString(AsyncApiDocument.Written) + "\n");
        foreach (var contract in EventList.All)
        {
            var schema = AsyncApiDocument.Schema(contract);
            schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
            schema.Insert(1, "title", contract.Exchange);
            Golden.Matches($"../../../protos/events/schemas/{contract.Exchange}.json", schema.ToJsonString(AsyncApiDocument.Written) + "\n");
        }
    }

    [Fact]
    public void Every_event_of_the_contracts_is_in_the_list()
    {
        var events = typeof(EventList).Assembly.GetTypes().Where(type => type.Namespace == typeof(EventList).Namespace && type.GetProperty("Department") is not null && type.GetProperty("At") is not null);
        Assert.Equal(events.Select(type => type.Name).Order(), EventList.All.Select(contract => contract.Type.Name).Order());
    }

    [Fact]
    public async Task A_stranger_parses_it_and_is_told_what_breaks()
    {
        var script = Path.Combine(Golden.RepositoryRoot, "tests", "Foreign", "events-check.mjs");
        Assert.SkipUnless(Directory.Exists(Path.Combine(Path.GetDirectoryName(script)!, "node_modules", "@asyncapi")), "npm ci has not run in tests/Foreign");
        var document = Path.Combine(Golden.RepositoryRoot, "protos", "events", "asyncapi.json");
        var stop = TestContext.Current.CancellationToken;
        Assert.Contains("10 messages, no fault", await Programs.Run("node", [script, document, document], cancellation: stop), StringComparison.Ordinal);

        // What a reader relies on is gone, may be null, or is of another type: each is told.
        using var folder = new Folder();
        var broken = JsonNode.Parse(await File.ReadAllTextAsync(document, stop))!;
        var schema = broken["components"]!["schemas"]!["DisclosureApproved"]!["properties"]!.AsObject();
        schema.Remove("version");
        schema["caller"]!["type"] = new JsonArray("string", "null");
        schema["year"]!["type"] = "string";
        await File.WriteAllTextAsync(folder["broken.json"], broken.ToJsonString(), stop);
        var told = await Command.RunAsync("node", script, folder["broken.json"], document);
        Assert.Equal(1, told.ExitCode);
        foreach (var fault in new[] { "DisclosureApproved.version is gone", "DisclosureApproved.caller may now be null", "DisclosureApproved.year may now be string", "the schema of its payload" })
        {
            Assert.Contains(fault, told.Output, StringComparison.Ordinal);
        }
    }

    static Dictionary<string, JsonNode> Examples()
    {
        const string Disclosure = "districts/shili/departments/201/disclosures/2025/versions/1";
        var at = new DateTimeOffset(2025, 2, 20, 1, 30, 0, TimeSpan.Zero);
        var (replied, last) = (new DateOnly(2025, 2, 10), new DateOnly(2025, 3, 2));
        var fact = new RevisionFact(3, "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
        object[] events =
        [
            new BudgetRevised("shili", "201", 2025, fact, "zhang", at),
            new TargetsRevised("shili", "201", 2025, fact, "zhang", at),
            new DisclosureSubmitted(Disclosure, "shili", "201", 2025, 1, fact, fact, "zhang", at),
            new DisclosureReturned(Disclosure, "shili", "201", 2025, 1, "请补充说明", false, "qian", at),
            new DisclosureApproved(Disclosure, "shili", "201", 2025, 1, fact, fact, at.AddDays(1), "wang", at),
            new DisclosurePublished(Disclosure, "shili", "201", 2025, 1, fact, fact, "shili/2025/201/v1/", at),
            new DisclosureSuperseded(Disclosure, "shili", "201", 2025, 1, Disclosure[..^1] + "2", "表3 数字更正", at),
            new DisclosureWithheld(Disclosure, "shili", "201", 2025, 1, false, "误公开个人信息", "qian", at),
            new DeadlineApproaching("shili", "201", 2025, replied, last, 3, null, at),
            new DeadlineMissed("shili", "201", 2025, replied, last, at),
        ];
        return events.ToDictionary(e => e.GetType().Name, e => JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(e, e.GetType(), EventJson.Options))!);
    }
}
