using GraphQL;
using GraphQL.Types;

namespace RusToK.Api.GraphQL.Server.Limits;

/// <summary>What the schema tells the complexity limit about a field; see <see cref="OperationCost"/>.</summary>
internal static class FieldCostExtensions
{
    private const string CostKey = "rustok:cost";
    private const string ListSizeKey = "rustok:list-size";

    /// <summary>Sets what one value of the field costs by itself: by default 1 for an object and for a root field, 0 for other scalars.</summary>
    public static TField WithCost<TField>(this TField field, int cost)
        where TField : IFieldMetadataWriter =>
        field.WithMetadata(CostKey, cost);

    /// <summary>Sets how many items a list that is not paged is assumed to have, when the general default is far off.</summary>
    public static TField WithAssumedListSize<TField>(this TField field, int items)
        where TField : IFieldMetadataWriter =>
        field.WithMetadata(ListSizeKey, items);

    public static int? Cost(this FieldType field) => field.GetMetadata<int?>(CostKey);

    public static int? AssumedListSize(this FieldType field) => field.GetMetadata<int?>(ListSizeKey);
}
