namespace ModelDeploy.Portal.Manifests;

/// <summary>A piece of a YAML document, and the line that it starts on, from 1.</summary>
public abstract record YamlNode(int Line)
{
    /// <summary>A single value as text; <paramref name="IsNull"/> for an empty one that nobody quoted.</summary>
    public sealed record Scalar(int Line, string Text, bool IsNull, bool IsQuoted) : YamlNode(Line);

    /// <summary>A list.</summary>
    public sealed record Sequence(int Line, IReadOnlyList<YamlNode> Items) : YamlNode(Line);

    /// <summary>Names and their values in the order of the document; no name is there twice.</summary>
    public sealed record Mapping(int Line, IReadOnlyList<Entry> Entries) : YamlNode(Line);

    /// <summary>One name, the line that it stands on, and its value.</summary>
    public sealed record Entry(string Name, int Line, YamlNode Value);
}
