using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ModelDeploy.TestKit.Cluster;

/// <summary>Reads YAML documents as the JSON that an API server takes.</summary>
public static class YamlJson
{
    /// <summary>The first document.</summary>
    public static JsonObject Read(string text) => ReadAll(text)[0];

    /// <summary>Every document.</summary>
    public static IReadOnlyList<JsonObject> ReadAll(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return [.. stream.Documents.Select(document => (JsonObject)NodeOf(document.RootNode)!)];
    }

    private static JsonNode? NodeOf(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(child => KeyValuePair.Create(((YamlScalarNode)child.Key).Value!, NodeOf(child.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(NodeOf)]),
        YamlScalarNode { Style: not ScalarStyle.Plain, Value: var text } => JsonValue.Create(text),
        YamlScalarNode { Value: "true" or "false" } flag => JsonValue.Create(bool.Parse(flag.Value)),
        YamlScalarNode { Value: { } number } when long.TryParse(number, out var whole) => JsonValue.Create(whole),
        YamlScalarNode { Value: { } number } when decimal.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) => JsonValue.Create(amount),
        YamlScalarNode { Value: { } text } => JsonValue.Create(text),
        _ => null,
    };
}
