namespace RusToK.Operations.Promql;

internal enum TokenKind
{
    /// <summary>A series, a function, a label or a word such as <c>by</c>.</summary>
    Name,

    /// <summary>A number or a duration.</summary>
    Number,

    Operator,
    Open,
    Close,
    Comma,

    /// <summary>Matchers with their braces.</summary>
    Matchers,

    /// <summary>A range with its brackets.</summary>
    Range,

    Text,
}
