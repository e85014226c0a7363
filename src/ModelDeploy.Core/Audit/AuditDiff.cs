using System.Text.Json;
using System.Text.Json.Nodes;
using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Core.Audit;

/// <summary>What differs between two values, field by field. Whoever asks has taken secrets out.</summary>
public static class AuditDiff
{
    /// <summary>How long a value may be, in characters; the rest is cut, with a mark.</summary>
    public const int LongestValue = 500;

    /// <summary>How many fields one entry tells.</summary>
    public const int MostFields = 200;

    /// <summary>The fields that differ, in the order in which they are written; null stands for a thing that was not there or is gone.</summary>
    public static EquatableList<AuditedField> Of<T>(T? before, T? after) where T : class
    {
        var (was, now) = (Fields(before), Fields(after));
        return was.Keys.Union(now.Keys)
            .Select(field => new AuditedField(field, was.GetValueOrDefault(field), now.GetValueOrDefault(field)))
            .Where(field => field.Before != field.After)
            .Take(MostFields)
            .Select(field => field with { Before = Cut(field.Before), After = Cut(field.After) })
            .ToEquatableList();
    }

    private static Dictionary<string, string?> Fields<T>(T? value) where T : class
    {
        var fields = new Dictionary<string, string?>(StringComparer.Ordinal);
        if (value is not null)
            Collect("", JsonSerializer.SerializeToNode(value, SpecJson.Options), fields);
        return fields;
    }

    private static void Collect(string path, JsonNode? node, Dictionary<string, string?> into)
    {
        switch (node)
        {
            case JsonObject found:
                foreach (var (name, value) in found)
                    Collect(path.Length == 0 ? name : $"{path}.{name}", value, into);
                break;
            case JsonArray list:
                for (var i = 0; i < list.Count; i++)
                    Collect($"{path}[{i}]", list[i], into);
                break;
            case not null:
                into[path] = node.ToString();
                break;
        }
    }

    private static string? Cut(string? value) => value is { Length: > LongestValue } ? $"{value[..LongestValue]}…" : value;
}
