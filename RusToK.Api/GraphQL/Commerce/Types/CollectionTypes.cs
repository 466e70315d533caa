using GraphQL;
using GraphQL.Types;
using RusToK.Api.GraphQL.Content;
using RusToK.Api.GraphQL.Schema;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Api.GraphQL.Server.Access;
using RusToK.Api.GraphQL.Server.Limits;
using RusToK.Api.GraphQL.Server.Plain;
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
        Field<NonNullGraphType<UuidType>>("id").Reads(x => x.Value.Id);
        Field<NonNullGraphType<CollectionKindType>>("kind").Reads(x => x.Value.Kind);
        Field<NonNullGraphType<BooleanGraphType>>("matchAll").Description("Whether all rules must hold.").Reads(x => x.Value.MatchAll);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<CollectionRuleType>>>>("rules").WithCost(0)
            .RequirePermission(Permissions.CollectionUpdate).Reads(x => x.Value.Rules);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("createdAt").Reads(x => x.Value.CreatedAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("updatedAt").Reads(x => x.Value.UpdatedAt);
        Field<NonNullGraphType<LongGraphType>>("version").Reads(x => x.Value.Version);
        Field<NonNullGraphType<StringGraphType>>("locale").Description("The language served, which may be one that stands in.").Reads(x => x.Value.Locale);
        Field<NonNullGraphType<StringGraphType>>("title").Reads(x => x.Value.Title);
        Field<NonNullGraphType<StringGraphType>>("handle").Reads(x => x.Value.Handle);
        Field<StringGraphType>("description").Reads(x => x.Value.Description);
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
        Field<NonNullGraphType<RuleFieldType>>("field").Reads(x => x.Field);
        Field<NonNullGraphType<RuleRelationType>>("relation").Reads(x => x.Relation);
        Field<NonNullGraphType<StringGraphType>>("value").Reads(x => x.Value);
        Field<StringGraphType>("currency").Reads(x => x.Currency);
    }
}
