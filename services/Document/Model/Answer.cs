namespace Budget.Document;

/// <summary>Three different answers: what could not be checked was neither found right nor found wrong.</summary>
public enum Answer { Passed, Failed, NotCheckable }
