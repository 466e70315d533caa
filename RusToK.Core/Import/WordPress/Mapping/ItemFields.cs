using System.Text.Json.Nodes;

namespace RusToK.Core.Import.WordPress.Mapping;

/// <summary>The custom fields of an item. A name that begins with an underscore is WordPress' or a plugin's own.</summary>
internal sealed class ItemFields
{
    /// <summary>What a page template is called when there is none.</summary>
    private const string NoTemplate = "default";

    public ItemFields(IEnumerable<WxrMeta> meta)
    {
        var fields = new List<WxrMeta>();
        foreach (var field in meta)
        {
            switch (field.Key)
            {
                case "_wp_page_template" when Template is null && field.Value is not ("" or NoTemplate):
                    Template = field.Value;
                    Plumbing++;
                    break;
                case "_thumbnail_id" when ThumbnailId is null && field.Value.Length > 0:
                    ThumbnailId = field.Value;
                    Plumbing++;
                    break;
                case { Length: > 0 } name when name[0] != '_':
                    fields.Add(field);
                    break;
            }
        }

        Public = fields;
    }

    public string? Template { get; }

    /// <summary>WordPress id of the attachment that illustrates the item.</summary>
    public string? ThumbnailId { get; }

    /// <summary>Fields that have a property of their own.</summary>
    public int Plumbing { get; }

    public IReadOnlyList<WxrMeta> Public { get; }

    /// <summary>Values as they are; those of a name that occurs several times as a list.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject();
        foreach (var field in Public.GroupBy(f => f.Key))
            json[field.Key] = field.Count() == 1 ? field.First().Value : new JsonArray([.. field.Select(f => (JsonNode)f.Value)]);
        return json;
    }
}
