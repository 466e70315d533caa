using System.Text;
using System.Xml;

namespace RusToK.Core.Import.WordPress;

/// <summary>Moves forward through the elements of the file, within the limits; every fault comes out as a <see cref="WxrFormatException"/>.</summary>
internal sealed class WxrCursor : IDisposable
{
    private const int MaxDepth = 32;
    private const int MaxBytesPerCharacter = 4;
    private const int ReadAheadBytes = 256 * 1024;

    private readonly CountingStream stream;
    private readonly WxrLimits limits;
    private readonly XmlReader reader;
    private readonly IXmlLineInfo lineInfo;
    private readonly string[] openElements = new string[MaxDepth + 1];
    private int openCount;
    private long entryCharacters;

    public WxrCursor(CountingStream stream, WxrLimits limits)
    {
        this.stream = stream;
        this.limits = limits;
        var names = new NameTable();
        var settings = new XmlReaderSettings
        {
            Async = true,
            NameTable = names,
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            CloseInput = false,
        };
        reader = XmlReader.Create(stream, settings, KnownPrefixes(names));
        lineInfo = (IXmlLineInfo)reader;
    }

    /// <summary>Set once the file has shown to be WXR; faults before that say that it may be something else.</summary>
    public bool IsRecognised { get; set; }

    public string LocalName => reader.LocalName;

    public string Name => reader.Name;

    public WxrNamespace Namespace => WxrNamespaces.Classify(reader.NamespaceURI);

    public static long MaxBytesPerStep(WxrLimits limits) =>
        ((long)limits.MaxFieldCharacters * MaxBytesPerCharacter) + ReadAheadBytes;

    public string? Attribute(string name) => reader.GetAttribute(name);

    public WxrScope Open() => new(reader.Name, reader.Depth, reader.IsEmptyElement, lineInfo.LineNumber, lineInfo.LinePosition);

    public WxrPosition PositionOf(WxrScope scope, long ordinal) => new(ordinal, scope.Line, scope.Column, stream.BytesRead);

    /// <summary>Starts counting the characters of an entry anew.</summary>
    public void BeginEntry() => entryCharacters = 0;

    /// <summary>Moves to the root element.</summary>
    public async ValueTask MoveToRootAsync()
    {
        while (await ReadAsync())
        {
            if (reader.NodeType == XmlNodeType.Element)
                return;
        }

        throw Fault("the file holds no element");
    }

    /// <summary>Reads what is left behind the root element, which may only be white space and comments.</summary>
    public async ValueTask ReadToEndOfFileAsync()
    {
        while (await ReadAsync())
        {
        }
    }

    /// <summary>Moves to the next child element, over whatever was not read of the one before; false at the end of the scope.</summary>
    public async ValueTask<bool> MoveToNextChildAsync(WxrScope scope)
    {
        if (scope.IsEmpty || IsAtEndOf(scope))
            return false;
        while (await ReadAsync())
        {
            if (reader.NodeType == XmlNodeType.Element && reader.Depth == scope.Depth + 1)
                return true;
            if (IsAtEndOf(scope))
                return false;
        }

        throw Fault($"the file ends inside <{scope.Name}>");
    }

