namespace RusToK.Core.Import.WordPress;

/// <summary>An element whose children are being read.</summary>
internal readonly record struct WxrScope(string Name, int Depth, bool IsEmpty, int Line, int Column);
