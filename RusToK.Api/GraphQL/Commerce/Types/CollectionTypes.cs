using GraphQL;
using GraphQL.Types;
using RusToK.Api.GraphQL.Content;
using RusToK.Api.GraphQL.Schema;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Api.GraphQL.Server.Access;
using RusToK.Api.GraphQL.Server.Limits;
using RusToK.Core.Commerce.Catalog.Collections;
using RusToK.Core.Commerce.Catalog.Queries;
using RusToK.Core.Content.Queries;
using RusToK.Core.Errors;
using RusToK.Core.Identity.Access;

namespace RusToK.Api.GraphQL.Commerce.Types;

internal sealed class CollectionType : ObjectGraphType<Localized<CollectionDocument>>
{
    public CollectionType()
    {
        Name = "Collection";
        Field<NonNullGraphType<UuidType>>("id").Resolve(c => c.Source.Value.Id);
        Field<NonNullGraphType<CollectionKindType>>("kind").Resolve(c => c.Source.Value.Kind);
        Field<NonNullGraphType<BooleanGraphType>>("matchAll").Description("Whether all rules must hold.").Resolve(c => c.Source.Value.MatchAll);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<CollectionRuleType>>>>("rules").WithCost(0)
            .RequirePermission(Permissions.CollectionUpdate).Resolve(c => c.Source.Value.Rules);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("createdAt").Resolve(c => c.Source.Value.CreatedAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("updatedAt").Resolve(c => c.Source.Value.UpdatedAt);
        Field<NonNullGraphType<LongGraphType>>("version").Resolve(c => c.Source.Value.Version);
        Field<NonNullGraphType<StringGraphType>>("locale").Description("The language served, which may be one that stands in.").Resolve(c => c.Source.Value.Locale);
        Field<NonNullGraphType<StringGraphType>>("title").Resolve(c => c.Source.Value.Title);
        Field<NonNullGraphType<StringGraphType>>("handle").Resolve(c => c.Source.Value.Handle);
        Field<StringGraphType>("description").Resolve(c => c.Source.Value.Description);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<ProductType>>>>("products")
            .Description("The first active ones in its order; all of them by products(filter: {collectionId}).")
            .Argument<NonNullGraphType<IntGraphType>>("first", a => { a.Description = "1 to 100."; a.DefaultValue = PageRequest.DefaultSize; })
            .Argument<StringGraphType>(ProductViews.CurrencyArgument)
            .Resolve(c => c.LoadProductsOfCollection(c.Source.Value.Id, c.Source.Locales, SizeOf(c), c.SelectedOfProducts(), c.Currency()));
    }

    private static int SizeOf(IResolveFieldContext context)
    {
        var first = context.GetArgument<int>("first");
        return first is >= 1 and <= PageRequest.MaxSize
            ? first
            : throw new InvalidInputException("first", "page-size", $"The page size must be 1 to {PageRequest.MaxSize}; it is {first}.");
    }
}

internal sealed class CollectionEdgeType() : EdgeType<Localized<CollectionDocument>, CollectionType>("Collection");

internal sealed class CollectionConnectionType() : ConnectionType<Localized<CollectionDocument>, CollectionType, CollectionEdgeType>("Collection");

internal sealed class CollectionRuleType : ObjectGraphType<CollectionRule>
{
    public CollectionRuleType()
    {
        Name = "CollectionRule";
        Field<NonNullGraphType<RuleFieldType>>("field").Resolve(c => c.Source.Field);
        Field<NonNullGraphType<RuleRelationType>>("relation").Resolve(c => c.Source.Relation);
        Field<NonNullGraphType<StringGraphType>>("value").Resolve(c => c.Source.Value);
        Field<StringGraphType>("currency").Resolve(c => c.Source.Currency);
    }
}
