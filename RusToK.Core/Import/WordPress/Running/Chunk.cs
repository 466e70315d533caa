using System.Collections.Concurrent;
using RusToK.Core.Content.External;

namespace RusToK.Core.Import.WordPress.Running;

/// <summary>Entries that are looked up in one statement and then applied side by side. Bounds what is in memory.</summary>
internal sealed class Chunk
{
    private const int MaxEntries = 200;
    private const int MaxCharacters = 4_000_000;

    private long _characters;

    public List<TermEntry> Terms { get; } = [];

    public List<ItemEntry> Items { get; } = [];

    public List<ReplyEntry> Replies { get; } = [];

    /// <summary>What is here of the entries and of what they refer to; grows while they are applied.</summary>
    public ConcurrentDictionary<ExternalKey, KnownThing> Known { get; } = new();

    public bool IsEmpty => Terms.Count + Items.Count + Replies.Count == 0;

    public bool IsFull => Terms.Count + Items.Count + Replies.Count >= MaxEntries || _characters >= MaxCharacters;

    public void Add(TermEntry term) => Terms.Add(term);

    public void Add(ItemEntry item)
    {
        Items.Add(item);
        _characters += item.Item.Content.Length + item.Item.Excerpt.Length
            + item.Item.Meta.Sum(m => (long)m.Key.Length + m.Value.Length) + item.Item.Comments.Sum(c => (long)c.Content.Length);
    }

    public void Add(ReplyEntry reply)
    {
        Replies.Add(reply);
        _characters += reply.Node.Body.Length;
    }

    /// <summary>Every entry and everything an entry refers to, each once.</summary>
    public HashSet<ExternalKey> Keys()
    {
        var keys = new HashSet<ExternalKey>();
        foreach (var term in Terms)
            Add(keys, term.Key, term.Parent);
        foreach (var item in Items)
        {
            Add(keys, item.Key, item.Parent);
            keys.UnionWith(item.Categories.Select(c => c.Key));
            keys.UnionWith(item.Tags.Select(t => t.Key));
        }

        foreach (var reply in Replies)
        {
            Add(keys, reply.Key, reply.Answered);
            keys.Add(reply.ItemKey);
        }

        return keys;
    }

    private static void Add(HashSet<ExternalKey> keys, ExternalKey key, ExternalKey? other)
    {
        keys.Add(key);
        if (other is { } known)
            keys.Add(known);
    }
}
