using Budget.Document;
using Wire = Budget.V1;

namespace Budget.Contracts.Reading;

static class Sides
{
    /// <summary>Null for a number that is no side.</summary>
    public static Side? Of(Wire.Side side) => side switch
    {
        Wire.Side.Unspecified => Side.Single,
        Wire.Side.Revenue => Side.Revenue,
        Wire.Side.Expenditure => Side.Expenditure,
        _ => null,
    };
}
