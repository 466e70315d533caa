using GraphQL.Types;
using RusToK.Core.Commerce.Catalog.Collections;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Queries;
using RusToK.Core.Commerce.Catalog.Variants;
using RusToK.Core.Commerce.Orders;

namespace RusToK.Api.GraphQL.Commerce.Types;

internal sealed class ProductStatusType : EnumerationGraphType<ProductStatus>
{
    public ProductStatusType() => Name = "ProductStatus";
}

internal sealed class ProductOrderType : EnumerationGraphType<ProductOrder>
{
    public ProductOrderType() => Name = "ProductOrder";
}

internal sealed class InventoryPolicyType : EnumerationGraphType<InventoryPolicy>
{
    public InventoryPolicyType() => Name = "InventoryPolicy";
}

internal sealed class CollectionKindType : EnumerationGraphType<CollectionKind>
{
    public CollectionKindType() => Name = "CollectionKind";
}

internal sealed class RuleFieldType : EnumerationGraphType<RuleField>
{
    public RuleFieldType() => Name = "CollectionRuleField";
}

internal sealed class RuleRelationType : EnumerationGraphType<RuleRelation>
{
    public RuleRelationType() => Name = "CollectionRuleRelation";
}

internal sealed class OrderStatusType : EnumerationGraphType<OrderStatus>
{
    public OrderStatusType() => Name = "OrderStatus";
}
