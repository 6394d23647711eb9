using System.Text.Json;
using System.Text.Json.Nodes;
using Budget.Contracts.Reading;
using Budget.Document.Editions;
using Budget.Typesetting;
using Budget.Typesetting.Composition;

namespace Budget.Typesetting.Tests;

/// <summary>Whatever can be read can be printed: a disclosure with any part missing, doubled or emptied still gives a whole page.</summary>
public class DamagedDisclosureTests
{
    [Theory]
    [InlineData(PublishedPage.Office, 1)]
    [InlineData(PublishedPage.Education, 2)]
    public void Prints_whatever_can_be_read(string name, int seed) => PrintsDamaged(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Demo", name + ".json")), seed);

    [Theory]
    [InlineData("wuhan-dongxihu-government-office-2021", 3)]
    [InlineData("shanghai-putuo-government-office-2025", 4)]
    public async Task Prints_whatever_can_be_read_of_a_document_made_elsewhere(string name, int seed)
    {
        var (page, _) = await PublishedPage.OfReal(name);
        PrintsDamaged(page.Files.Single(f => f.Path == "disclosure.json").Content, seed);
    }

    static void PrintsDamaged(byte[] source, int seed)
    {
        var reader = new DocumentReader(EditionBook.BuiltIn);
        var random = new Random(seed);
        var printed = 0;
        for (var i = 0; i < 40; i++)
        {
            var json = JsonNode.Parse(source)!;
            for (var n = random.Next(1, 6); n > 0; n--) Damage(json, random);
            var (file, _) = IntakeFile.Read(JsonSerializer.SerializeToUtf8Bytes(json), "damaged.json");
            if (file is null || reader.Read(file).Document is not { } document) continue;
            var facts = PublishedPage.Facts with { Archive = i % 2 == 0, Findings = [.. Document.Rules.RuleBook.Run(document).Findings.Select(PublishedFinding.From)] };
            var page = PublishedPage.Of(file, facts);
            Assert.Empty(page.Errors);
            var ids = page.Page.QuerySelectorAll("[id]").Select(e => e.Id).ToList();
            Assert.Equal(ids.Count, ids.Distinct().Count());
            printed++;
        }
        Assert.True(printed > 8, $"only {printed} could be read");
    }

    /// <summary>One member or item is removed, doubled, emptied or made extreme, anywhere.</summary>
    static void Damage(JsonNode json, Random random)
    {
        var nodes = All(json).Where(n => n.Parent is not null).ToList();
        var node = nodes[random.Next(nodes.Count)];
        switch (random.Next(5))
        {
            case 0 when node.Parent is JsonArray list:
                list.Remove(node);
                break;
            case 1 when node.Parent is JsonArray list:
                list.Add(node.DeepClone());
                break;
            case 2 when node is JsonArray list:
                list.Clear();
                break;
            case 3 when node is JsonValue value && value.GetValueKind() == JsonValueKind.String:
                node.ReplaceWith(value.GetValue<string>() is { Length: > 0 } text && text.All(char.IsAsciiDigit) ? random.Next(2) == 0 ? "0" : "-999999999999999" : "");
                break;
            default:
                if (node.Parent is JsonObject parent) parent.Remove(node.GetPropertyName());
                break;
        }
    }

    static IEnumerable<JsonNode> All(JsonNode node) => node switch
    {
        JsonObject members => members.Where(m => m.Value is not null).SelectMany(m => All(m.Value!)).Prepend(node),
        JsonArray items => items.OfType<JsonNode>().SelectMany(All).Prepend(node),
        _ => [node],
    };
}
