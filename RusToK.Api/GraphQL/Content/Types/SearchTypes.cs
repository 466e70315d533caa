using GraphQL.Types;
using RusToK.Api.GraphQL.Schema;
using RusToK.Core.Content.Queries;

namespace RusToK.Api.GraphQL.Content.Types;

/// <summary>One node that was found, with where.</summary>
internal sealed class SearchEdgeType : ObjectGraphType<Localized<PageItem<SearchHit>>>
{
    public SearchEdgeType()
    {
        Name = "SearchEdge";
        Field<NonNullGraphType<StringGraphType>>("cursor").Resolve(c => c.Source.Value.Cursor);
        Field<NonNullGraphType<NodeType>>("node").Resolve(c => c.Source.Value.Item.Node.In(c.Source.Locales));
        Field<NonNullGraphType<FloatGraphType>>("rank").Description("How well it fits, within this search.").Resolve(c => (double)c.Source.Value.Item.Rank);
        Field<NonNullGraphType<StringGraphType>>("snippet").Description("HTML: the text around the words found, escaped, the words in <mark>.")
            .Resolve(c => c.Source.Value.Item.Snippet);
    }
}

internal sealed class SearchConnectionType : ObjectGraphType<Localized<Page<SearchHit>>>
{
    public SearchConnectionType()
    {
        Name = "SearchConnection";
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<SearchEdgeType>>>>("edges")
            .Resolve(c => c.Source.Value.Items.Select(i => i.In(c.Source.Locales)));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<NodeType>>>>("nodes")
            .Resolve(c => c.Source.Value.Items.Select(i => i.Item.Node.In(c.Source.Locales)));
        Field<NonNullGraphType<PageInfoType>>("pageInfo").Resolve(c => PageInfo.Of(c.Source.Value));
    }
}
