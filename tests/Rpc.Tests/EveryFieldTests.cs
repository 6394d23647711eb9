using Budget.Rpc.Tests.Echo;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Budget.Rpc.Tests;

/// <summary>The generator (Grpc.Tools) and the runtime (Google.Protobuf) are released apart: every kind of field goes there and back.</summary>
public sealed class EveryFieldTests
{
    static CancellationToken Now => TestContext.Current.CancellationToken;

    static EveryField Full => new()
    {
        ADouble = -1.5e300,
        AFloat = float.Epsilon,
        AnInt32 = int.MinValue,
        AnInt64 = long.MinValue,
        AUint32 = uint.MaxValue,
        AUint64 = ulong.MaxValue,
        ASint32 = int.MinValue,
        ASint64 = long.MinValue,
        AFixed32 = uint.MaxValue,
        AFixed64 = ulong.MaxValue,
        AnSfixed32 = int.MinValue,
        AnSfixed64 = long.MinValue,
        ABool = true,
        AString = "行政运行 \u0000 😀",
        SomeBytes = ByteString.CopyFrom(0, 255),
        AColour = Colour.Negative,
        AMessage = new EveryField.Types.Nested { Text = "内", Inside = new EveryField { AnInt32 = 1 } },
        AnOptionalZero = 0,
        AnOptionalEmpty = "",
        ManyInt64 = { 0, long.MaxValue, long.MinValue },
        ManyUnpacked = { 0, -1, int.MaxValue },
        ManyDouble = { 0, double.NegativeInfinity },
        ManyBool = { true, false },
        ManyString = { "", "一" },
        ManyBytes = { ByteString.Empty, ByteString.CopyFrom(1) },
        ManyColour = { Colour.Unspecified, Colour.Red, Colour.Negative, (Colour)77 },
        ManyMessage = { new EveryField.Types.Nested { Text = "x" }, new EveryField.Types.Nested() },
        TextToNumber = { ["甲"] = -1, [""] = 0 },
        NumberToMessage = { [-5] = new EveryField.Types.Nested { Text = "m" } },
        BoolToColour = { [true] = Colour.Red },
        FixedToBytes = { [long.MinValue] = ByteString.CopyFrom(9) },
        ChoiceMessage = new EveryField.Types.Nested { Text = "chosen" },
        At = new Timestamp { Seconds = 1_735_689_600, Nanos = 999_999_999 },
        Lasting = new Duration { Seconds = -1, Nanos = -5 },
        Anything = Any.Pack(new EchoRequest { Text = "packed" }),
        Structure = new Struct { Fields = { ["a"] = Value.ForList(Value.ForNull(), Value.ForNumber(1), Value.ForBool(true), Value.ForString("s")) } },
        Mask = new FieldMask { Paths = { "a_string", "a_message.text" } },
        Empty = new Empty(),
        WrappedInt64 = 0,
        WrappedString = "",
        WrappedBool = false,
        WrappedBytes = ByteString.Empty,
        WrappedDouble = 0,
        ManyAt = { new Timestamp { Seconds = 1 } },
        AValue = Value.ForNull(),
        FarAway = 42,
    };

    [Fact]
    public void The_sample_sets_every_field_there_is()
    {
        var unset = EveryField.Descriptor.Fields.InDeclarationOrder().Where(field => field switch
        {
            { IsMap: true } => ((System.Collections.IDictionary)field.Accessor.GetValue(Full)).Count == 0,
            { IsRepeated: true } => ((System.Collections.IList)field.Accessor.GetValue(Full)).Count == 0,
            { RealContainingOneof: not null } => false,
            { HasPresence: true } => !field.Accessor.HasValue(Full),
            _ => field.Accessor.GetValue(Full).Equals(field.Accessor.GetValue(new EveryField())),
        });

        Assert.Empty(unset.Select(f => f.Name));
    }

    [Fact]
    public async Task Every_kind_of_field_goes_there_and_back()
    {
        await using var server = await EchoServer.Start();

        var answer = await new EchoService.EchoServiceClient(server.Channel()).EverythingAsync(Full, cancellationToken: Now);

        Assert.Equal(Full, answer);
        Assert.True(answer.HasAnOptionalZero && answer.HasAnOptionalEmpty);
        Assert.Equal((0L, "", false), (answer.WrappedInt64, answer.WrappedString, answer.WrappedBool));
        Assert.Equal("packed", answer.Anything.Unpack<EchoRequest>().Text);
        Assert.Equal((Colour)77, answer.ManyColour[3]);
    }

    [Fact]
    public void Each_choice_of_a_oneof_goes_there_and_back()
    {
        foreach (var choice in new EveryField[] { new() { ChoiceText = "" }, new() { ChoiceNumber = 0 }, new() { ChoiceMessage = new() } })
        {
            var back = EveryField.Parser.ParseFrom(choice.ToByteArray());
            Assert.NotEqual(EveryField.ChoiceOneofCase.None, back.ChoiceCase);
            Assert.Equal(choice.ChoiceCase, back.ChoiceCase);
        }
    }

    [Fact]
    public void Every_kind_of_field_survives_its_JSON_form()
    {
        var types = Google.Protobuf.Reflection.TypeRegistry.FromMessages(EchoRequest.Descriptor);
        var json = new JsonFormatter(JsonFormatter.Settings.Default.WithTypeRegistry(types)).Format(Full);

        Assert.Equal(Full, new JsonParser(JsonParser.Settings.Default.WithTypeRegistry(types)).Parse<EveryField>(json));
    }

    [Fact]
    public void A_field_nobody_knows_is_kept()
    {
        var stranger = new EchoRequest { Text = "t", Mode = "m", Count = 7 }.ToByteArray();

        var through = Empty.Parser.ParseFrom(stranger).ToByteArray();

        Assert.Equal(stranger, through);
    }
}
