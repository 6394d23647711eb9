using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Budget.Contracts.Events;
using Budget.Hosting.Events;

namespace Budget.EndToEnd.Tests.Events;

/// <summary>protos/events: the AsyncAPI 3 document and the JSON Schemas, made from the event types as they are serialised.</summary>
static class AsyncApiDocument
{
    public static readonly JsonSerializerOptions Written = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What a field means wherever it stands. A field that is missing here fails the test.</summary>
    static readonly Dictionary<string, string> Meanings = new()
    {
        ["disclosure"] = "Resource name: districts/{district}/departments/{department}/disclosures/{year}/versions/{version}. The subject, and the key that events are in order by.",
        ["district"] = "Latin id of the district; the first word of the routing key.",
        ["department"] = "Code of the department; the second word of the routing key.",
        ["year"] = "Budget year.",
        ["version"] = "From 1; a correction is a new version.",
        ["budget"] = "The budget's revision.",
        ["targets"] = "The performance targets' revision.",
        ["revision"] = "From 1, a number for each save that changed something.",
        ["contentHash"] = "SHA-256 of the revision's content, lower-case hexadecimal; empty in a public event if a part of the revision is withheld.",
        ["caller"] = "Who did it: the sub of their token.",
        ["at"] = "When it happened.",
        ["reason"] = "Why, as the person wrote it.",
        ["withdrawn"] = "true: taken back by its preparer; false: returned by a reviewer.",
        ["publishAt"] = "The hour at which it becomes public; null: at once.",
        ["page"] = "Address of its page, relative to the site's root.",
        ["by"] = "Resource name of the version that took its place.",
        ["whole"] = "true: all of this version was taken away; false: parts of it.",
        ["repliedOn"] = "Day of the reply (批复) to the department's budget.",
        ["publishBy"] = "Last day to publish in time.",
        ["daysLeft"] = "Days until then, in the district's time zone.",
        ["scheduledAt"] = "If it is approved already: when it will be published; else null.",
    };

    public static JsonObject Make(IReadOnlyDictionary<string, JsonNode> examples)
    {
        var (channels, operations, messages, schemas) = (new JsonObject(), new JsonObject(), new JsonObject(), new JsonObject());
        schemas["headers"] = Headers();
        foreach (var contract in EventList.All)
        {
            var name = contract.Type.Name;
            channels[name] = new JsonObject
            {
                ["address"] = "{district}.{department}",
                ["title"] = contract.Exchange,
                ["description"] = contract.Audience == Audience.Everyone ? "May be bound by everyone, for every department." : "May be bound by the department itself and by the finance bureau.",
                ["parameters"] = new JsonObject
                {
                    ["district"] = new JsonObject { ["description"] = Meanings["district"] },
                    ["department"] = new JsonObject { ["description"] = Meanings["department"] },
                },
                ["messages"] = new JsonObject { [name] = Ref("messages", name) },
                ["bindings"] = new JsonObject
                {
                    ["amqp"] = new JsonObject
                    {
                        ["is"] = "routingKey",
                        ["exchange"] = new JsonObject { ["name"] = contract.Exchange, ["type"] = "topic", ["durable"] = true, ["autoDelete"] = false },
                        ["bindingVersion"] = "0.3.0",
                    },
                },
            };
            operations["send" + name] = new JsonObject
            {
                ["action"] = "send",
                ["title"] = $"The {contract.Service} service sends it",
                ["channel"] = new JsonObject { ["$ref"] = "#/channels/" + name },
                ["bindings"] = new JsonObject { ["amqp"] = new JsonObject { ["deliveryMode"] = 2, ["mandatory"] = true, ["timestamp"] = true, ["bindingVersion"] = "0.3.0" } },
            };
            messages[name] = new JsonObject
            {
                ["name"] = contract.Exchange,
                ["title"] = contract.Exchange,
                ["summary"] = contract.Says,
                ["contentType"] = "application/json",
                ["headers"] = Ref("schemas", "headers"),
                ["payload"] = Ref("schemas", name),
                ["examples"] = new JsonArray(new JsonObject { ["headers"] = ExampleHeaders(contract), ["payload"] = examples[name].DeepClone() }),
            };
            schemas[name] = Schema(contract);
        }
        return new()
        {
            ["asyncapi"] = "3.0.0",
            ["info"] = new JsonObject
            {
                ["title"] = "部门预算公开 · events",
                ["version"] = "1.0.0",
                ["description"] = "Facts that the services tell after they are committed: at least once, in order for each disclosure, known by their message-id. Fields are only ever added, so ignore what you do not know. How to receive them: protos/README.md.",
            },
            ["defaultContentType"] = "application/json",
            ["channels"] = channels,
            ["operations"] = operations,
            ["components"] = new JsonObject { ["messages"] = messages, ["schemas"] = schemas },
        };
    }

