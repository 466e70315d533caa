namespace RusToK.Core.Import.WordPress.Running;

/// <summary>The comments of one item, those that are answered before their answers.</summary>
internal static class CommentThreads
{
    /// <param name="comments">Comments that are imported, each id once.</param>
    /// <param name="all">All comments of the item: an answer to one that is skipped moves up to what that answered.</param>
    /// <returns>Each comment with the one it answers, and with a note where that is not the file's.</returns>
    public static IEnumerable<(WxrComment Comment, long? Answered, ImportReason? Note)> Order(
        IReadOnlyList<WxrComment> comments, IReadOnlyList<WxrComment> all)
    {
        var parents = all.DistinctBy(c => c.Id).ToDictionary(c => c.Id, c => c.ParentId);
        var imported = comments.ToDictionary(c => c.Id);
        var done = new HashSet<long>();
        var path = new Stack<(WxrComment Comment, long? Answered, ImportReason? Note)>();
        var onPath = new HashSet<long>();
        foreach (var comment in comments)
        {
            for (var current = comment; current is not null && !done.Contains(current.Id);)
            {
                var (answered, note) = AnsweredBy(current, parents, imported);
                onPath.Add(current.Id);
                if (answered is { } above && onPath.Contains(above))
                    (answered, note) = (null, new ImportReason("comment-circle", "It answers an answer to itself; it stands below its item."));
                path.Push((current, answered, note));
                current = answered is { } next ? imported[next] : null;
            }

            while (path.TryPop(out var top))
            {
                done.Add(top.Comment.Id);
                yield return top;
            }

            onPath.Clear();
        }
    }

    private static (long? Answered, ImportReason? Note) AnsweredBy(
        WxrComment comment, Dictionary<long, long?> parents, Dictionary<long, WxrComment> imported)
    {
        var above = comment.ParentId;
        // As many steps as there are comments: skipped ones may answer each other in a circle.
        for (var steps = 0; above is { } id && steps <= parents.Count; steps++)
        {
            if (imported.ContainsKey(id))
                return (id, null);
            if (!parents.TryGetValue(id, out above))
                return (null, new ImportReason("comment-parent-missing", $"The comment {id} it answers is not in the file; it stands below its item."));
        }

        return (null, null);
    }
}
