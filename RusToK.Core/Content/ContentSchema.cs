namespace RusToK.Core.Content;

/// <summary>Names of the module in the database and in the event log.</summary>
internal static class ContentSchema
{
    public const string Truth = "content";

    public const string NodeAggregate = "node";
    public const string CategoryAggregate = "category";
    public const string TagAggregate = "tag";
    public const string MenuAggregate = "menu";
}
