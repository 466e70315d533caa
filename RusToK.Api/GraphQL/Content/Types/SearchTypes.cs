using GraphQL.Types;
using RusToK.Api.GraphQL.Schema;
using RusToK.Api.GraphQL.Server.Plain;
using RusToK.Core.Content.Queries;

namespace RusToK.Api.GraphQL.Content.Types;

/// <summary>One node that was found, with where.</summary>
internal sealed class SearchEdgeType : ObjectGraphType<Localized<PageItem<SearchHit>>>
{
    public SearchEdgeType()
    {
        Name = "SearchEdge";
        Field<NonNullGraphType<StringGraphType>>("cursor").Reads(x => x.Value.Cursor);
        Field<NonNullGraphType<NodeType>>("node").Reads(x => x.Value.Item.Node.In(x.Locales));
        Field<NonNullGraphType<FloatGraphType>>("rank").Description("How well it fits, within this search.").Reads(x => (double)x.Value.Item.Rank);
        Field<NonNullGraphType<StringGraphType>>("snippet").Description("HTML: the text around the words found, escaped, the words in <mark>.")
            .Reads(x => x.Value.Item.Snippet);
    }
}

internal sealed class SearchConnectionType : ObjectGraphType<Localized<Page<SearchHit>>>
{
    public SearchConnectionType()
    {
        Name = "SearchConnection";
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<SearchEdgeType>>>>("edges")
            .Reads(x => x.Value.Items.Select(i => i.In(x.Locales)));
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<NodeType>>>>("nodes")
            .Reads(x => x.Value.Items.Select(i => i.Item.Node.In(x.Locales)));
        Field<NonNullGraphType<PageInfoType>>("pageInfo").Reads(x => PageInfo.Of(x.Value));
    }
}
