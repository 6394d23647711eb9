using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Budget.Document.Workflow;
using Budget.Publication.Deadlines;
using Budget.Publication.Storage;
using Budget.Publication.Tests;
using Budget.Testing;
using Budget.V1;
using Microsoft.Extensions.DependencyInjection;
using DisclosureState = Budget.V1.DisclosureState;

namespace Budget.EndToEnd.Tests;

/// <summary>What a district's platform, not written in .NET, receives when it binds a queue of its own to every event.</summary>
public class ForeignPlatformTests
{
    static readonly string[] Exchanges =
    [
        "budget.budget-revised", "budget.targets-revised", "budget.disclosure-submitted", "budget.disclosure-returned",
        "budget.disclosure-approved", "budget.disclosure-published", "budget.disclosure-superseded",
        "budget.disclosure-withheld", "budget.deadline-approaching", "budget.deadline-missed",
    ];

    [Fact]
    public async Task A_node_client_receives_each_event_as_plain_json_with_the_routing_key_of_the_department()
    {
        var script = Path.Combine(Golden.RepositoryRoot, "tests", "Foreign", "amqp-consumer.mjs");
        Assert.SkipUnless(Directory.Exists(Path.Combine(Path.GetDirectoryName(script)!, "node_modules", "amqplib")), "npm ci has not run in tests/Foreign");
        var cancellation = TestContext.Current.CancellationToken;
        var broker = (await Broker.Running()).NewVirtualHost();
        await using var district = await District.Start(settings: new() { ["Broker:Uri"] = broker.ToString() });
        var its = await district.NewCase(withBudget: false);
        const int Expected = 14;
        using var node = Process.Start(new ProcessStartInfo("node", [script, broker.ToString(), string.Join(',', Exchanges), $"{District.Code}.{its.Department}", $"{Expected}"]) { RedirectStandardOutput = true })!;
        Assert.Equal("ready", await node.StandardOutput.ReadLineAsync(cancellation));

        await its.SaveBudget(Samples.Balanced(its.Department));
        await district.PerformanceRpcs.SaveTargetsAsync(new() { Targets = new() { Department = its.Department, Year = Case.Year, Edition = Samples.Balanced(its.Department).Edition } }, its.Preparer);
        await its.Open();
        await its.Submit();
        await its.Return();
        await its.Submit();
        await its.Review();
        await its.Approve();
        await its.Until(DisclosureState.Published);
        await its.Correct();
        await its.Submit(version: 2);
        await its.Review(version: 2);
        await its.Approve(version: 2);
        await its.Until(DisclosureState.Published, version: 2);
        await district.Rpcs.WithholdPublicationAsync(new() { Name = its.Name(2), Reason = "误公开个人信息" }, its.Finance);
        // Two other years, of which nothing is published: one reply is nearly over, one long.
        var today = PublicationDeadline.DayOf(district.Clock.GetUtcNow());
        foreach (var (year, on) in new[] { (today.Year + 1, today.AddDays(-19)), (today.Year, today.AddDays(-30)) })
        {
            await district.Rpcs.RecordReplyAsync(new() { Department = its.Department, Year = year, RepliedOn = ReplyRow.Day(on) }, its.Finance);
        }
        await district.Publication.Services.GetRequiredService<RemindOfDeadlines>().Remind(cancellation);

        var events = new List<JsonNode>();
        while (events.Count < Expected && await node.StandardOutput.ReadLineAsync(cancellation) is { } line) events.Add(JsonNode.Parse(line)!);
        await node.WaitForExitAsync(cancellation);

        Assert.Equal(Expected, events.Select(e => e["messageId"]!.ToString()).Distinct().Count());
        Assert.All(events, e => Assert.Equal("application/json", e["contentType"]!.ToString()));
        Assert.All(events, e => Assert.Equal($"{District.Code}.{its.Department}", e["routingKey"]!.ToString()));
        Assert.Equal(Exchanges.Order(), events.Select(e => e["type"]!.ToString()).Distinct().Order());
        // One of each, as integrators see them; a change of shape is seen in review.
        var shapes = events.DistinctBy(e => e["type"]!.ToString()).OrderBy(e => e["type"]!.ToString(), StringComparer.Ordinal)
            .Select(e => $"{e["type"]}\n{Steady(e["event"]!).ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })}\n");
        Golden.Matches("Golden/events.txt", string.Join('\n', shapes));
    }

    /// <summary>Times, hashes and the test's department number differ from run to run; all else is held.</summary>
    static JsonNode Steady(JsonNode node)
    {
        if (node is not JsonObject event_) return node;
        foreach (var (name, value) in event_.ToList())
        {
            event_[name] = name switch
            {
                "at" => "2026-01-01T00:00:00+00:00",
                "repliedOn" => "2026-02-10",
                "publishBy" => "2026-03-02",
                "year" when event_.ContainsKey("publishBy") => 2026,
                "daysLeft" => 1,
                "contentHash" => "(sha256)",
                "department" => "101",
                "disclosure" or "by" or "page" when value is not null => System.Text.RegularExpressions.Regex.Replace(value.ToString(), "(departments/|^dongxihu/2025/)[^/]+", "${1}101"),
                _ => value is JsonObject ? Steady(value.DeepClone()) : value?.DeepClone(),
            };
        }
        return event_;
    }
}
