using GraphQL.Types;
using RusToK.Api.GraphQL.Server.Plain;
using RusToK.Core.Content.Queries;

namespace RusToK.Api.GraphQL.Schema;

/// <summary>Whether there is more on either side, and the cursors to ask for it.</summary>
internal sealed record PageInfo(bool HasNextPage, bool HasPreviousPage, string? StartCursor, string? EndCursor)
{
    public static PageInfo Of<T>(Page<T> page) => new(
        page.HasNext, page.HasPrevious,
        page.Items.Count == 0 ? null : page.Items[0].Cursor,
        page.Items.Count == 0 ? null : page.Items[^1].Cursor);
}

/// <summary>One item of a page with its cursor.</summary>
internal sealed record Edge<T>(T Node, string Cursor);

/// <summary>A page of a list, as clients of Relay's connection specification expect it.</summary>
internal sealed record Connection<T>(IReadOnlyList<Edge<T>> Edges, PageInfo PageInfo)
{
    public static Connection<T> Of<TItem>(Page<TItem> page, Func<TItem, T> node) =>
        new([.. page.Items.Select(i => new Edge<T>(node(i.Item), i.Cursor))], PageInfo.Of(page));
}

internal sealed class PageInfoType : ObjectGraphType<PageInfo>
{
    public PageInfoType()
    {
        Name = "PageInfo";
        Field(p => p.HasNextPage);
        Field(p => p.HasPreviousPage);
        Field(p => p.StartCursor, nullable: true);
        Field(p => p.EndCursor, nullable: true);
    }
}

internal class EdgeType<T, TGraph> : ObjectGraphType<Edge<T>>
    where TGraph : ObjectGraphType<T>
{
    protected EdgeType(string item)
    {
        Name = item + "Edge";
        Field(e => e.Cursor);
        Field<NonNullGraphType<TGraph>>("node").Reads(x => x.Node);
    }
}

internal class ConnectionType<T, TGraph, TEdge> : ObjectGraphType<Connection<T>>
    where TGraph : ObjectGraphType<T>
    where TEdge : EdgeType<T, TGraph>
{
    protected ConnectionType(string item)
    {
        Name = item + "Connection";
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TEdge>>>>("edges").Reads(x => x.Edges);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TGraph>>>>("nodes").Reads(x => x.Edges.Select(e => e.Node));
        Field<NonNullGraphType<PageInfoType>>("pageInfo").Reads(x => x.PageInfo);
    }
}
