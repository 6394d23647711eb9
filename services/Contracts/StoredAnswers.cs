using Google.Protobuf;

namespace Budget.V1;

public sealed partial class GetBudgetResponse
{
    /// <summary>The stored bytes go out as they lie: parsing them only to write them again would be most of the cost of the call.</summary>
    public static GetBudgetResponse OfStored(BudgetRevision revision, byte[] budget) =>
        new() { Revision = revision, _unknownFields = StoredField.Of(BudgetFieldNumber, budget) };
}

public sealed partial class GetTargetsResponse
{
    /// <inheritdoc cref="GetBudgetResponse.OfStored"/>
    public static GetTargetsResponse OfStored(TargetsRevision revision, byte[] targets) =>
        new() { Revision = revision, _unknownFields = StoredField.Of(TargetsFieldNumber, targets) };
}

/// <summary>
/// A message field as bytes that are already serialised. To the sender it is a field it has not read (the typed property
/// stays null); on the wire, and to every receiver, it is the field.
/// </summary>
static class StoredField
{
    public static UnknownFieldSet Of(int number, byte[] message)
    {
        var field = new byte[CodedOutputStream.ComputeTagSize(number) + CodedOutputStream.ComputeLengthSize(message.Length) + message.Length];
        using var output = new CodedOutputStream(field);
        output.WriteTag(number, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(UnsafeByteOperations.UnsafeWrap(message));
        output.CheckNoSpaceLeft();
        using var input = new CodedInputStream(field);
        input.ReadTag();
        return UnknownFieldSet.MergeFieldFrom(null, input);
    }
}