    /// <summary>The schema of an event's body, as System.Text.Json writes it.</summary>
    public static JsonObject Schema(EventContract contract)
    {
        var schema = EventJson.Options.GetJsonSchemaAsNode(contract.Type, new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, node) =>
            {
                if (node is not JsonObject described) return node;
                var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
                if (type == typeof(DateTimeOffset)) described["format"] = "date-time";
                if (type == typeof(DateOnly)) described["format"] = "date";
                if (context.PropertyInfo is { } property)
                {
                    described["description"] = Meanings.TryGetValue(property.Name, out var meaning) ? meaning
                        : throw new InvalidOperationException($"{contract.Type.Name}.{property.Name}: say what it means, in {nameof(AsyncApiDocument)}.");
                }
                return described;
            },
        }).AsObject();
        schema["description"] = contract.Says;
        return schema;
    }

    static JsonObject Headers() => new()
    {
        ["type"] = "object",
        ["description"] = "AMQP headers beside the properties message-id (the event's id), type (the exchange), timestamp and content-type. Those that begin with cloudEvents: are the attributes of CloudEvents 1.0 in binary mode.",
        ["properties"] = new JsonObject
        {
            ["ordering-key"] = Text("Events of one key are in order."),
            ["traceparent"] = Text("W3C trace context of the call that caused the event."),
            ["cloudEvents:specversion"] = new JsonObject { ["type"] = "string", ["const"] = "1.0" },
            ["cloudEvents:id"] = new JsonObject { ["type"] = "string", ["format"] = "uuid", ["description"] = "The message-id." },
            ["cloudEvents:source"] = Text("Which service: /budget/publication."),
            ["cloudEvents:type"] = Text("The exchange."),
            ["cloudEvents:subject"] = Text("The ordering key."),
            ["cloudEvents:time"] = new JsonObject { ["type"] = "string", ["format"] = "date-time" },
            ["cloudEvents:sequence"] = new JsonObject { ["type"] = "integer", ["description"] = "From 1 for each service, without a gap over all of its events; what ReplayEvents counts by." },
        },
        ["required"] = new JsonArray("ordering-key", "cloudEvents:specversion", "cloudEvents:id", "cloudEvents:source", "cloudEvents:type", "cloudEvents:subject", "cloudEvents:time", "cloudEvents:sequence"),
    };

    static JsonObject ExampleHeaders(EventContract contract) => new()
    {
        ["ordering-key"] = "districts/shili/departments/201/disclosures/2025",
        ["cloudEvents:specversion"] = "1.0",
        ["cloudEvents:id"] = "0198c2a0-5f5e-7c3a-9d53-0f6a1c2b3d4e",
        ["cloudEvents:source"] = "/budget/" + contract.Service,
        ["cloudEvents:type"] = contract.Exchange,
        ["cloudEvents:subject"] = "districts/shili/departments/201/disclosures/2025",
        ["cloudEvents:time"] = "2025-02-20T01:30:00.000000Z",
        ["cloudEvents:sequence"] = 42,
    };

    static JsonObject Text(string description) => new() { ["type"] = "string", ["description"] = description };

    static JsonObject Ref(string kind, string name) => new() { ["$ref"] = string.Create(CultureInfo.InvariantCulture, $"#/components/{kind}/{name}") };
}