    /// <summary>Reads the text of the current element, its CDATA sections joined.</summary>
    public async ValueTask<string> ReadTextAsync()
    {
        if (reader.IsEmptyElement)
            return "";
        var field = Open();
        var text = "";
        StringBuilder? joined = null;
        while (await ReadAsync())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    var piece = await ReadValueAsync();
                    Count(field, (joined?.Length ?? text.Length) + (long)piece.Length, piece.Length);
                    if (joined is not null)
                        joined.Append(piece);
                    else if (text.Length == 0)
                        text = piece;
                    else
                        joined = new StringBuilder(text).Append(piece);
                    break;
                case XmlNodeType.EndElement:
                    return joined?.ToString() ?? text;
                case XmlNodeType.Element:
                    throw Invalid(field, $"holds the element <{reader.Name}>, only text is allowed here");
            }
        }

        throw Fault($"the file ends inside <{field.Name}>");
    }

    /// <summary>A fault that ends reading, at the current place.</summary>
    public WxrFormatException Fault(string rule, Exception? inner = null) =>
        Fault(lineInfo.LineNumber, lineInfo.LinePosition, InnermostElement, rule, inner);

    /// <summary>A fault that ends reading, of the given element.</summary>
    public WxrFormatException Fault(WxrScope scope, string rule) => Fault(scope.Line, scope.Column, scope.Name, rule, null);

    /// <summary>A fault that spoils only the entry it is in.</summary>
    public static WxrFormatException Invalid(WxrScope field, string rule) =>
        new(field.Line, field.Column, field.Name, rule) { IsConfinedToEntry = true };

    public void Dispose() => reader.Dispose();

    private string InnermostElement => openCount == 0 ? "document" : openElements[openCount - 1];

    private bool IsAtEndOf(WxrScope scope) => reader.NodeType == XmlNodeType.EndElement && reader.Depth == scope.Depth;

    private async ValueTask<bool> ReadAsync()
    {
        stream.BeginStep();
        try
        {
            if (!await reader.ReadAsync())
                return false;
        }
        catch (Exception error) when (IsFormatError(error))
        {
            throw Translate(error);
        }

        if (reader.NodeType == XmlNodeType.Element)
        {
            if (reader.Depth >= MaxDepth)
                throw Fault($"elements are nested deeper than {MaxDepth}");
            openElements[reader.Depth] = reader.Name;
            openCount = reader.IsEmptyElement ? reader.Depth : reader.Depth + 1;
        }
        else if (reader.NodeType == XmlNodeType.EndElement)
        {
            openCount = reader.Depth;
        }

        return true;
    }

    private async ValueTask<string> ReadValueAsync()
    {
        stream.BeginStep();
        try
        {
            return await reader.GetValueAsync();
        }
        catch (Exception error) when (IsFormatError(error))
        {
            throw Translate(error);
        }
    }

    private bool IsFormatError(Exception error) =>
        stream.SourceError is null && (error is XmlException or ArgumentException or NotSupportedException || stream.IsStepTooLong);

    private WxrFormatException Translate(Exception error)
    {
        if (stream.IsStepTooLong)
            return Fault(TooLong("a field", limits.MaxFieldCharacters), error);
        if (error is not XmlException xml)
            return Fault($"the text cannot be decoded: {error.Message}", error);
        var place = $" Line {xml.LineNumber}, position {xml.LinePosition}.";
        var reason = xml.Message.EndsWith(place, StringComparison.Ordinal) ? xml.Message[..^place.Length] : xml.Message;
        return Fault(xml.LineNumber, xml.LinePosition, InnermostElement, $"the XML is not well-formed: {reason}", xml);
    }

    private WxrFormatException Fault(int line, int column, string element, string rule, Exception? inner) =>
        new(line, column, element, IsRecognised ? rule : $"not a WordPress export (WXR): {rule}", inner);

    private void Count(WxrScope field, long fieldCharacters, int added)
    {
        if (fieldCharacters > limits.MaxFieldCharacters)
            throw Fault(field, TooLong("a field", limits.MaxFieldCharacters));
        entryCharacters += added;
        if (entryCharacters > limits.MaxEntryCharacters)
            throw Fault(field, TooLong("an entry with all its fields", limits.MaxEntryCharacters));
    }

    private static string TooLong(string what, int limit) => FormattableString.Invariant($"{what} may hold at most {limit} characters");

    // Exports written before WordPress 3.0 use prefixes they do not declare.
    private static XmlParserContext KnownPrefixes(NameTable names)
    {
        var prefixes = new XmlNamespaceManager(names);
        prefixes.AddNamespace("wp", WxrNamespaces.Wp);
        prefixes.AddNamespace("excerpt", WxrNamespaces.Excerpt);
        prefixes.AddNamespace("content", WxrNamespaces.Content);
        prefixes.AddNamespace("dc", WxrNamespaces.DublinCore);
        return new XmlParserContext(names, prefixes, xmlLang: null, XmlSpace.None);
    }
}
