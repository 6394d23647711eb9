namespace Budget.Contracts.Reading;

/// <summary>
/// Why a message is refused: the field ("budget.tables[4].rows[12].cells[1].column") and, in both languages,
/// what is wrong there and how to mend it.
/// </summary>
public sealed record FieldViolation(string Field, string Message, string MessageEn);
