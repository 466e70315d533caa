namespace RusToK.Operations.Rules;

/// <summary>Groups of rules as a file of Prometheus.</summary>
internal static class RuleYaml
{
    /// <param name="comment">What the file is.</param>
    public static string Render(string comment, IEnumerable<RuleGroup> groups)
    {
        var yaml = new Yaml(comment).Line(0, "groups:");
        foreach (var group in groups)
        {
            yaml.Line(1, $"- name: {group.Name}");
            if (group.Interval is { } interval)
                yaml.Line(2, $"interval: {interval}");
            yaml.Line(2, "rules:");
            foreach (var rule in group.Rules)
                Write(yaml, rule);
        }

        return yaml.ToString();
    }

    private static void Write(Yaml yaml, Rule rule)
    {
        yaml.Line(3, $"- {rule.Kind}: {rule.Name}").Block(4, "expr", rule.Expression);
        if (rule.Hold is { } hold)
            yaml.Line(4, $"for: {hold}");
        yaml.Map(4, "labels", rule.Labels).Map(4, "annotations", rule.Annotations);
    }
}
